import type { OperatorSetIdProto } from "@suture/onnx";
import { bodiesOfNode } from "./bodies-of-node.ts";
import { bodyOf } from "./body-of.ts";
import type { BodyId, FunctionHead, Graph, Node } from "./graph.ts";
import { bodiesAround, bodyAndInner } from "./scope.ts";
import { newestVersionOf } from "./text/newest-opset.ts";

/** "ai.onnx" is another way to write "". */
export function plainDomain(domain: string | undefined): string {
	return domain === undefined || domain === "ai.onnx" ? "" : domain;
}

/** The function that a body is in; undefined in main and the bodies inside it. */
export function functionAround(graph: Graph, id: BodyId): FunctionHead | undefined {
	if (graph.functions.length === 0) return undefined;
	const root = bodiesAround(graph, id).at(-1)?.id ?? id;
	return graph.functions.find(({ body }) => body === root);
}

/** The operator sets that nodes of a body are of: the function's, or the model's. */
export function importsAt(graph: Graph, id: BodyId): readonly OperatorSetIdProto[] {
	return functionAround(graph, id)?.opsetImport ?? graph.header.opsetImport;
}

export function versionIn(imports: readonly OperatorSetIdProto[], domain: string): number | undefined {
	return imports.find((one) => plainDomain(one.domain) === plainDomain(domain))?.version;
}

/** The graph with other imports for the nodes of a body. */
export function withImportsAt(graph: Graph, id: BodyId, opsetImport: readonly OperatorSetIdProto[]): Graph {
	const around = functionAround(graph, id);
	if (!around) return { ...graph, header: { ...graph.header, opsetImport } };
	const functions = graph.functions.map((head) => (head === around ? { ...head, opsetImport } : head));
	return { ...graph, functions };
}

/** The graph with an import for every domain of these nodes and of those in their bodies. A set that a function lacks and the
 *  model has is the model's; otherwise it is the newest known. ai.onnx is never added: its version changes what nodes mean. */
export function withImportsFor(graph: Graph, id: BodyId, nodes: Iterable<Node>): Graph {
	const imports = importsAt(graph, id);
	const missing = new Set<string>();
	for (const domain of domainsOf(graph, nodes)) {
		if (domain !== "" && versionIn(imports, domain) === undefined) missing.add(domain);
	}
	if (missing.size === 0) return graph;
	const version = (domain: string) => versionIn(graph.header.opsetImport, domain) ?? newestVersionOf(domain);
	const added = Array.from(missing, (domain) => ({ domain, version: version(domain) }));
	return withImportsAt(graph, id, [...imports, ...added]);
}

/** Domains of nodes and of those in their bodies. */
export function domainsOf(graph: Graph, nodes: Iterable<Node>): Set<string> {
	const domains = new Set<string>();
	for (const node of nodes) {
		domains.add(plainDomain(node.domain));
		for (const inner of bodiesOfNode(node).flatMap((one) => bodyAndInner(graph, one))) {
			for (const { domain } of bodyOf(graph, inner).nodes) domains.add(plainDomain(domain));
		}
	}
	return domains;
}
