import { type Facts, factOf, type InputSizes } from "@suture/analysis";
import {
	addressOfBody,
	applyEdits,
	bodyOf,
	type Edit,
	type EditNamed,
	type Graph,
	type Node,
	type NodeId,
	textFromType,
} from "@suture/graph";
import type { Payload } from "@suture/onnx";
import { typeToProto } from "@suture/ops";
import { type Problem, problem } from "@suture/problems";
import { applyWires, inSafeOrder, isWire } from "./apply-wires.ts";
import { type FindOptions, findEdits } from "./find-edits.ts";
import type { Finding, Rule } from "./finding.ts";
import { bodiesOutermostFirst } from "./fold/bodies-outermost-first.ts";
import { type FoldOptions, foldConstants } from "./fold/fold-constants.ts";
import { initializersForConstants } from "./fold/fold-edits.ts";
import type { LeftNode, Reason } from "./fold/plan-folding.ts";
import { problemOfLeft } from "./fold/problem-of-left.ts";
import { learnWeights } from "./learn-weights.ts";
import { siteOf } from "./match/site.ts";
import { sureFacts } from "./match/sure-facts.ts";
import { removeIdentity } from "./rules/remove-identity/rule.ts";

export interface RewriteOptions extends FoldOptions, FindOptions {
	/** In the order in which they are tried at a node. None: only folding. */
	readonly rules: readonly Rule[];
	/** Sizes that the inputs shall have: then what holds for these sizes alone is done too. */
	readonly inputs?: InputSizes;
	/** Whether somebody wants this one. Default: all. */
	readonly wants?: (finding: Finding) => boolean;
	/** Told before each round; a rejection ends the work. */
	readonly onRound?: (state: RoundState) => void | Promise<void>;
}

/** How far the work has come. */
export interface RoundState {
	readonly round: number;
	readonly nodes: number;
}

/** A value that became a constant. */
export interface Fold {
	readonly value: string;
	/** What made it. */
	readonly node: Node;
}

export interface Rewritten {
	readonly graph: Graph;
	/** From the graph that was given to the one that came out, in order. */
	readonly edits: readonly Edit[];
	/** What the edits name by its hash. */
	readonly contents: ReadonlyMap<string, Payload>;
	readonly findings: readonly Finding[];
	/** Values that became constants, in order. */
	readonly folds: readonly Fold[];
	readonly facts: Facts;
	readonly problems: readonly Problem[];
}

/** Each round leaves fewer or simpler nodes; a rule that undoes another must not keep anybody waiting. */
const mostRounds = 200;

/** A weight that is handed on shall be shared, where folding would make a copy of it. Of shapes it need know nothing. */
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
		rewrite(work, beforeFolding, options, work.facts);
		await fold(work, options);
		if (options.rules.length > 0) await learnWeights(work.graph, options.sha256);
		if (options.rules.length > 0) rewrite(work, options.rules, options, inferred(work));
		if (work.graph === before) break;
	}
	return {
		graph: work.graph,
		edits: work.edits,
		contents: work.contents,
		findings: work.findings,
		folds: work.folds,
		facts: inferred(work),
		problems: [...work.problems, ...work.left.map(problemOfLeft)],
	};
}

/** What is being worked on. */
interface Work {
	graph: Graph;
	/** What was known before the last edits; `inferred` brings it up to date. */
	facts: Facts;
	isInferred: boolean;
	readonly folds: Fold[];
	refused: ReadonlyMap<NodeId, Reason>;
	spentSteps: number;
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
		facts: nothingKnown(isSame ? graph : cleaned),
		isInferred: false,
		folds: [],
		refused: new Map(),
		spentSteps: 0,
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
		const proto = typeToProto(factOf(inferred(work), main, name).type);
		const text = proto && textFromType(proto);
		if (text !== undefined) types.push([name, text]);
	}
	const edits: Edit[] = [{ do: "set-types", types: Object.fromEntries(types) }];
	advance(work, applyEdits(work.graph, edits).graph, edits);
}

/** Facts before anybody has looked. */
function nothingKnown(graph: Graph): Facts {
	return { graph, bodies: new Map([...graph.bodies.keys()].map((id) => [id, new Map()])) };
}

async function fold(work: Work, options: RewriteOptions): Promise<void> {
	const folding = await foldConstants(work.graph, inferred(work), {
		...options,
		refused: work.refused,
		spentSteps: work.spentSteps,
	});
	work.refused = folding.refused;
	work.spentSteps = folding.spentSteps;
	work.left = folding.left;
	for (const [hash, payload] of folding.contents) work.contents.set(hash, payload);
	work.folds.push(...folding.values.map(({ value, node }) => ({ value, node })));
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

function rewrite(
	work: Work,
	rules: readonly Rule[],
	options: Pick<RewriteOptions, keyof FindOptions | "wants">,
	facts: Facts,
): void {
	const { findings, problems } = findEdits(work.graph, facts, rules, options);
	for (const one of problems) tell(work, one);
	const wanted = findings.filter((finding) => !work.barred.has(keyOf(finding)) && (options.wants?.(finding) ?? true));
	const { graph, edits, done } = applyFindings(work, wanted);
	if (done.length === 0) return;
	work.findings.push(...done);
	const clean = cleaning(graph);
	advance(work, applyEdits(graph, clean).graph, [...edits, ...clean]);
}

/** Each finding is done whole or not at all. Those that only connect nodes anew come first, many at once. */
function applyFindings(
	work: Work,
	findings: readonly Finding[],
): { graph: Graph; edits: readonly Edit[]; done: Finding[] } {
	const isWiring = ({ edits: own }: Finding) => own.every(isWire);
	const edits: Edit[] = [];
	const done: Finding[] = [];
	let graph = work.graph;
	const contents = (hash: string) => work.contents.get(hash);
	const applyOne = (finding: Finding) => {
		const applied = applyEdits(graph, finding.edits, { contents });
		const refused = applied.problems.find(({ problem: met }) => met.severity === "error");
		if (!refused) {
			graph = applied.graph;
			edits.push(...finding.edits);
			done.push(finding);
		} else if (graph === work.graph) {
			// Behind other edits it may only have come too late: then the next round finds what is right now.
			work.barred.add(keyOf(finding));
			refuse(work, finding.rule, refused.problem);
		}
	};
	const later: Finding[] = [];
	for (const group of Map.groupBy(findings.filter(isWiring), (one) => JSON.stringify(one.in)).values()) {
		const lists = group.map((one) => one.edits.filter(isWire));
		const wired = applyWires(graph, group[0]?.in, lists);
		graph = wired.graph;
		edits.push(...inSafeOrder(lists.filter((_, i) => wired.done[i]).flat()));
		done.push(...group.filter((_, i) => wired.done[i]));
		later.push(...group.filter((_, i) => !wired.done[i]));
	}
	later.forEach(applyOne);
	const written = findings.filter((one) => !isWiring(one));
	for (const group of Map.groupBy(written, (one) => JSON.stringify(one.in)).values()) {
		const together = oneReplacement(group);
		const applied = together && applyEdits(graph, [together], { contents });
		if (applied && applied.problems.length === 0) {
			graph = applied.graph;
			edits.push(together);
			done.push(...group);
		} else group.forEach(applyOne);
	}
	return { graph, edits, done };
}

/** One edit for many that replace nodes of one body: their local names differ, since each has the name of an output before it. */
function oneReplacement(findings: readonly Finding[]): EditNamed<"replace-nodes"> | undefined {
	const all = findings.flatMap(({ edits }) => edits).filter((edit) => edit.do === "replace-nodes");
	const [first] = all;
	if (!first || all.length < 2 || findings.some(({ edits }) => edits.length !== 1)) return undefined;
	if (all.length !== findings.length) return undefined;
	const tensors = Object.fromEntries(all.flatMap((edit) => Object.entries(edit.tensors ?? {})));
	return {
		do: "replace-nodes",
		nodes: all.flatMap(({ nodes }) => nodes),
		with: all.map((edit) => edit.with).join("\n"),
		tensors,
		...(first.in ? { in: first.in } : {}),
	};
}

function keyOf({ rule, nodes, in: where }: Finding): string {
	return JSON.stringify([rule, nodes, where]);
}

function advance(work: Work, graph: Graph, edits: readonly Edit[]): void {
	work.graph = graph;
	work.edits.push(...edits);
	work.isInferred &&= edits.every(({ do: what }) => keepsFacts.has(what));
}

/** Edits after which all that is known stays true, since a name goes on meaning the same values, and nothing more can be known. */
const keepsFacts: ReadonlySet<Edit["do"]> = new Set(["set-input", "bypass-node", "remove-unreachable"]);

/** What is known of the graph as it is now. */
function inferred(work: Work): Facts {
	if (!work.isInferred)
		work.facts = sureFacts(work.graph, { previous: work.facts, ...(work.inputs ? { inputs: work.inputs } : {}) });
	work.isInferred = true;
	return work.facts;
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
