import type { Problem } from "@suture/problems";
import type { Applied, Handed } from "./applied.ts";
import { type Diff, diffOf } from "./diff.ts";
import type { Edit, EditName, EditNamed } from "./edit.ts";
import { removeAttribute, setAttribute } from "./edits/attributes.ts";
import { bypassNode } from "./edits/bypass-node.ts";
import { deleteNodes } from "./edits/delete-nodes.ts";
import { fixDimension, renameDimension } from "./edits/dimensions.ts";
import { duplicateNodes } from "./edits/duplicate-nodes.ts";
import { setMetadata, setModel } from "./edits/header.ts";
import { inlineBranch } from "./edits/inline-branch.ts";
import { inlineFunction } from "./edits/inline-function.ts";
import { addInput, moveInput, removeInput } from "./edits/inputs.ts";
import { makeConstant } from "./edits/make-constant.ts";
import { makeFunction } from "./edits/make-function.ts";
import { makeInput } from "./edits/make-input.ts";
import { mergeModel } from "./edits/merge-model.ts";
import { addOutput, moveOutput, removeOutput } from "./edits/outputs.ts";
import { removeInitializers } from "./edits/remove-initializers.ts";
import { removeUnreachable } from "./edits/remove-unreachable.ts";
import { renameNode } from "./edits/rename-node.ts";
import { renameValue } from "./edits/rename-value.ts";
import { replaceNodes } from "./edits/replace-nodes.ts";
import { setOperator } from "./edits/set-operator.ts";
import { setOpset } from "./edits/set-opset.ts";
import { setTensor } from "./edits/set-tensor.ts";
import { setTypes } from "./edits/set-types.ts";
import { sortNodes } from "./edits/sort-nodes.ts";
import { unrollLoop } from "./edits/unroll-loop.ts";
import { setInput, setOutput } from "./edits/wires.ts";
import { noticesOfNear } from "./found-near.ts";
import type { Graph } from "./graph.ts";
import { refuseGrowth } from "./most-nodes.ts";
import { Refusal } from "./refusal.ts";

/** Applies one edit, or throws a `Refusal`. */
type Apply<E> = (graph: Graph, edit: E, handed: Handed) => Graph | Applied;

const appliers: { readonly [K in EditName]: Apply<EditNamed<K>> } = {
	"delete-nodes": deleteNodes,
	"replace-nodes": replaceNodes,
	"duplicate-nodes": duplicateNodes,
	"bypass-node": bypassNode,
	"rename-node": renameNode,
	"set-operator": setOperator,
	"set-attribute": setAttribute,
	"remove-attribute": removeAttribute,
	"set-input": setInput,
	"set-output": setOutput,
	"sort-nodes": sortNodes,
	"remove-unreachable": removeUnreachable,
	"rename-value": renameValue,
	"set-types": setTypes,
	"make-constant": makeConstant,
	"make-input": makeInput,
	"add-input": addInput,
	"remove-input": removeInput,
	"move-input": moveInput,
	"add-output": addOutput,
	"remove-output": removeOutput,
	"move-output": moveOutput,
	"set-tensor": setTensor,
	"remove-initializers": removeInitializers,
	"rename-dimension": renameDimension,
	"fix-dimension": fixDimension,
	"set-opset": setOpset,
	"set-metadata": setMetadata,
	"set-model": setModel,
	"inline-branch": inlineBranch,
	"unroll-loop": unrollLoop,
	"inline-function": inlineFunction,
	"make-function": makeFunction,
	"merge-model": mergeModel,
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
export function applyEdits(graph: Graph, edits: readonly Edit[], handed: Handed = {}): AppliedEdits {
	let at = graph;
	const problems: EditProblem[] = [];
	edits.forEach((edit, step) => {
		const applied = applyEdit(at, edit, handed);
		for (const problem of applied.problems) problems.push({ step, problem });
		at = applied.graph;
	});
	return { graph: at, diff: diffOf(graph, at), problems };
}

function applyEdit(graph: Graph, edit: Edit, handed: Handed): Applied {
	// The table's row for edit.do takes just this edit; TypeScript can't follow that through the union.
	const apply = appliers[edit.do] as Apply<Edit>;
	try {
		const applied = apply(graph, edit, handed);
		const whole = "problems" in applied ? applied : { graph: applied, problems: [] };
		refuseGrowth(graph, whole.graph);
		return { ...whole, problems: [...whole.problems, ...noticesOfNear(graph, edit)] };
	} catch (refusal) {
		if (!(refusal instanceof Refusal)) throw refusal;
		return { graph, problems: refusal.problems };
	}
}
