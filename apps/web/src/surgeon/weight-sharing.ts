import type { Facts } from "@suture/analysis";
import {
	addressOfNode,
	applyEdits,
	type Body,
	capturedBy,
	type Edit,
	type EditNamed,
	freshName,
	type Graph,
	indexOf,
	type Node,
} from "@suture/graph";
import { storedByteLength } from "@suture/onnx";
import { findEdits, learnWeights, rules } from "@suture/rewrite";
import { placeOf } from "./describe.ts";
import { sha256Of } from "./sha256-of.ts";

/** What it takes to keep weights that hold the same only once. */
export interface EqualWeights {
	readonly edits: readonly Edit[];
	/** Initializers that would go, and what they hold. */
	readonly gone: number;
	readonly bytes: number;
}

/** The edits that give a node a weight of its own, which holds what the one that it shares with others does. */
export function ownCopy(graph: Graph, body: Body, value: string, node: Node): Edit[] {
	const place = placeOf(graph, body.id);
	const own = freshName(graph, value);
	const address = addressOfNode(node);
	const wires = node.inputs.flatMap((name, input): Edit[] =>
		name === value ? [{ do: "set-input", node: address, input, value: own, ...place }] : [],
	);
	return [{ do: "replace-nodes", nodes: [], with: "", tensors: { [own]: { same: value } }, ...place }, ...wires];
}

/** The edits after which weights that are equal bit by bit, in type and shape too, are there once. Reads what may be equal. */
export async function equalWeights(graph: Graph, facts: Facts): Promise<EqualWeights> {
	await learnWeights(graph, sha256Of);
	const sharing = rules.filter(({ name }) => name === "share-equal-weights");
	const wires = findEdits(graph, facts, sharing).edits;
	const after = applyEdits(graph, wires).graph;
	const removed = [...after.bodies.values()].flatMap((body) => leftBehind(graph, after, body));
	const names = new Set(removed.flatMap(({ values }) => values));
	const tensors = [...graph.bodies.values()].flatMap(({ initializers }) => initializers);
	const bytes = tensors.reduce((sum, one) => sum + (names.has(one.name ?? "") ? storedByteLength(one) : 0), 0);
	return { edits: [...wires, ...removed], gone: names.size, bytes };
}

/** The edit that removes initializers which something read before and nothing does now. */
function leftBehind(before: Graph, graph: Graph, body: Body): EditNamed<"remove-initializers">[] {
	const was = before.bodies.get(body.id);
	if (!was) return [];
	const [read, readNow] = [readIn(before, was), readIn(graph, body)];
	const values = body.initializers.flatMap(({ name = "" }) => (read.has(name) && !readNow.has(name) ? name : []));
	return values.length === 0 ? [] : [{ do: "remove-initializers", values, ...placeOf(graph, body.id) }];
}

function readIn(graph: Graph, body: Body): ReadonlySet<string> {
	const { uses, outputs, holders } = indexOf(body);
	const inner = holders.flatMap(({ attributes }) => attributes.flatMap(({ bodies = [] }) => bodies));
	return new Set([...uses.keys(), ...outputs.keys(), ...inner.flatMap((id) => [...capturedBy(graph, id)])]);
}
