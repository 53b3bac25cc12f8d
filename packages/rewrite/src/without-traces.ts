import type { Body, Graph, Node } from "@suture/graph";
import type { StringStringEntryProto, ValueInfoProto } from "@suture/onnx";

/** The graph without what exporters write for debugging themselves: stack traces and module paths in
 *  metadata and doc strings, and the names that its weights had. They can be most of a file. What a person wrote stays. */
export function withoutTraces(graph: Graph): Graph {
	const bodies = new Map(graph.bodies);
	for (const [id, body] of bodies) bodies.set(id, withoutTracesIn(body));
	return { ...graph, bodies };
}

function withoutTracesIn(body: Body): Body {
	const nodes = kept(body.nodes.map(withoutTrace), body.nodes);
	const valueInfo = kept(body.valueInfo.map(withoutNotes), body.valueInfo);
	const inputs = kept(body.inputs.map(withoutNotes), body.inputs);
	const outputs = kept(body.outputs.map(withoutNotes), body.outputs);
	const metadataProps = withoutOwn(body.metadataProps);
	const changes = { nodes, valueInfo, inputs, outputs, metadataProps };
	const isSame = Object.entries(changes).every(([key, value]) => body[key as keyof typeof changes] === value);
	return isSame ? body : { ...body, ...changes };
}

/** The old list when nothing in it changed, so that nothing looks edited. */
function kept<T>(now: readonly T[], before: readonly T[]): readonly T[] {
	return now.every((one, i) => one === before[i]) ? before : now;
}

function withoutTrace(node: Node): Node {
	const metadataProps = withoutOwn(node.metadataProps);
	const hasTrace = node.docString !== undefined && trace.test(node.docString);
	if (!hasTrace && metadataProps === node.metadataProps) return node;
	return { ...node, metadataProps, docString: hasTrace ? undefined : node.docString };
}

function withoutNotes(info: ValueInfoProto): ValueInfoProto {
	const metadataProps = withoutOwn(info.metadataProps);
	return metadataProps === info.metadataProps ? info : { ...info, metadataProps };
}

/** PyTorch writes its module path as "namespace", always beside entries of its own. */
function withoutOwn(entries: readonly StringStringEntryProto[]): readonly StringStringEntryProto[] {
	if (!entries.some(({ key = "" }) => exporterKey.test(key))) return entries;
	return entries.filter(({ key = "" }) => key !== "namespace" && !exporterKey.test(key));
}

/** torch.onnx of PyTorch 2.5 and later names its entries so. */
const exporterKey = /^pkg\.(torch|onnxscript)\./;

/** Lines as Python and TorchScript write them: File "/x.py", line 3 · /x.py(3): forward · # /x.py:3:0 */
const trace = /File "[^"]*", line \d+|\.py\(\d+\): |\.py:\d+:\d+/;
