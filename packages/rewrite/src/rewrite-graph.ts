import { type Facts, factOf, type InputSizes, inferShapes } from "@suture/analysis";
import {
	addressOfBody,
	applyEdits,
	bodyOf,
	type Edit,
	type Graph,
	type NodeId,
	nameOf,
	textFromType,
} from "@suture/graph";
import type { Payload } from "@suture/onnx";
import { typeToProto } from "@suture/ops";
import { type Problem, problem } from "@suture/problems";
import { applyWires, leadingWires } from "./apply-wires.ts";
import { type FindOptions, findEdits } from "./find-edits.ts";
import type { Finding, Rule } from "./finding.ts";
import { bodiesOutermostFirst } from "./fold/bodies-outermost-first.ts";
import { type FoldOptions, foldConstants, type LeftNode } from "./fold/fold-constants.ts";
import { initializersForConstants } from "./fold/fold-edits.ts";
import { learnWeights } from "./learn-weights.ts";
import { replaceableOf, siteOf } from "./match/site.ts";
import { removeIdentity } from "./rules/remove-identity/rule.ts";

export interface RewriteOptions extends FoldOptions, FindOptions {
	/** In the order in which they are tried at a node. None: only folding. */
	readonly rules: readonly Rule[];
	/** Sizes that the inputs shall have: then what holds for these sizes alone is done too. */
	readonly inputs?: InputSizes;
	/** Told before each round; a rejection ends the work. */
	readonly onRound?: (state: RoundState) => void | Promise<void>;
}

/** How far the work has come. */
export interface RoundState {
	readonly round: number;
	readonly nodes: number;
}

export interface Rewritten {
	readonly graph: Graph;
	/** From the graph that was given to the one that came out, in order. */
	readonly edits: readonly Edit[];
	/** What the edits name by its hash. */
	readonly contents: ReadonlyMap<string, Payload>;
	readonly findings: readonly Finding[];
	/** Values that became constants. */
	readonly folded: number;
	readonly facts: Facts;
	readonly problems: readonly Problem[];
}

/** Each round leaves fewer or simpler nodes; a rule that undoes another must not keep anybody waiting. */
const mostRounds = 200;

/** A weight that is handed on shall be shared, where folding would make a copy of it. */
const beforeFolding: readonly Rule[] = [removeIdentity];

/** Folds constants and applies rules, with shape inference in between, until nothing is left to do. Rejects with SutureError only
 *  when weights can't be read. */
export async function rewriteGraph(graph: Graph, options: RewriteOptions): Promise<Rewritten> {
	const work = startWork(graph, options);
	if (options.inputs) fixInputs(work);
	for (let round = 0; ; round++) {
		if (round === mostRounds) {
			work.problems.push(problem("rewrite/did-not-settle", { rounds: mostRounds }));
			break;
		}
		await options.onRound?.({ round, nodes: bodyOf(work.graph, work.graph.main).nodes.length });
		const before = work.graph;
		rewrite(work, beforeFolding, options);
		await fold(work, options);
		if (options.rules.length > 0) await learnWeights(work.graph, options.sha256);
		rewrite(work, options.rules, options);
		if (work.graph === before) break;
	}
	return {
		graph: work.graph,
		edits: work.edits,
		contents: work.contents,
		findings: work.findings,
		folded: work.folded,
		facts: work.facts,
		problems: [...work.problems, ...work.left.map(problemOfLeft)],
	};
}

/** What is being worked on. */
interface Work {
	graph: Graph;
	facts: Facts;
	folded: number;
	refused: ReadonlyMap<NodeId, string>;
	left: readonly LeftNode[];
	readonly inputs: InputSizes | undefined;
	readonly edits: Edit[];
	readonly contents: Map<string, Payload>;
	readonly findings: Finding[];
	readonly problems: Problem[];
	/** Findings that could not be applied, so that they are not tried again. */
	readonly barred: Set<string>;
	readonly told: Set<string>;
}

function startWork(graph: Graph, { inputs }: RewriteOptions): Work {
	const cleaned = applyEdits(graph, cleaning(graph)).graph;
	const isSame = sizeOf(cleaned) === sizeOf(graph);
	return {
		graph: isSame ? graph : cleaned,
		facts: factsOf(isSame ? graph : cleaned, inputs, undefined),
		folded: 0,
		refused: new Map(),
		left: [],
		inputs,
		edits: isSame ? [] : cleaning(graph),
		contents: new Map(),
		findings: [],
		problems: [],
		barred: new Set(),
		told: new Set(),
	};
}

/** Declares the sizes that were asked for, also where a symbol has them elsewhere. */
function fixInputs(work: Work): void {
	const { main, bodies } = work.graph;
	const types: [string, string][] = [];
	for (const { name = "" } of bodies.get(main)?.inputs ?? []) {
		const proto = typeToProto(factOf(work.facts, main, name).type);
		const text = proto && textFromType(proto);
		if (text !== undefined) types.push([name, text]);
	}
	const edits: Edit[] = [{ do: "set-types", types: Object.fromEntries(types) }];
	advance(work, applyEdits(work.graph, edits).graph, edits);
}

/** What is sure to hold whenever the model runs: nothing that the file merely declares of inner values, and no default of an input
 *  that may be replaced. */
function factsOf(graph: Graph, inputs: InputSizes | undefined, previous: Facts | undefined): Facts {
	const options = { useDeclared: false, ...(inputs ? { inputs } : {}), ...(previous ? { previous } : {}) };
	return inferShapes(withoutDefaults(graph), options).facts;
}

function withoutDefaults(graph: Graph): Graph {
	const main = bodyOf(graph, graph.main);
	const replaceable = replaceableOf(graph, main);
	if (replaceable.size === 0) return graph;
	const initializers = main.initializers.filter(({ name }) => !replaceable.has(name ?? ""));
	return { ...graph, bodies: new Map(graph.bodies).set(main.id, { ...main, initializers }) };
}

async function fold(work: Work, options: RewriteOptions): Promise<void> {
	const folding = await foldConstants(work.graph, work.facts, { ...options, refused: work.refused });
	work.refused = folding.refused;
	work.left = folding.left;
	for (const [hash, payload] of folding.contents) work.contents.set(hash, payload);
	work.folded += folding.values.length;
	apply(work, folding.edits);
	const sites = bodiesOutermostFirst(work.graph).map((id) => siteOf(work.graph, work.facts, id));
	apply(work, initializersForConstants(sites));
}

/** Edits of our own that must fit, and what cleans up behind them. */
function apply(work: Work, edits: readonly Edit[]): void {
	if (edits.length === 0) return;
	const all = [...edits, ...cleaning(work.graph)];
	const { graph, problems } = applyEdits(work.graph, all, { contents: (hash) => work.contents.get(hash) });
	for (const { problem: met } of problems) refuse(work, "fold", met);
	advance(work, graph, all);
}

function rewrite(work: Work, rules: readonly Rule[], options: FindOptions): void {
	if (rules.length === 0) return;
	const { findings, problems } = findEdits(work.graph, work.facts, rules, options);
	for (const one of problems) tell(work, one);
	const wanted = findings.filter((finding) => !work.barred.has(keyOf(finding)));
	const { graph, done } = applyFindings(work, wanted);
	if (done.length === 0) return;
	work.findings.push(...done);
	const clean = cleaning(graph);
	advance(work, applyEdits(graph, clean).graph, [...done.flatMap(({ edits }) => edits), ...clean]);
}

/** Each finding is done whole or not at all. Those that only connect nodes anew come first, many at once. */
function applyFindings(work: Work, findings: readonly Finding[]): { graph: Graph; done: Finding[] } {
	const isWiring = ({ edits }: Finding) => leadingWires(edits, 0).length === edits.length;
	const done: Finding[] = [];
	let graph = work.graph;
	const contents = (hash: string) => work.contents.get(hash);
	const applyOne = (finding: Finding) => {
		const applied = applyEdits(graph, finding.edits, { contents });
		const refused = applied.problems.find(({ problem: met }) => met.severity === "error");
		if (!refused) {
			graph = applied.graph;
			done.push(finding);
		} else if (graph === work.graph) {
			// Behind other edits it may only have come too late: then the next round finds what is right now.
			work.barred.add(keyOf(finding));
			refuse(work, finding.rule, refused.problem);
		}
	};
	for (const group of Map.groupBy(findings.filter(isWiring), (one) => JSON.stringify(one.in)).values()) {
		const wires = leadingWires(
			group.flatMap(({ edits }) => edits),
			0,
		);
		const wired = applyWires(graph, wires);
		if (wired) {
			graph = wired;
			done.push(...group);
		} else group.forEach(applyOne);
	}
	for (const finding of findings) if (!isWiring(finding)) applyOne(finding);
	return { graph, done };
}

function keyOf({ rule, nodes, in: where }: Finding): string {
	return JSON.stringify([rule, nodes, where]);
}

function advance(work: Work, graph: Graph, edits: readonly Edit[]): void {
	work.graph = graph;
	work.facts = factsOf(graph, work.inputs, work.facts);
	work.edits.push(...edits);
}

/** Dead nodes and initializers go, in main and in functions. */
function cleaning(graph: Graph): Edit[] {
	const functions = graph.functions.flatMap(({ body }) => addressOfBody(graph, body) ?? []);
	return [
		{ do: "remove-unreachable" },
		...functions.map((address): Edit => ({ do: "remove-unreachable", in: address })),
	];
}

function sizeOf({ bodies }: Graph): number {
	let size = bodies.size;
	for (const { nodes, initializers } of bodies.values()) size += nodes.length + initializers.length;
	return size;
}

function refuse(work: Work, rule: string, met: Problem): void {
	if (met.severity !== "error") return;
	tell(work, problem("rewrite/edit-refused", { rule, reason: met.sentence }, met.place));
}

function tell(work: Work, one: Problem): void {
	const key = JSON.stringify([one.sentence, one.place]);
	if (!work.told.has(key)) work.problems.push(one);
	work.told.add(key);
}

function problemOfLeft({ node, reason }: LeftNode): Problem {
	const place = { node: { name: node.name, operator: node.opType } };
	if (reason.why === "not run") {
		return problem("rewrite/fold-not-run", { node: nameOf(node), reason: firstLine(reason.message) }, place);
	}
	return problem("rewrite/fold-too-large", { node: nameOf(node), size: reason.bytes, freed: reason.freed }, place);
}

function firstLine(text: string): string {
	return (text.split("\n")[0] ?? "").slice(0, 300);
}
