import type { Body, Graph, Node } from "@suture/graph";

/** The graph without what exporters write for debugging themselves: stack traces in metadata and doc strings of nodes. They can
 *  be most of a file. What a person wrote stays. */
export function withoutTraces(graph: Graph): Graph {
	const bodies = new Map(graph.bodies);
	for (const [id, body] of bodies) bodies.set(id, withoutTracesIn(body));
	return { ...graph, bodies };
}

function withoutTracesIn(body: Body): Body {
	const nodes = body.nodes.map(withoutTrace);
	const valueInfo = body.valueInfo.map((info) => {
		const metadataProps = info.metadataProps.filter(({ key }) => !isTraceKey(key));
		return metadataProps.length === info.metadataProps.length ? info : { ...info, metadataProps };
	});
	const isSame = [...nodes.entries()].every(([i, node]) => node === body.nodes[i]);
	return isSame && valueInfo.every((info, i) => info === body.valueInfo[i]) ? body : { ...body, nodes, valueInfo };
}

function withoutTrace(node: Node): Node {
	const metadataProps = node.metadataProps.filter(({ key }) => !isTraceKey(key));
	const hasTrace = node.docString !== undefined && trace.test(node.docString);
	if (!hasTrace && metadataProps.length === node.metadataProps.length) return node;
	return { ...node, metadataProps, docString: hasTrace ? undefined : node.docString };
}

/** torch.onnx of PyTorch 2.5 and later names its entries so. */
function isTraceKey(key: string | undefined): boolean {
	return key !== undefined && /^pkg\.(torch\.onnx|onnxscript)\./.test(key);
}

/** Lines as Python and TorchScript write them: File "/x.py", line 3 · /x.py(3): forward · # /x.py:3:0 */
const trace = /File "[^"]*", line \d+|\.py\(\d+\): |\.py:\d+:\d+/;
