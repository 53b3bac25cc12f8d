import { type Body, type BodyId, bodiesOfNode, bodyOf, type Node, nameOf } from "@suture/graph";
import { type BodyInference, type Fact, noFact, symbol } from "@suture/ops";
import { attributesOf, innerPrefix } from "./call-of-node.ts";
import { type InsideDraft, keepRecord } from "./inside.ts";
import { lookUp, type Run, type Scope } from "./scope.ts";

/** The body in an attribute of a node, for its shape function to ask; undefined when there is none. */
export function bodyInference(
	run: Run,
	scope: Scope,
	node: Node,
	attribute: string,
	inside: InsideDraft,
): BodyInference | undefined {
	const [id] = attributesOf(node, scope).get(attribute)?.bodies ?? [];
	return id === undefined ? undefined : inferenceOf(run, scope, node, attribute, id, inside);
}

/** Infers the bodies that nobody asked for, as those of BeamSearch and of operators that nobody knows: what their inputs are
 *  only the file says. */
export function inferUnasked(run: Run, scope: Scope, node: Node, inside: InsideDraft): void {
	if (bodiesOfNode(node).length === 0) return;
	for (const { name = "", bodies } of node.attributes) {
		for (const id of bodies ?? []) {
			if (!inside.called.has(id)) inferenceOf(run, scope, node, name, id, inside).infer([]);
		}
	}
}

function inferenceOf(
	run: Run,
	scope: Scope,
	node: Node,
	attribute: string,
	id: BodyId,
	inside: InsideDraft,
): BodyInference {
	const body: Body = bodyOf(run.graph, id);
	const prefix = innerPrefix(scope, node, attribute);
	const path = [...scope.path, nameOf(node), attribute];
	return {
		inputCount: body.inputs.length,
		outputCount: body.outputs.length,
		infer(inputs: readonly Fact[], { neverRuns } = { neverRuns: false }) {
			run.budget.nodes -= body.nodes.length;
			if (run.budget.nodes < 0) return body.outputs.map(() => noFact);
			const inner: Scope = { ...scope, body, values: new Map(), outer: scope, prefix, path, neverRuns };
			keepRecord(inside, id, run.inferBody(run, inner, inputs, inside.records.get(id)));
			return body.outputs.map(({ name = "" }) => lookUp(inner, name) ?? noFact);
		},
		fresh: (label, least = 0) => symbol(prefix + label, least),
		isInner: ({ name }) => name.startsWith(prefix),
	};
}
