import type { Problem } from "@suture/problems";
import type { Applied } from "./applied.ts";
import { type Diff, diffOf } from "./diff.ts";
import type { Edit, EditName, EditNamed } from "./edit.ts";
import { deleteNodes } from "./edits/delete-nodes.ts";
import { makeInput } from "./edits/make-input.ts";
import { addOutput, removeOutput } from "./edits/outputs.ts";
import { removeUnreachable } from "./edits/remove-unreachable.ts";
import { renameNode, renameValue } from "./edits/rename.ts";
import type { Graph } from "./graph.ts";

const appliers: { readonly [K in EditName]: (graph: Graph, edit: EditNamed<K>) => Applied } = {
	"delete-nodes": deleteNodes,
	"add-output": addOutput,
	"remove-output": removeOutput,
	"make-input": makeInput,
	"remove-unreachable": removeUnreachable,
	"rename-node": renameNode,
	"rename-value": renameValue,
};

/** A problem and the position of the edit that met it. */
export interface EditProblem {
	readonly step: number;
	readonly problem: Problem;
}

export interface AppliedEdits {
	readonly graph: Graph;
	readonly diff: Diff;
	readonly problems: readonly EditProblem[];
}

/** Applies edits one after the other. One that does not fit is left out whole and reported; the rest is applied, so that a
 *  recipe does what it can on a new export. The diff leads from the first graph to the last, and back. */
export function applyEdits(graph: Graph, edits: readonly Edit[]): AppliedEdits {
	let at = graph;
	const problems: EditProblem[] = [];
	edits.forEach((edit, step) => {
		// The table's row for edit.do takes just this edit; TypeScript can't follow that through the union.
		const apply = appliers[edit.do] as (graph: Graph, edit: Edit) => Applied;
		const applied = apply(at, edit);
		problems.push(...applied.problems.map((problem) => ({ step, problem })));
		at = applied.graph;
	});
	return { graph: at, diff: diffOf(graph, at), problems };
}
