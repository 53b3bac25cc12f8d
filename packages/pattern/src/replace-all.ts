import {
	addressOfBody,
	addressOfNode,
	type BodyId,
	bodyOf,
	type Edit,
	type Graph,
	indexOf,
	type Lines,
	type Node,
	type NodeAddress,
	nearestName,
	readLines,
	textWithNames,
} from "@suture/graph";
import { type Problem, problem } from "@suture/problems";
import { isConstantNode } from "./constants.ts";
import type { Occurrence } from "./occurrence.ts";
import type { Pattern } from "./pattern.ts";
import { readerOutside } from "./read-by-others.ts";

export type Replacement = { readonly edits: readonly Edit[] } | { readonly problems: readonly Problem[] };

/** Edits that put lines of ONNX's textual syntax in the place of each occurrence of a pattern. The lines name the pattern's
 *  inputs and constants and make all its outputs; other values that they make, and nodes, get names that are free. A node without a name
 *  is named after what it replaces. Constant nodes that nothing else reads go too. */
export function replaceAll(
	graph: Graph,
	pattern: Pattern,
	occurrences: readonly Occurrence[],
	replacement: string,
): Replacement {
	const lines = readLines(replacement);
	if ("problems" in lines) return lines;
	const problems = problemsOf(pattern, lines.read);
	if (problems.length > 0) return { problems };
	const leftovers = leftoverConstants(graph, occurrences, lines.read);
	const edits = occurrences.map((occurrence, i): Edit => {
		const where = addressOfBody(graph, occurrence.body);
		return {
			do: "replace-nodes",
			nodes: [...occurrence.nodes.map(addressOfNode), ...(leftovers.get(i) ?? [])],
			with: textFor(pattern, occurrence, lines.read),
			...(where === undefined ? {} : { in: where }),
		};
	});
	return { edits };
}

function problemsOf({ inputs, outputs, constants }: Pattern, { made, taken }: Lines): Problem[] {
	const given = [...inputs, ...constants.map(({ name }) => name)];
	const unknown = [...taken].filter((name) => !given.includes(name));
	const rewritten = given.filter((name) => made.has(name));
	return [
		...unknown.map((wanted) =>
			problem("pattern/unknown-name", { wanted, nearest: nearestName(wanted, given), known: given }),
		),
		...outputs.filter((name) => !made.has(name)).map((value) => problem("pattern/output-not-made", { value })),
		...rewritten.map((value) => problem("pattern/makes-input", { value })),
	];
}

function textFor(pattern: Pattern, { nodes, values }: Occurrence, lines: Lines): string {
	const own = [...pattern.inputs, ...pattern.outputs, ...pattern.constants.map(({ name }) => name)];
	const names = new Map(own.map((name) => [name, literally(values.get(name) ?? "")]));
	const value = (name: string) => names.get(name) ?? local(name);
	const folder = commonFolder(nodes);
	const labelled = lines.nodes.map((node) =>
		node.name || folder === undefined ? node : { ...node, name: folder + node.opType },
	);
	return textWithNames({ ...lines, nodes: labelled }, value, local);
}

/** A name of the graph, which may begin with the % that marks local ones. */
function literally(name: string): string {
	return name.startsWith("%") ? `%${name}` : name;
}

function local(name: string): string {
	return name.startsWith("%") ? name : `%${name}`;
}

/** The module that all nodes are in by their names, /layer/norm/; undefined when they have no names. */
function commonFolder(nodes: readonly Node[]): string | undefined {
	const names = nodes.map(({ name }) => name).filter((name) => name !== "");
	const [first] = names;
	if (first === undefined) return undefined;
	let length = first.length;
	for (const name of names) while (!name.startsWith(first.slice(0, length))) length--;
	return first.slice(0, first.lastIndexOf("/", length - 1) + 1);
}

/** Constant nodes that only replaced nodes read, each at the last occurrence that reads it. */
function leftoverConstants(
	graph: Graph,
	occurrences: readonly Occurrence[],
	{ taken }: Lines,
): ReadonlyMap<number, readonly NodeAddress[]> {
	const byBody = Map.groupBy(occurrences.entries(), ([, { body }]) => body);
	const leftovers = new Map<number, NodeAddress[]>();
	for (const [body, entries] of byBody) {
		for (const [node, last] of lastReaders(graph, body, [...entries], taken)) {
			const known = leftovers.get(last);
			if (known) known.push(addressOfNode(node));
			else leftovers.set(last, [addressOfNode(node)]);
		}
	}
	return leftovers;
}

function lastReaders(
	graph: Graph,
	body: BodyId,
	entries: readonly (readonly [number, Occurrence])[],
	taken: ReadonlySet<string>,
): ReadonlyMap<Node, number> {
	const { definitions } = indexOf(bodyOf(graph, body));
	const gone = new Set(entries.flatMap(([, { nodes }]) => nodes));
	const reader = readerOutside(graph, body);
	const kept = new Set(entries.flatMap(([, { values }]) => [...taken].map((name) => values.get(name))));
	const last = new Map<Node, number>();
	for (const [position, { nodes }] of entries) {
		for (const value of new Set(nodes.flatMap(({ inputs }) => inputs))) {
			const definition = definitions.get(value);
			if (definition?.by !== "node" || !isConstantNode(definition.node)) continue;
			if (!kept.has(value) && reader(value, gone) === undefined) last.set(definition.node, position);
		}
	}
	return last;
}
