import type { Facts } from "@suture/analysis";
import { addressOfNode, applyEdits, type Edit, type Graph, type NodeAddress } from "@suture/graph";
import type { Payload } from "@suture/onnx";
import type { Problem } from "@suture/problems";
import { type Evaluator, type Rule, rewriteGraph, rulesOfLevel, siteOf, sureFacts } from "@suture/rewrite";
import { type CheckProblem, check, type Target } from "@suture/tensorrt";
import { type Need, needsOf } from "./need.ts";
import { needingCudnn } from "./needs-cudnn.ts";
import { type Fix, isAskedAt, isMiss, type Kind, type RepairRule } from "./rule.ts";
import { repairRules } from "./rules.ts";

/** What came out of running the model before and after a step. */
export interface Proof {
	/** Undefined: nobody could run it. */
	readonly ok: boolean | undefined;
	readonly maxAbsoluteError: number;
	readonly maxRelativeError: number;
	/** Why there is no number, or what differs. */
	readonly reason?: string;
}

export interface RepairOptions {
	readonly evaluate: Evaluator;
	/** The SHA-256 of bytes, in lowercase hexadecimal. */
	readonly sha256: (bytes: Uint8Array) => string | Promise<string>;
	/** Runs the result of a step beside the model as it was given. Without it steps have no proof. */
	readonly prove?: (after: Graph) => Promise<Proof>;
	/** Kinds of rules besides exact ones that may be applied: each was asked for. */
	readonly allowed?: readonly Kind[];
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
	/** What the steps' edits name by its hash. */
	readonly contents: ReadonlyMap<string, Payload>;
	readonly problems: readonly Problem[];
}

/** Each round repairs something that the one before could not see yet; rules that undo each other must not keep anybody waiting. */
const mostRounds = 60;

/** Folds, simplifies and replaces until the target refuses nothing, or nothing fits any more. Never throws because of the model. */
export async function repairGraph(graph: Graph, target: Target, options: RepairOptions): Promise<Repaired> {
	const work: Work = { graph, options, target, steps: [], contents: new Map(), problems: [], barred: new Map() };
	// Also where nothing is refused: builders stumble over what parsers take, and over less of it in a smaller graph.
	await simplify(work, "fold-constants");
	await simplify(work, "simplify");
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
	return { graph: repaired, steps, remaining: remainingOf(work, found), contents, problems };
}

interface Work {
	graph: Graph;
	readonly options: RepairOptions;
	readonly target: Target;
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

/** Takes a step unless it proves wrong; tells whether it was taken. */
async function take(work: Work, after: Graph, step: Omit<Step, "proof">): Promise<boolean> {
	const proof = await work.options.prove?.(after);
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

function rulesFor(rules: readonly RepairRule[], { node, problems }: Need): readonly RepairRule[] {
	const isReason = ({ codes }: RepairRule) => codes === undefined || problems.some(({ code }) => codes.includes(code));
	return rules.filter((rule) => isReason(rule) && isAskedAt(rule, node));
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
	try {
		const answer = rule.match(siteOf(graph, facts, need.body), need.node, need);
		if (answer === undefined) return { reason: "" };
		return isMiss(answer) ? { reason: answer.miss } : answer;
	} catch (error) {
		return { reason: `The rule failed: ${error instanceof Error ? error.message : String(error)}` };
	}
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
