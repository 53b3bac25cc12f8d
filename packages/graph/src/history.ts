import type { Handed } from "./applied.ts";
import { applyEdits, type EditProblem } from "./apply-edits.ts";
import { applyDiff, type Diff, isEmpty, reversed } from "./diff.ts";
import type { Edit } from "./edit.ts";
import type { Graph } from "./graph.ts";

/** Edits that belong together: one click, one undo. */
export interface Step {
	readonly edits: readonly Edit[];
	readonly diff: Diff;
}

/** All steps ever made, and how many of them hold: the rest was undone and can be redone. A value, like the graph. */
export interface History {
	readonly graph: Graph;
	readonly steps: readonly Step[];
	/** The first `done` steps hold. */
	readonly done: number;
}

export function startHistory(graph: Graph): History {
	return { graph, steps: [], done: 0 };
}

/** The history with one more step; what was undone is forgotten. Edits that change nothing make no step. */
export function perform(
	history: History,
	edits: readonly Edit[],
	handed: Handed = {},
): { history: History; problems: readonly EditProblem[] } {
	const { graph, diff, problems } = applyEdits(history.graph, edits, handed);
	if (isEmpty(diff)) return { history, problems };
	const steps = [...history.steps.slice(0, history.done), { edits, diff }];
	return { history: { graph, steps, done: steps.length }, problems };
}

/** The history one step back; the same history when there is none. */
export function undo(history: History): History {
	const step = history.steps[history.done - 1];
	if (!step) return history;
	return { ...history, graph: applyDiff(history.graph, reversed(step.diff)), done: history.done - 1 };
}

/** The history one step forward; the same history when nothing was undone. */
export function redo(history: History): History {
	const step = history.steps[history.done];
	if (!step) return history;
	return { ...history, graph: applyDiff(history.graph, step.diff), done: history.done + 1 };
}

/** The edits that hold, in order: what a recipe saves and what the server needs to make the same graph. */
export function recipeOf(history: History): Edit[] {
	return history.steps.slice(0, history.done).flatMap(({ edits }) => edits);
}
