import { applyEdits, type Edit, type EditProblem, type Graph } from "@suture/graph";
import type { Payload } from "@suture/onnx";

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

/** Contents of tensors that edits name by their hash. */
export type Contents = (sha256: string) => Payload | undefined;

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
export function performed(
	timeline: Timeline,
	edits: readonly Edit[],
	contents: Contents,
): { timeline: Timeline; problems: readonly EditProblem[] } {
	const before = graphAt(timeline, timeline.done);
	const { graph, problems } = applyEdits(withFreshIds(before, timeline), edits, { contents });
	const isRefused = problems.some(({ problem }) => problem.severity === "error");
	if (isRefused || isSame(before, graph)) return { timeline, problems };
	const steps = [...timeline.steps.slice(0, timeline.done), { edits, isOn: true, problems, graph }];
	return { timeline: { ...timeline, steps, done: steps.length }, problems };
}

/** The moment behind the first `done` steps. */
export function movedTo(timeline: Timeline, done: number): Timeline {
	return { ...timeline, done: Math.max(0, Math.min(timeline.steps.length, done)) };
}

/** A step turned on or off. All behind it are done anew on what is there then; what no longer fits says so in its problems. */
export function switched(timeline: Timeline, position: number, isOn: boolean, contents: Contents): Timeline {
	const plain = timeline.steps.map((step, i) => (i === position ? { ...step, isOn } : step));
	return replayed(timeline, plain, position, contents);
}

/** A step taken out of the list for good. */
export function without(timeline: Timeline, position: number, contents: Contents): Timeline {
	const plain = timeline.steps.filter((_, i) => i !== position);
	const done = timeline.done > position ? timeline.done - 1 : timeline.done;
	return replayed({ ...timeline, done }, plain, position, contents);
}

/** Steps from elsewhere behind those that hold: of a recipe, or of an earlier visit. What does not fit is left out and says so. */
export function continued(timeline: Timeline, more: readonly PlainStep[], contents: Contents): Timeline {
	const kept = timeline.steps.slice(0, timeline.done);
	const all = replayed(timeline, [...kept, ...more], kept.length, contents);
	return { ...all, done: all.steps.length };
}

/** What holds, as a recipe has it. */
export function recipeOf({ steps, done }: Timeline): Edit[] {
	return steps.slice(0, done).flatMap(({ edits, isOn }) => (isOn ? edits : []));
}

function replayed(timeline: Timeline, plain: readonly PlainStep[], from: number, contents: Contents): Timeline {
	const steps = timeline.steps.slice(0, from);
	let graph = withFreshIds(steps.at(-1)?.graph ?? timeline.base, timeline);
	for (const { edits, isOn } of plain.slice(from)) {
		const applied = isOn ? applyEdits(graph, edits, { contents }) : { graph, problems: [] };
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
