import type { Facts } from "@suture/analysis";
import type { OpenGraph } from "@suture/detection";
import { addressOfNode, applyEdits, type Edit, type Graph, type NodeAddress, nameOf } from "@suture/graph";
import type { Payload } from "@suture/onnx";
import type { Problem } from "@suture/problems";
import { type Evaluator, type Rule, rewriteGraph, rulesOfLevel, siteOf, sureFacts } from "@suture/rewrite";
import { type CheckProblem, check, type Target } from "@suture/tensorrt";
import { ask, rulesFor } from "./ask.ts";
import { type Need, needsOf } from "./need.ts";
import { needingCudnn } from "./needs-cudnn.ts";
import type { Proof, Prove } from "./proof.ts";
import type { Fix, Kind, RepairRule } from "./rule.ts";
import { repairRules } from "./rules.ts";
import type { NmsForm } from "./suppression/offer-for-target.ts";
import type { Replaced } from "./suppression/prove-detections.ts";
import {
	proveReplacement,
	type Replacement,
	replaceSuppression,
	type Suppression,
	suppressionsOf,
} from "./suppression/replace-suppression.ts";

export interface RepairOptions {
	readonly evaluate: Evaluator;
	/** The SHA-256 of bytes, in lowercase hexadecimal. */
	readonly sha256: (bytes: Uint8Array) => string | Promise<string>;
	/** Runs the result of a step beside the model as it was given. Without it steps have no proof. */
	readonly prove?: Prove;
	/** Opens a graph in ONNX Runtime: detections are proven by it, once something else suppresses boxes. */
	readonly open?: OpenGraph;
	/** Kinds of rules besides exact ones that may be applied: each was asked for. */
	readonly allowed?: readonly Kind[];
	/** What to make of suppressions of boxes. It changes what the model computes, so without it nothing is made of them. */
	readonly nms?: NmsForm;
	/** By default every rule there is. */
	readonly rules?: readonly RepairRule[];
	/** Told after each step. */
	readonly onStep?: (step: Step) => void;
}

/** Something that was done: one rule at one or several places, as edits that can be undone. */
export interface Step {
	readonly rule: string;
	readonly kind: Kind;
	readonly nodes: readonly NodeAddress[];
	readonly sentences: readonly string[];
	readonly assumptions: readonly string[];
	readonly edits: readonly Edit[];
	readonly proof: Proof | undefined;
}

/** A problem that is left, and why no rule fits. */
export interface Remaining {
	readonly problem: CheckProblem;
	readonly misses: readonly { readonly rule: string; readonly reason: string }[];
}

export interface Repaired {
	readonly graph: Graph;
	readonly steps: readonly Step[];
	readonly remaining: readonly Remaining[];
	/** Where the model suppresses boxes, and what was or can be made of that. */
	readonly suppressions: readonly Suppression[];
	/** What the steps' edits name by its hash. */
	readonly contents: ReadonlyMap<string, Payload>;
	readonly problems: readonly Problem[];
}

/** Each round repairs something that the one before could not see yet; rules that undo each other must not keep anybody waiting. */
const mostRounds = 60;

/** Folds, simplifies and replaces until the target refuses nothing, or nothing fits any more. Never throws because of the model. */
export async function repairGraph(graph: Graph, target: Target, options: RepairOptions): Promise<Repaired> {
	const work: Work = {
		graph,
		options,
		target,
		prove: options.prove,
		steps: [],
		contents: new Map(),
		problems: [],
		barred: new Map(),
	};
	// Also where nothing is refused: builders stumble over what parsers take, and over less of it in a smaller graph.
	await simplify(work, "fold-constants");
	await simplify(work, "simplify");
	const suppressions = await replaceSuppressions(work, options.nms);
	let found = checked(work);
	for (let round = 0; round < mostRounds && found.problems.some(isWrong); round++) {
		const before = work.graph;
		const barred = work.barred.size;
		await applyRules(work, found, (rule) => rule.isLast !== true);
		// Where a step proved wrong, the next rule that fits has its turn.
		if (work.graph === before && work.barred.size > barred) continue;
		if (work.graph === before) await applyRules(work, found, (rule) => rule.isLast === true);
		if (work.graph === before) break;
		await simplify(work, "simplify");
		found = checked(work);
	}
	const { graph: repaired, steps, contents, problems } = work;
	const remaining = remainingOf(work, found);
	return { graph: repaired, steps, remaining, suppressions, contents, problems };
}

interface Work {
	graph: Graph;
	readonly options: RepairOptions;
	readonly target: Target;
	prove: Prove | undefined;
	readonly steps: Step[];
	readonly contents: Map<string, Payload>;
	readonly problems: Problem[];
	/** By rule and node, why it is not tried again. */
	readonly barred: Map<string, string>;
}

interface Checked {
	readonly facts: Facts;
	readonly problems: readonly CheckProblem[];
}

/** Refusals, what is computed wrongly, and what needs more than TensorRT; the rest are hints. */
export function isWrong({ severity, code }: Problem): boolean {
	return severity === "error" || code === "tensorrt/different-numbers" || code === "tensorrt/needs-cudnn";
}

function checked({ graph, target }: Work): Checked {
	const facts = sureFacts(graph);
	return { facts, problems: [...check(graph, facts, target), ...needingCudnn(graph, target)] };
}

/** Folds, with or without simplifying. Where rules that round lead to other outputs, it is done again without them. */
async function simplify(work: Work, rule: "fold-constants" | "simplify"): Promise<void> {
	const rules = rule === "simplify" ? rulesOfLevel("exact") : [];
	const isTaken = await simplifyBy(work, rule, rules, true);
	if (!isTaken) await simplifyBy(work, rule, rules, false);
}

async function simplifyBy(work: Work, rule: string, rules: readonly Rule[], mayRound: boolean): Promise<boolean> {
	const { evaluate, sha256 } = work.options;
	const done = await rewriteGraph(work.graph, { evaluate, sha256, rules, mayRound });
	if (done.graph === work.graph) return true;
	for (const [hash, payload] of done.contents) work.contents.set(hash, payload);
	const sentences = [
		...(done.folds.length > 0 ? [`${done.folds.length} values that depend on no input became constants.`] : []),
		...done.findings.map(({ sentence }) => sentence),
	];
	return await take(work, done.graph, {
		rule,
		kind: "exact",
		nodes: done.findings.flatMap(({ nodes }) => nodes),
		sentences,
		assumptions: [],
		edits: done.edits,
	});
}

/** Makes what is asked for of each suppression of boxes of which it can be made. */
async function replaceSuppressions(work: Work, form: NmsForm | undefined): Promise<readonly Suppression[]> {
	const found = suppressionsOf(work.graph, sureFacts(work.graph), work.target);
	if (form === undefined || found.length === 0) return found;
	const done = new Map<string, boolean>();
	let earlier: readonly Replaced[] = [];
	for (let next = nextSuppression(work, form, done); next; next = nextSuppression(work, form, done)) {
		const replaced = await takeReplacement(work, form, next, earlier);
		done.set(nameOf(next.detection.nms), replaced !== undefined);
		earlier = replaced ?? earlier;
	}
	if (done.size > 0) await simplify(work, "simplify");
	return found.map((one) => {
		const isDone = done.get(one.node);
		if (isDone === undefined) return one;
		return isDone
			? { ...one, became: form }
			: { ...one, failed: "The model detected something else after it, so it was taken back." };
	});
}

/** Gives what was replaced until now, or undefined when the step proved wrong. */
async function takeReplacement(
	work: Work,
	form: NmsForm,
	replacement: Replacement,
	earlier: readonly Replaced[],
): Promise<readonly Replaced[] | undefined> {
	const { detection, offer, after } = replacement;
	const { open } = work.options;
	const next = open && proveReplacement(form, replacement, work.graph, earlier, open);
	const given = work.prove;
	// Outputs that are others can't be held against those of the model as it was given.
	if (form !== "layer") work.prove = next?.prove;
	const isTaken = await take(work, after, {
		rule: nmsRules[form],
		kind: kindOfOffer[offer.kind],
		nodes: [detection.nms, ...detection.tail].map(addressOfNode),
		sentences: [offer.sentence, ...(offer.kind === "assumption" ? [] : offer.changes)],
		assumptions: offer.kind === "assumption" ? offer.changes : [],
		edits: offer.edits,
	});
	if (isTaken) return next?.replaced ?? earlier;
	work.prove = given;
	return undefined;
}

const kindOfOffer: Readonly<Record<Replacement["offer"]["kind"], Kind>> = {
	exact: "exact",
	assumption: "assumes",
	"changes meaning": "changes-meaning",
};

/** A model has a handful of suppressions; more are left as they are. */
const mostSuppressions = 16;

function nextSuppression({ graph, target }: Work, form: NmsForm, done: ReadonlyMap<string, boolean>) {
	if (done.size === mostSuppressions) return undefined;
	return replaceSuppression(graph, sureFacts(graph), target, form, done);
}

const nmsRules: Readonly<Record<NmsForm, string>> = {
	efficient: "suppress-by-plugin",
	layer: "suppress-by-layer",
	cut: "cut-before-suppression",
};

/** Takes a step unless it proves wrong; tells whether it was taken. */
async function take(work: Work, after: Graph, step: Omit<Step, "proof">): Promise<boolean> {
	const proof = await work.prove?.(after);
	if (proof?.ok === false) return false;
	work.graph = after;
	const taken = { ...step, proof };
	work.steps.push(taken);
	work.options.onStep?.(taken);
	return true;
}

/** Applies, rule by rule, what fits the nodes that need it. */
async function applyRules(
	work: Work,
	{ facts, problems }: Checked,
	isMeant: (rule: RepairRule) => boolean,
): Promise<void> {
	const rules = (work.options.rules ?? repairRules).filter(isMeant);
	const found = new Map<RepairRule, { need: Need; fix: Fix }[]>();
	const taken = new Set<number>();
	const { graph } = work;
	for (const need of needsOf(graph, problems).needs.filter((one) => one.problems.some(isWrong))) {
		for (const rule of rulesFor(rules, need)) {
			const answer = asked(work, rule, facts, need);
			if ("reason" in answer) continue;
			if (!answer.nodes.some(({ id }) => taken.has(id))) {
				for (const { id } of answer.nodes) taken.add(id);
				found.set(rule, [...(found.get(rule) ?? []), { need, fix: answer }]);
			}
			break;
		}
	}
	for (const [rule, places] of found) await applyRule(work, rule, places);
}

/** The rule's answer, or why it is not to be applied. */
function asked(
	{ graph, options, barred }: Work,
	rule: RepairRule,
	facts: Facts,
	need: Need,
): Fix | { readonly reason: string } {
	const why = barred.get(keyOf(rule, need));
	if (why !== undefined) return { reason: why };
	if (rule.kind !== "exact" && !(options.allowed ?? []).includes(rule.kind)) return { reason: notAllowed[rule.kind] };
	return ask(rule, siteOf(graph, facts, need.body), need);
}

const notAllowed: Readonly<Record<Exclude<Kind, "exact">, string>> = {
	assumes: "It holds only under an assumption, which was not allowed.",
	tolerance: "It changes numbers within a tolerance, which was not allowed.",
	"changes-meaning": "It changes what the model computes, which was not allowed.",
};

function keyOf({ name }: RepairRule, { node, body }: Need): string {
	return JSON.stringify([name, body, node.name, node.outputs]);
}

async function applyRule(work: Work, rule: RepairRule, places: readonly { need: Need; fix: Fix }[]): Promise<void> {
	let at = work.graph;
	const applied: { need: Need; fix: Fix }[] = [];
	for (const place of places) {
		const next = applyEdits(at, place.fix.edits, { contents: (hash) => work.contents.get(hash) });
		const refused = next.problems.find(({ problem }) => problem.severity === "error");
		if (refused) {
			work.barred.set(keyOf(rule, place.need), `Its edit can't be done: ${refused.problem.sentence}`);
			continue;
		}
		at = next.graph;
		applied.push(place);
	}
	if (applied.length === 0) return;
	const fixes = applied.map(({ fix }) => fix);
	const isTaken = await take(work, at, {
		rule: rule.name,
		kind: rule.kind,
		nodes: fixes.flatMap(({ nodes }) => nodes.map(addressOfNode)),
		sentences: fixes.map(({ sentence }) => sentence),
		assumptions: [...new Set(fixes.flatMap(({ assumption }) => assumption ?? []))],
		edits: fixes.flatMap(({ edits }) => edits),
	});
	for (const { need } of applied) {
		if (isTaken) work.barred.set(keyOf(rule, need), "It was applied here already, and did not help.");
		else work.barred.set(keyOf(rule, need), "The model computed other numbers after it, so it was taken back.");
	}
}

function remainingOf(work: Work, { facts, problems }: Checked): Remaining[] {
	const { rules = repairRules } = work.options;
	const { needs } = needsOf(work.graph, problems);
	return problems.filter(isWrong).map((problem) => {
		const need = needs.find((one) => one.problems.includes(problem));
		const misses = need ? rulesFor(rules, need).flatMap((rule) => missOf(work, rule, facts, need)) : [];
		return { problem, misses };
	});
}

function missOf(work: Work, rule: RepairRule, facts: Facts, need: Need): { rule: string; reason: string }[] {
	const answer = asked(work, rule, facts, need);
	return "reason" in answer && answer.reason !== "" ? [{ rule: rule.name, reason: answer.reason }] : [];
}
