import { type Problem, problem } from "@suture/problems";
import type { Handed } from "./applied.ts";
import { applyEdits, type EditProblem } from "./apply-edits.ts";
import type { Edit } from "./edit.ts";
import { firstDifference } from "./first-difference.ts";
import type { Graph } from "./graph.ts";
import { sentenceOf } from "./sentence-of.ts";

/** One thing that a person did, and what came of it. */
export interface TimelineStep {
	readonly edits: readonly Edit[];
	/** Whether it counts; one that is turned off changes nothing, and stays in the list. */
	readonly isOn: boolean;
	/** What its edits met where it stands. */
	readonly problems: readonly EditProblem[];
	/** The graph behind it. */
	readonly graph: Graph;
}

/** The steps from the model as it was opened. A value: graphs share what no step touched, so each costs what it changed. */
export interface Timeline {
	readonly base: Graph;
	readonly steps: readonly TimelineStep[];
	/** How many steps hold: those behind were undone, and can be redone. */
	readonly done: number;
}

/** A step as it is kept and handed on. */
export interface PlainStep {
	readonly edits: readonly Edit[];
	readonly isOn: boolean;
}

export function startTimeline(base: Graph): Timeline {
	return { base, steps: [], done: 0 };
}

export function graphAt({ base, steps }: Timeline, done: number): Graph {
	return steps[done - 1]?.graph ?? base;
}

/** One more step; what was undone is forgotten. A step that would change nothing, or of which an edit is refused, is not made:
 *  a click does all that it says, or nothing. */
export function performStep(
	timeline: Timeline,
	edits: readonly Edit[],
	handed: Handed = {},
): { timeline: Timeline; problems: readonly EditProblem[] } {
	const before = graphAt(timeline, timeline.done);
	const { graph, problems } = applyEdits(withFreshIds(before, timeline), edits, handed);
	const isRefused = problems.some(({ problem }) => problem.severity === "error");
	if (isRefused || isSame(before, graph)) return { timeline, problems };
	const steps = [...timeline.steps.slice(0, timeline.done), { edits, isOn: true, problems, graph }];
	return { timeline: { ...timeline, steps, done: steps.length }, problems };
}

/** The moment behind the first `done` steps. */
export function goToMoment(timeline: Timeline, done: number): Timeline {
	return { ...timeline, done: Math.max(0, Math.min(timeline.steps.length, done)) };
}

/** A step turned on or off. All behind it are done anew on what is there then; what no longer fits says so in its problems. */
export function switchStep(timeline: Timeline, position: number, isOn: boolean, handed: Handed = {}): Timeline {
	const plain = timeline.steps.map((step, i) => (i === position ? { ...step, isOn } : step));
	return replayed(timeline, plain, position, handed);
}

/** A step taken out of the list for good. */
export function removeStep(timeline: Timeline, position: number, handed: Handed = {}): Timeline {
	const plain = timeline.steps.filter((_, i) => i !== position);
	const done = timeline.done > position ? timeline.done - 1 : timeline.done;
	return replayed({ ...timeline, done }, plain, position, handed);
}

/** A step at another place in the list, where that changes nothing in the end: each step still fits, and the graph behind all of
 *  them is the same, in names and wires. Otherwise the list stays as it is, and `refused` says why. Where the step crosses the
 *  moment that is gone to, it begins or ceases to hold. */
export function moveStep(
	timeline: Timeline,
	from: number,
	to: number,
	handed: Handed = {},
): { timeline: Timeline; refused?: Problem } {
	const step = timeline.steps[from];
	if (!step || !timeline.steps[to] || from === to) return { timeline };
	const plain = timeline.steps.toSpliced(from, 1).toSpliced(to, 0, step);
	const moved = replayed(
		{ ...timeline, done: doneAfterMove(timeline.done, from, to) },
		plain,
		Math.min(from, to),
		handed,
	);
	const refused = unfitStep(plain, moved.steps) ?? otherEnd(timeline, moved);
	return refused ? { timeline, refused } : { timeline: moved };
}

function doneAfterMove(done: number, from: number, to: number): number {
	const isHeld = from < done;
	const others = isHeld ? done - 1 : done;
	return to < others || (to === others && isHeld) ? others + 1 : others;
}

/** The first step that fitted where it was and does not any more. */
function unfitStep(before: readonly TimelineStep[], after: readonly TimelineStep[]): Problem | undefined {
	for (const [i, { edits, problems }] of after.entries()) {
		const known = new Set(before[i]?.problems.map((met) => met.problem.sentence));
		const met = problems.find((one) => one.problem.severity === "error" && !known.has(one.problem.sentence));
		const [edit] = edits;
		if (met && edit) return problem("edit/move-unfit", { step: sentenceOf(edit), reason: met.problem.sentence });
	}
	return undefined;
}

function otherEnd(before: Timeline, after: Timeline): Problem | undefined {
	const where = firstDifference(graphAt(before, before.steps.length), graphAt(after, after.steps.length));
	return where === undefined ? undefined : problem("edit/move-differs", { where });
}

/** Steps from elsewhere behind those that hold: of a recipe, or of an earlier visit. What does not fit is left out and says so. */
export function addSteps(timeline: Timeline, more: readonly PlainStep[], handed: Handed = {}): Timeline {
	const kept = timeline.steps.slice(0, timeline.done);
	const all = replayed(timeline, [...kept, ...more], kept.length, handed);
	return { ...all, done: all.steps.length };
}

/** What holds, as a recipe has it. */
export function recipeOf({ steps, done }: Timeline): Edit[] {
	return steps.slice(0, done).flatMap(({ edits, isOn }) => (isOn ? edits : []));
}

function replayed(timeline: Timeline, plain: readonly PlainStep[], from: number, handed: Handed = {}): Timeline {
	const steps = timeline.steps.slice(0, from);
	let graph = withFreshIds(steps.at(-1)?.graph ?? timeline.base, timeline);
	for (const { edits, isOn } of plain.slice(from)) {
		const applied = isOn ? applyEdits(graph, edits, handed) : { graph, problems: [] };
		graph = applied.graph;
		steps.push({ edits, isOn, graph, problems: applied.problems });
	}
	return { ...timeline, steps, done: Math.min(timeline.done, steps.length) };
}

/** Ids that were given once stay given, also in graphs that an undo left behind: what the page remembers of a node is never
 *  taken for another. */
function withFreshIds(graph: Graph, { steps }: Timeline): Graph {
	const nextId = Math.max(graph.nextId, ...steps.map((step) => step.graph.nextId));
	return nextId === graph.nextId ? graph : { ...graph, nextId };
}

function isSame(before: Graph, after: Graph): boolean {
	return (
		before.header === after.header &&
		before.functions === after.functions &&
		before.bodies.size === after.bodies.size &&
		[...after.bodies].every(([id, body]) => before.bodies.get(id) === body)
	);
}
