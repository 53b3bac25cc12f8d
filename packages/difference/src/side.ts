import { type Body, bodyOf, capturedBy, type Graph, indexOf, type Node, runOrder } from "@suture/graph";
import { attributesKey, type OpsetOf } from "./attribute-keys.ts";
import { isCommutative, slotOf } from "./commutative.ts";
import { type Constant, constantKey, constantsOf } from "./constants.ts";
import type { Reading } from "./reading.ts";

/** A value outside of a body, as what is inside sees it. */
export type Outside = (value: string) => { readonly token: number; readonly constant?: Constant } | undefined;

export interface Maker {
	readonly node: Node;
	readonly output: number;
}

export interface Taker {
	readonly node: Node;
	/** Position as far as it matters; -1 where a body of the node takes the value. */
	readonly slot: number;
}

/** One of the two bodies that are compared. */
export interface Side {
	readonly graph: Graph;
	readonly body: Body;
	/** In an order in which they can run, those that are constants apart. */
	readonly nodes: readonly Node[];
	readonly opsetOf: OpsetOf;
	readonly outside: Outside;
	readonly makers: ReadonlyMap<string, Maker>;
	readonly takers: ReadonlyMap<string, readonly Taker[]>;
	/** What a node is by itself: operator, attributes, constant inputs. */
	readonly strictKeys: ReadonlyMap<Node, number>;
	/** Its operator alone. */
	readonly operatorKeys: ReadonlyMap<Node, number>;
	constantOf(value: string): Constant | undefined;
}

export function sideOf(graph: Graph, body: Body, opsetOf: OpsetOf, outside: Outside, reading: Reading): Side {
	const constants = constantsOf(body);
	const { definitions } = indexOf(body);
	const constantOf = (value: string) =>
		constants.get(value) ?? (definitions.has(value) ? undefined : outside(value)?.constant);
	const nodes = orderedNodes(graph, body).filter((node) => constants.get(node.outputs[0] ?? "")?.as !== "node");
	const makers = new Map<string, Maker>();
	const takers = new Map<string, Taker[]>();
	const take = (value: string, taker: Taker) => {
		const known = takers.get(value);
		if (known) known.push(taker);
		else takers.set(value, [taker]);
	};
	for (const node of nodes) {
		node.outputs.forEach((value, output) => value !== "" && makers.set(value, { node, output }));
		node.inputs.forEach((value, input) => value !== "" && take(value, { node, slot: slotOf(node, input) }));
		for (const value of innerCaptures(graph, node)) take(value, { node, slot: -1 });
	}
	const operatorKeys = new Map(nodes.map((node) => [node, operatorKey(node, reading)]));
	const strictKeys = new Map(nodes.map((node) => [node, strictKey(node, graph, constantOf, opsetOf, reading)]));
	return { graph, body, nodes, opsetOf, outside, makers, takers, strictKeys, operatorKeys, constantOf };
}

function orderedNodes(graph: Graph, body: Body): readonly Node[] {
	const { order } = runOrder(graph, body);
	if (order.length === body.nodes.length) return order;
	const there = new Set(order);
	return [...order, ...body.nodes.filter((node) => !there.has(node))];
}

/** What the bodies of a node take from outside. */
function innerCaptures(graph: Graph, { attributes }: Node): Set<string> {
	return new Set(attributes.flatMap(({ bodies = [] }) => bodies.flatMap((id) => [...capturedBy(graph, id)])));
}

function operatorKey({ opType, domain, overload }: Node, { intern }: Reading): number {
	return intern(`operator ${opType}\n${domain === "ai.onnx" ? "" : domain}\n${overload}`);
}

function strictKey(
	node: Node,
	graph: Graph,
	constantOf: Side["constantOf"],
	opsetOf: OpsetOf,
	reading: Reading,
): number {
	const inputs = node.inputs.map((value, input) => {
		const constant = value === "" ? undefined : constantOf(value);
		return `${slotOf(node, input)}:${value === "" ? "none" : constant ? constantKey(constant, reading) : "value"}`;
	});
	const bodies = node.attributes.flatMap(({ bodies: inner = [] }) =>
		inner.map((id) =>
			reading.intern(
				`bodies ${bodyOf(graph, id)
					.nodes.map(({ opType }) => opType)
					.sort()}`,
			),
		),
	);
	const parts = [
		operatorKey(node, reading),
		attributesKey(node, opsetOf, reading),
		isCommutative(node) ? inputs.sort() : inputs,
		node.outputs.map((value) => (value === "" ? 0 : 1)),
		bodies,
	];
	return reading.intern(`node ${parts.join("|")}`);
}
