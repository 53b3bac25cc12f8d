import { type Node, type NodeId, runOrder } from "@suture/graph";
import type { TypeProto } from "@suture/onnx";
import { elementTypeOf, type Fact, factOfTensor, noFact, sameFact, symbol, tensorOf, typeFromProto } from "@suture/ops";
import { inferNode } from "./infer-node.ts";
import type { BodyRecord, NodeRecord } from "./record.ts";
import type { Run, Scope } from "./scope.ts";

/** Fills a scope with all that is known about its body's values, given its inputs. `previous` is what an earlier run found;
 *  of it stays what does not change. */
export function inferBody(
	run: Run,
	scope: Scope,
	inputs: readonly Fact[],
	previous: BodyRecord | undefined,
): BodyRecord {
	const { body, values } = scope;
	body.inputs.forEach(({ name = "", type }, i) => {
		const given = inputs[i] ?? noFact;
		setKept(values, name, given.type === undefined ? declaredFact(run, scope, name, type) : given, previous);
	});
	// Before IR version 4 every initializer is an input too: it is a constant all the same, unless somebody replaces it.
	for (const tensor of body.initializers) values.set(tensor.name ?? "", factOfTensor(tensor));
	for (const { values: tensor, dims } of body.sparseInitializers) {
		const fact = { type: tensorOf(elementTypeOf(tensor?.dataType), dims) };
		setKept(values, tensor?.name ?? "", fact, previous);
	}
	const nodes = new Map<NodeId, NodeRecord>();
	for (const node of inOrder(run, scope)) {
		const record = inferNode(run, scope, node, previous?.nodes.get(node.id));
		nodes.set(node.id, record);
		for (let i = 0; i < node.outputs.length; i++) {
			const name = node.outputs[i] ?? "";
			if (name !== "") values.set(name, record.outputs[i] ?? noFact);
		}
	}
	return { scope, nodes };
}

/** What the file says of an input that nobody outside knows. */
function declaredFact(run: Run, { prefix }: Scope, name: string, type: TypeProto | undefined): Fact {
	if (run.declared === "ignored" || type === undefined) return noFact;
	return {
		type: typeFromProto(type, (dimension, axis) => {
			const isNothing = dimension.dimValue === undefined && !dimension.dimParam;
			return isNothing ? symbol(`${prefix}${name}.${axis}`, 0) : run.readDimension(dimension, axis);
		}),
	};
}

/** Keeps the object of an earlier run where it says the same. */
function setKept(values: Map<string, Fact>, name: string, fact: Fact, previous: BodyRecord | undefined): void {
	const before = previous?.scope.values.get(name);
	values.set(name, before !== undefined && sameFact(before, fact) ? before : fact);
}

/** The nodes as they stand, as ONNX demands it; in an order in which they can run where a model broke that rule. */
function inOrder(run: Run, { body }: Scope): readonly Node[] {
	if (isSorted(body.nodes)) return body.nodes;
	const { order } = runOrder(run.graph, body);
	// What waits in a circle comes last, with inputs that nobody knows.
	const placed = new Set(order);
	return [...order, ...body.nodes.filter((node) => !placed.has(node))];
}

/** Whether no node takes what only a later one makes. */
function isSorted(nodes: readonly Node[]): boolean {
	const taken = new Set<string>();
	for (const { inputs, outputs } of nodes) {
		for (const name of inputs) taken.add(name);
		if (outputs.some((name) => name !== "" && taken.has(name))) return false;
	}
	return true;
}
