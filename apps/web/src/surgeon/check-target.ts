import type { Facts } from "@suture/analysis";
import type { Graph } from "@suture/graph";
import { SutureError } from "@suture/problems";
import {
	type Kind,
	type NmsForm,
	type Proof,
	type Repaired,
	type RepairOptions,
	repairGraph,
	type Suppression,
} from "@suture/repair";
import { check, parseTarget, type Target, titleOfTarget } from "@suture/tensorrt";
import { type LocatedProblem, locate } from "./locate.ts";

/** A problem that is foreseen, with what TensorRT would say. */
export interface ForeseenProblem extends LocatedProblem {
	readonly operator: string;
	readonly said: string;
	/** Rules of simplifying after which it is gone: `fold-constants`. */
	readonly fixes: readonly string[];
}

/** What a target will refuse. */
export interface TargetCheck {
	readonly title: string;
	readonly problems: readonly ForeseenProblem[];
}

/** What a person allows a repair to do besides what is exact. */
export interface RepairWish {
	readonly allowed: readonly Kind[];
	/** What shall suppress boxes; as it is without it. */
	readonly nms: NmsForm | undefined;
}

/** One step of a repair, as a person looks at it. */
export interface RepairStep {
	readonly rule: string;
	readonly kind: Kind;
	/** How many nodes it changes. */
	readonly nodes: number;
	readonly sentences: readonly string[];
	readonly assumptions: readonly string[];
	/** What came out of running the model beside the one at the beginning; undefined where nobody could run it. */
	readonly maxRelativeError: number | undefined;
}

/** What a repair would do, and what would be left. */
export interface RepairPreview {
	readonly title: string;
	readonly steps: readonly RepairStep[];
	/** Where the model suppresses boxes, and what can be made of that. */
	readonly suppressions: readonly Suppression[];
	/** What the last step's proof says, where the outputs are others than before, so that nothing else can be compared. */
	readonly proof: Proof | undefined;
	readonly remaining: readonly {
		readonly located: LocatedProblem;
		readonly misses: readonly { readonly rule: string; readonly reason: string }[];
	}[];
}

/** Throws SutureError `tensorrt/unknown-target` with those that are known. */
export function readTarget(text: string): Target {
	const read = parseTarget(text);
	if ("problem" in read) throw SutureError.from(read.problem);
	return read.target;
}

export function checkTarget(graph: Graph, facts: Facts, target: Target): TargetCheck {
	const problems = check(graph, facts, target).map((found) => ({
		...locate(graph, found),
		operator: found.place.node?.operator ?? "",
		said: found.said,
		fixes: found.fixes,
	}));
	return { title: titleOfTarget(target), problems };
}

/** Works out a repair; nothing changes. */
export async function repair(
	graph: Graph,
	target: Target,
	{ allowed, nms }: RepairWish,
	options: Pick<RepairOptions, "evaluate" | "sha256" | "prove" | "open">,
	onStep: (done: number, rule: string) => void,
): Promise<Repaired> {
	let done = 0;
	return await repairGraph(graph, target, {
		...options,
		allowed,
		...(nms ? { nms } : {}),
		onStep: ({ rule }) => onStep(++done, rule),
	});
}

export function previewOfRepair(
	graph: Graph,
	target: Target,
	{ steps, remaining, suppressions }: Repaired,
): RepairPreview {
	return {
		title: titleOfTarget(target),
		suppressions,
		proof: suppressions.some(({ became }) => became !== undefined && became !== "layer")
			? steps.at(-1)?.proof
			: undefined,
		steps: steps.map(({ rule, kind, nodes, sentences, assumptions, proof }) => ({
			rule,
			kind,
			nodes: nodes.length,
			sentences: sentences.slice(0, mostSentences),
			assumptions,
			maxRelativeError: proof?.ok ? proof.maxRelativeError : undefined,
		})),
		remaining: remaining.map(({ problem, misses }) => ({ located: locate(graph, problem), misses })),
	};
}

/** Of one step; a simplification can have thousands. */
const mostSentences = 200;
