import { type BodyId, type Graph, holderOf } from "@suture/graph";

/** The version of a domain's operators that nodes of a body are of; undefined when it is not imported. */
export function operatorVersion(graph: Graph, body: BodyId, domain: string): number | undefined {
	let root = body;
	for (let holder = holderOf(graph, root); holder; holder = holderOf(graph, root)) root = holder.body.id;
	const imports = graph.functions.find((head) => head.body === root)?.opsetImport ?? graph.header.opsetImport;
	return imports.find((one) => plainDomain(one.domain) === plainDomain(domain))?.version;
}

/** "ai.onnx" is another way to write "". */
export function plainDomain(domain: string | undefined): string {
	return domain === undefined || domain === "ai.onnx" ? "" : domain;
}
