import type { NodeId } from "@suture/graph";
import { proxy } from "comlink";
import { createStore } from "zustand/vanilla";
import { surgeon, workbench } from "../surgeon/connect.ts";
import type { Proof } from "../surgeon/prove.ts";
import type { SimplifyPreview, SimplifyWish } from "../surgeon/simplification.ts";
import { notify, problemOf, showPerformed, workspace } from "../workspace/workspace.ts";

/** How far simplifying has come. */
export type SimplifyPhase =
	| { readonly at: "closed" }
	| { readonly at: "looking"; readonly round: number; readonly nodes: number }
	| { readonly at: "preview"; readonly preview: SimplifyPreview }
	| { readonly at: "proving"; readonly preview: SimplifyPreview }
	| { readonly at: "done"; readonly preview: SimplifyPreview; readonly proof: Proof };

interface Simplify {
	readonly phase: SimplifyPhase;
	readonly wish: SimplifyWish;
	/** Nodes lit on the graph: those of what the pointer is on, else of everything. */
	readonly lit: readonly NodeId[];
}

const freshWish: SimplifyWish = { level: "exact", inputs: {}, asked: [], leftOut: [] };

export const simplifying = createStore<Simplify>()(() => ({ phase: { at: "closed" }, wish: freshWish, lit: [] }));

let turn = 0;

export function openSimplify(): void {
	const { phase } = simplifying.getState();
	if (phase.at === "closed") void look(freshWish);
}

/** Works out what a wish comes to, and shows it. A later wish takes its place. */
export async function look(wish: SimplifyWish): Promise<void> {
	const own = ++turn;
	const { phase } = simplifying.getState();
	if (phase.at === "looking" || phase.at === "proving") await workbench.stop();
	const nodes = workspace.getState().state?.model.nodes ?? 0;
	simplifying.setState({ wish, phase: { at: "looking", round: 0, nodes }, lit: [] });
	try {
		const preview = await workbench.lookAtSimplification(
			wish,
			proxy(async (state) => {
				if (own === turn) simplifying.setState({ phase: { at: "looking", ...state } });
			}),
		);
		if (own !== turn) return;
		simplifying.setState({ phase: { at: "preview", preview }, lit: nodesOf(preview) });
	} catch (error) {
		if (own !== turn) return; // it was stopped on purpose
		notify(problemOf(error));
		closeSimplify();
	}
}

/** Takes occurrences out of the wish, or back in, and looks again. */
export function leaveOut(keys: readonly string[], isOut: boolean): void {
	const { wish } = simplifying.getState();
	const leftOut = new Set(wish.leftOut);
	for (const key of keys) {
		if (isOut) leftOut.add(key);
		else leftOut.delete(key);
	}
	void look({ ...wish, leftOut: [...leftOut] });
}

/** Does it as one step, then runs the model as it was beside the model as it is. */
export async function applySimplify(): Promise<void> {
	const { phase, wish } = simplifying.getState();
	if (phase.at !== "preview") return;
	const { preview } = phase;
	const own = ++turn;
	const performed = await surgeon.performPrepared();
	if (!performed) return void look(wish); // the graph was changed meanwhile
	await showPerformed(performed);
	simplifying.setState({ phase: { at: "proving", preview }, lit: [] });
	try {
		const proof = await workbench.prove(wish.inputs);
		if (own === turn) simplifying.setState({ phase: { at: "done", preview, proof } });
	} catch (error) {
		if (own !== turn) return;
		notify(problemOf(error));
		closeSimplify();
	}
}

export function closeSimplify(): void {
	const { phase } = simplifying.getState();
	turn++;
	if (phase.at === "looking" || phase.at === "proving") void workbench.stop();
	simplifying.setState({ phase: { at: "closed" }, wish: freshWish, lit: [] });
}

/** Lights the nodes of some occurrences; of everything when there are none. */
export function light(nodes: readonly NodeId[] | undefined): void {
	const { phase } = simplifying.getState();
	simplifying.setState({ lit: nodes ?? (phase.at === "preview" ? nodesOf(phase.preview) : []) });
}

function nodesOf({ rules }: SimplifyPreview): NodeId[] {
	return rules.flatMap(({ occurrences }) => occurrences.flatMap(({ nodes }) => nodes));
}
