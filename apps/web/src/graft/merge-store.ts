import type { Problem } from "@suture/problems";
import { createStore } from "zustand/vanilla";
import { grafter, surgeon } from "../surgeon/connect.ts";
import type { MergePreview, OtherDescription } from "../surgeon/grafter.ts";
import type { MergeWish } from "../surgeon/merge.ts";
import type { Origin } from "../surgeon/open-files.ts";
import { moveCamera, notify, problemOf, showPerformed } from "../workspace/workspace.ts";
import { type Port, suggestedConnections } from "./ports.ts";

/** How far a merge has come. */
export type MergePhase =
	| { readonly at: "closed" }
	/** The other model is chosen. `problems`: what is wrong with the one that was chosen last. */
	| { readonly at: "choosing"; readonly problems: readonly Problem[] }
	| { readonly at: "reading"; readonly name: string }
	| {
			readonly at: "connecting";
			readonly other: OtherDescription;
			readonly wish: MergeWish;
			/** Undefined while nobody knows. */
			readonly preview: MergePreview | undefined;
			readonly isMerging: boolean;
	  };

export const merging = createStore<{ readonly phase: MergePhase }>()(() => ({ phase: { at: "closed" } }));

export function openMerge(): void {
	merging.setState({ phase: { at: "choosing", problems: [] } });
}

let turn = 0;

export function closeMerge(): void {
	turn++;
	merging.setState({ phase: { at: "closed" } });
	void grafter.forgetOther();
}

/** Reads the other model and proposes what to connect. */
export async function readOther(origin: Origin, name: string): Promise<void> {
	const own = ++turn;
	merging.setState({ phase: { at: "reading", name } });
	try {
		const other = await grafter.readOther(origin);
		if (own !== turn) return;
		if ("ports" in other) wishFor(other, likelySide(other));
		else merging.setState({ phase: { at: "choosing", problems: other.problems } });
	} catch (error) {
		if (own === turn) merging.setState({ phase: { at: "choosing", problems: [problemOf(error)] } });
	}
}

/** What may give and take, on a side. */
export function endsOf(
	{ ports, here }: OtherDescription,
	side: MergeWish["side"],
): { readonly givers: readonly Port[]; readonly takers: readonly Port[] } {
	if (side === "in-front") return { givers: ports.outputs, takers: here.inputs };
	if (side === "behind") return { givers: here.outputs, takers: ports.inputs };
	return { givers: [], takers: [] };
}

/** The side on which most can be connected. */
function likelySide(other: OtherDescription): MergeWish["side"] {
	const counts = (["in-front", "behind"] as const).map((side) => ({ side, count: proposed(other, side).length }));
	const [best] = counts.toSorted((a, b) => b.count - a.count);
	return best && best.count > 0 ? best.side : "beside";
}

function proposed(other: OtherDescription, side: MergeWish["side"]) {
	const { givers, takers } = endsOf(other, side);
	return suggestedConnections(givers, takers);
}

/** Begins with what is proposed for a side. */
export function wishFor(other: OtherDescription, side: MergeWish["side"]): void {
	const connections = proposed(other, side);
	const wish: MergeWish = { side, connections, prefix: other.prefix, keepsOutputs: false };
	merging.setState({ phase: { at: "connecting", other, wish, preview: undefined, isMerging: false } });
	void look();
}

export function changeWish(change: Partial<MergeWish>): void {
	const { phase } = merging.getState();
	if (phase.at !== "connecting") return;
	merging.setState({ phase: { ...phase, wish: { ...phase.wish, ...change }, preview: undefined } });
	void look();
}

/** Connects a taker, or with "" leaves it open. What a giver in front gives goes into one input only. */
export function connectPorts(taker: string, giver: string): void {
	const { phase } = merging.getState();
	if (phase.at !== "connecting") return;
	const { side, connections } = phase.wish;
	const others = connections.filter((one) => one.taker !== taker && (side !== "in-front" || one.giver !== giver));
	changeWish({ connections: giver === "" ? others : [...others, { taker, giver }] });
}

/** Tries the merge, a moment after the wish was last changed. */
async function look(): Promise<void> {
	const own = ++turn;
	await new Promise((resolve) => setTimeout(resolve, 200));
	const { phase } = merging.getState();
	if (own !== turn || phase.at !== "connecting") return;
	try {
		const preview = await grafter.lookAtMerge(phase.wish);
		if (own === turn) merging.setState({ phase: { ...phase, preview } });
	} catch (error) {
		if (own === turn) notify(problemOf(error));
	}
}

/** Merges, as one step. */
export async function merge(): Promise<void> {
	const { phase } = merging.getState();
	if (phase.at !== "connecting" || !phase.preview || phase.preview.refused.length > 0) return;
	const own = ++turn;
	merging.setState({ phase: { ...phase, isMerging: true } });
	try {
		const isPrepared = await grafter.prepareMerge(phase.wish);
		const performed = isPrepared && own === turn ? await surgeon.performPrepared() : undefined;
		if (!performed) return void look(); // the graph was changed meanwhile
		closeMerge();
		if (await showPerformed(performed)) moveCamera({ to: "all" });
	} catch (error) {
		notify(problemOf(error));
		closeMerge();
	}
}
