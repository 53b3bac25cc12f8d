import { type Body, bodyOf, type Graph, type Node, nameOf, nodesByName, placeOfNode } from "@suture/graph";
import { type Place, type Problem, problem } from "@suture/problems";
import type { BuilderEventOf, NumberedEvent } from "@suture/protocol";
import { type BuilderRule, builderRules, isNoise } from "./builder-rules.ts";
import { type NameFinder, nameFinder } from "./name-finder.ts";
import { codeOfParserError } from "./parser-rules.ts";
import { spoken } from "./spoken.ts";

/** Says in plain words what TensorRT refused, and at which nodes of the graph that was built. Every problem carries the
 *  numbers of the events that are its evidence. A build that went well has none but warnings. */
export function diagnose(events: Iterable<NumberedEvent>, graph: Graph): Problem[] {
	const parserErrors: Numbered<"parser-error">[] = [];
	const errors: Numbered<"error">[] = [];
	const profiles: Numbered<"profile">[] = [];
	let failed = false;
	for (const { seq, event } of events) {
		if (event.kind === "parser-error") parserErrors.push({ seq, event });
		else if (event.kind === "error") errors.push({ seq, event });
		else if (event.kind === "profile") profiles.push({ seq, event });
		else if (event.kind === "result" && !event.ok && event.stage !== "load") failed = true;
	}
	// A parser error repeats what the recorder noted while parsing, and knows the node.
	const found =
		parserErrors.length > 0
			? parserErrors.map((error) => fromParserError(error, graph))
			: failed
				? fromErrors(errors, graph)
				: [];
	const assumed = profiles.filter(({ event }) => event.assumed);
	const isAboutSizes = found.some(({ code }) => code.startsWith("tensorrt/shapes-do-not-fit"));
	return assumed.length > 0 && (isAboutSizes || !failed) ? [...found, assumedSizes(assumed)] : found;
}

interface Numbered<K extends "parser-error" | "error" | "profile"> {
	readonly seq: number;
	readonly event: BuilderEventOf<K>;
}

function assumedSizes(profiles: readonly Numbered<"profile">[]): Problem {
	const inputs = profiles.flatMap(({ event }) =>
		Object.entries(event.inputs)
			.filter(([, { assumed }]) => assumed)
			.map(([name]) => name),
	);
	return problem("tensorrt/assumed-sizes", { inputs: [...new Set(inputs)] }, { lines: profiles.map(({ seq }) => seq) });
}

function fromParserError({ seq, event }: Numbered<"parser-error">, graph: Graph): Problem {
	const said = withStop(spoken(event.description));
	const node = nodeOfParserError(event, graph);
	if (!node && !event.nodeName && !event.operator) return problem("tensorrt/refused-graph", { said }, { lines: [seq] });
	const name = node ? nameOf(node.node) : event.nodeName || `node ${event.nodeIndex}`;
	const operator = node?.node.opType ?? event.operator ?? "";
	return problem(codeOfParserError(event), { node: name, operator, said }, { ...placeOf(node), lines: [seq] });
}

interface Located {
	readonly node: Node;
	readonly body: Body;
}

function placeOf(located: Located | undefined): Place {
	return located ? { node: placeOfNode(located.node, located.body.nodes.indexOf(located.node)) } : {};
}

/** The node that the parser means: by the name it gives, else by its position in the main graph. Inside If, Loop and Scan the
 *  position is that of the node around (10.15 and later) or one in the body, so the name comes first. */
function nodeOfParserError(event: BuilderEventOf<"parser-error">, graph: Graph): Located | undefined {
	const name = event.nodeName || /^Invalid Node - (.*)/.exec(event.description)?.[1] || "";
	for (const body of graph.bodies.values()) {
		const named = nodesByName(body).get(name.replace(/^node_of_/, ""))?.[0] ?? nodesByName(body).get(name)?.[0];
		if (named) return { node: named, body };
	}
	const main = bodyOf(graph, graph.main);
	const output = name.startsWith("node_of_") ? name.slice("node_of_".length) : undefined;
	const maker = output === undefined ? undefined : main.nodes.find(({ outputs }) => outputs.includes(output));
	const node = maker ?? main.nodes[event.nodeIndex];
	const fits = node && (!event.operator || node.opType === event.operator);
	return fits ? { node, body: main } : undefined;
}

function fromErrors(errors: readonly Numbered<"error">[], graph: Graph): Problem[] {
	const finder = finderOf(graph);
	const told = errors.filter(({ event }) => event.source === "recorder" && !isNoise(event.description));
	const problems = told.map(({ seq, event }) => fromError(seq, event.description, finder, graph));
	// One failure is told by every caller on its way up: the same sentence once, with all its lines.
	const bySentence = Map.groupBy(problems, ({ sentence }) => sentence);
	return [...bySentence.values()].flatMap(([first, ...rest]) =>
		first
			? [{ ...first, place: { ...first.place, lines: [first, ...rest].flatMap(({ place }) => place.lines ?? []) } }]
			: [],
	);
}

function fromError(seq: number, description: string, finder: NameFinder, graph: Graph): Problem {
	const name = finder.find(description)[0]?.name;
	const said = withStop(withoutPlace(spoken(description), name));
	const located = name === undefined ? undefined : locate(graph, name);
	const rule: BuilderRule | undefined = builderRules.find(({ text }) => text.test(description));
	const facts = { said, node: located ? nameOf(located.node) : (name ?? ""), operator: located?.node.opType ?? "" };
	const make = rule?.make ?? ((one) => problem("tensorrt/internal", one));
	const found = make(facts);
	return { ...found, place: { ...placeOf(located), lines: [seq] } };
}

function locate(graph: Graph, name: string): Located | undefined {
	for (const body of graph.bodies.values()) {
		const node = nodesByName(body).get(name)?.[0];
		if (node) return { node, body };
	}
	const main = bodyOf(graph, graph.main);
	const node = main.nodes.find(({ outputs }) => outputs.includes(name));
	return node && { node, body: main };
}

const finders = new WeakMap<Graph, NameFinder>();

/** Finds nodes of a graph in TensorRT's sentences; unnamed nodes go by their first output. */
export function finderOf(graph: Graph): NameFinder {
	let finder = finders.get(graph);
	if (!finder) {
		const nodes = [...graph.bodies.values()].flatMap(({ nodes }) => nodes);
		const unnamed = nodes.filter(({ name }) => name === "").flatMap(({ outputs }) => outputs.slice(0, 1));
		finder = nameFinder(
			nodes.map(({ name }) => name),
			new Map(unnamed.map((output) => [`node_of_${output}`, output])),
		);
		finders.set(graph, finder);
	}
	return finder;
}

/** `IShuffleLayer /a/Reshape: reshape changes volume` says where twice, once the node is named beside it. */
function withoutPlace(said: string, name: string | undefined): string {
	if (name === undefined) return said;
	let rest = said.replace(/^I\w+Layer /, "");
	while (rest.startsWith(`${name}: `)) rest = rest.slice(name.length + 2);
	return rest === said.replace(/^I\w+Layer /, "") ? said : rest;
}

function withStop(sentence: string): string {
	return /[.!?]$/.test(sentence) ? sentence : `${sentence}.`;
}
