import { inferShapes } from "@suture/analysis";
import type { Attribute, Graph, Node } from "@suture/graph";
import type { Problem } from "@suture/problems";
import { releaseNumber } from "../target/releases.ts";
import { reductions } from "./rules/families.ts";

/** Attributes and inputs that change shapes and that an importer before 10.0 does not read (rules/differences.ts). */
const unread: ReadonlyMap<string, Unread> = new Map<string, Unread>([
	...reductions
		.filter((operator) => operator !== "ReduceSum")
		.map((operator): [string, Unread] => [operator, { attributes: ["noop_with_empty_axes"], inputs: 1 }]),
	["Shape", { attributes: ["start", "end"] }],
	["LSTM", { attributes: ["layout"] }],
	["GRU", { attributes: ["layout"] }],
	["RNN", { attributes: ["layout"] }],
]);

interface Unread {
	readonly attributes: readonly string[];
	/** How many inputs are read since opset 18. */
	readonly inputs?: number;
}

/** Where shapes stop to fit because the parser does not read all of the model: the first contradiction of a graph without
 *  what it does not read, that the graph itself does not have. Costs two inferences when there is something unread, else nothing. */
export function firstMisfit(graph: Graph, release: number, opset: number): Problem | undefined {
	if (release >= releaseNumber("10.0") || opset < 14) return undefined;
	const read = asRead(graph, opset);
	if (read === graph) return undefined;
	const before = new Set(errorsOf(graph).map(keyOf));
	return errorsOf(read).find((found) => !before.has(keyOf(found)));
}

function asRead(graph: Graph, opset: number): Graph {
	const bodies = new Map(
		[...graph.bodies].map(([id, body]) => {
			const nodes = body.nodes.map((node) => nodeAsRead(node, opset));
			return [id, nodes.some((node, i) => node !== body.nodes[i]) ? { ...body, nodes } : body] as const;
		}),
	);
	return [...bodies].some(([id, body]) => body !== graph.bodies.get(id)) ? { ...graph, bodies } : graph;
}

function nodeAsRead(node: Node, opset: number): Node {
	const row = unread.get(node.opType);
	if (!row) return node;
	const isIgnored = ({ name = "" }: Attribute) => row.attributes.includes(name);
	const hasUnreadInput = row.inputs !== undefined && opset >= 18 && node.inputs.length > row.inputs;
	if (!hasUnreadInput && !node.attributes.some(isIgnored)) return node;
	return {
		...node,
		inputs: hasUnreadInput ? node.inputs.slice(0, row.inputs) : node.inputs,
		attributes: node.attributes.filter((attribute) => !isIgnored(attribute)),
	};
}

/** Without what the file declares, which is true of the graph as it is meant. */
function errorsOf(graph: Graph): Problem[] {
	const { problems } = inferShapes(graph, { useDeclared: false });
	return problems.filter(({ severity, place }) => severity === "error" && place.node !== undefined);
}

function keyOf({ code, place }: Problem): string {
	return JSON.stringify([code, place.node?.path, place.node?.index]);
}
