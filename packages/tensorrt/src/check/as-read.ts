import { type Facts, factOf, inferShapes } from "@suture/analysis";
import type { Attribute, BodyId, Graph, Node } from "@suture/graph";
import { shapeOfFact } from "@suture/ops";
import type { Problem } from "@suture/problems";
import { releaseNumber } from "../target/releases.ts";
import { reductions } from "./rules/families.ts";

/** What an older importer does not read of a node (rules/differences.ts) and that changes shapes. */
interface Unread {
	/** The last release that does not read it. */
	readonly until: string;
	readonly asRead: (node: Node, at: Asked) => Node;
}

interface Asked {
	readonly opset: number;
	/** The rank of the node's first input, where it is known. */
	readonly rank: number | undefined;
}

const unread: ReadonlyMap<string, Unread> = new Map<string, Unread>([
	...reductions
		.filter((operator) => operator !== "ReduceSum")
		.map((operator): [string, Unread] => [operator, { until: "9.3", asRead: withoutAxes }]),
	["Shape", { until: "9.3", asRead: (node) => without(node, "start", "end") }],
	["LSTM", { until: "9.3", asRead: (node) => without(node, "layout") }],
	["GRU", { until: "9.3", asRead: (node) => without(node, "layout") }],
	["RNN", { until: "9.3", asRead: (node) => without(node, "layout") }],
	["Constant", { until: "9.1", asRead: withoutIntegers }],
	["Flatten", { until: "8.4", asRead: (node, { rank }) => (rank !== undefined && rank <= 2 ? identity(node) : node) }],
]);

function without(node: Node, ...names: readonly string[]): Node {
	const isRead = ({ name = "" }: Attribute) => !names.includes(name);
	return node.attributes.every(isRead) ? node : { ...node, attributes: node.attributes.filter(isRead) };
}

function withoutAxes(node: Node, { opset }: Asked): Node {
	const read = without(node, "noop_with_empty_axes");
	return opset >= 18 && read.inputs.length > 1 ? { ...read, inputs: read.inputs.slice(0, 1) } : read;
}

/** The importer reads the attribute as floats: 0, and an empty list. */
function withoutIntegers(node: Node): Node {
	const isUnread = ({ i, ints = [], name = "" }: Attribute) =>
		(name === "value_int" && i !== 0n) || (name === "value_ints" && ints.length > 0);
	if (!node.attributes.some(isUnread)) return node;
	const attributes = node.attributes.map((one) => (isUnread(one) ? { ...one, i: 0n, ints: [] } : one));
	return { ...node, attributes };
}

function identity(node: Node): Node {
	return { ...node, opType: "Identity", attributes: [] };
}

/** Where shapes stop to fit because the parser does not read all of the model: the first contradiction of a graph without
 *  what it does not read, that the graph itself does not have. Costs two inferences when there is something unread, else nothing. */
export function firstMisfit(graph: Graph, facts: Facts, release: number, opset: number): Problem | undefined {
	const read = asRead(graph, facts, release, opset);
	if (read === graph) return undefined;
	const before = new Set(errorsOf(graph).map(keyOf));
	return errorsOf(read).find((found) => !before.has(keyOf(found)));
}

function asRead(graph: Graph, facts: Facts, release: number, opset: number): Graph {
	const nodeAsRead = (node: Node, body: BodyId) => {
		const row = unread.get(node.opType);
		if (!row || release > releaseNumber(row.until)) return node;
		const rank = shapeOfFact(factOf(facts, body, node.inputs[0] ?? ""))?.length;
		return row.asRead(node, { opset, rank });
	};
	const bodies = new Map(
		[...graph.bodies].map(([id, body]) => {
			const nodes = body.nodes.map((node) => nodeAsRead(node, id));
			return [id, nodes.some((node, i) => node !== body.nodes[i]) ? { ...body, nodes } : body] as const;
		}),
	);
	return [...bodies].some(([id, body]) => body !== graph.bodies.get(id)) ? { ...graph, bodies } : graph;
}

/** Without what the file declares, which is true of the graph as it is meant. */
function errorsOf(graph: Graph): Problem[] {
	const { problems } = inferShapes(graph, { useDeclared: false });
	return problems.filter(({ severity, place }) => severity === "error" && place.node !== undefined);
}

function keyOf({ code, place }: Problem): string {
	return JSON.stringify([code, place.node?.path, place.node?.index]);
}
