import type { NodeId } from "@suture/graph";
import { proxy } from "comlink";
import { createStore } from "zustand/vanilla";
import { buildStore } from "../build/build-store.ts";
import { pluginStore, restorePlugins } from "../plugins/plugin-store.ts";
import { closeSimplify } from "../simplify/simplify-store.ts";
import type { RepairPreview, RepairWish, TargetCheck } from "../surgeon/check-target.ts";
import { surgeon, workbench } from "../surgeon/connect.ts";
import type { OfferLine } from "../surgeon/offers.ts";
import type { Proof } from "../surgeon/prove.ts";
import type { SplitWish } from "../surgeon/split-draft.ts";
import type { SplitPreview } from "../surgeon/split-off.ts";
import { remember, remembered } from "../workspace/remember.ts";
import { notify, perform, problemOf, saveFile, showPerformed, workspace } from "../workspace/workspace.ts";

/** How far a repair has come. */
export type RepairPhase =
	| { readonly at: "none" }
	| { readonly at: "looking"; readonly done: number; readonly rule: string }
	| { readonly at: "preview"; readonly preview: RepairPreview }
	| { readonly at: "proving"; readonly preview: RepairPreview }
	/** `stepsBefore`: how many steps of the history held before the repair. */
	| { readonly at: "done"; readonly preview: RepairPreview; readonly proof: Proof; readonly stepsBefore: number };

interface TargetState {
	/** As the command line writes it; "" until a builder is known or one is chosen. */
	readonly target: string;
	readonly check: TargetCheck | undefined;
	/** Which rules fit which refused nodes; comes a little after the check. */
	readonly offers: readonly OfferLine[];
	readonly isOpen: boolean;
	readonly repair: RepairPhase;
	/** A split that is being looked at. */
	readonly split: SplitPreview | undefined;
	/** Whether a split is being worked out. */
	readonly isSplitting: boolean;
	/** What the person allows a repair to do besides what is exact. */
	readonly wish: RepairWish;
	/** Nodes of what the pointer is on. */
	readonly lit: readonly NodeId[];
}

const noRepair: RepairPhase = { at: "none" };
const onlyExact: RepairWish = { allowed: [], nms: undefined };

export const targeting = createStore<TargetState>()(() => ({
	target: remembered<{ name: string }>("target").name ?? "",
	check: undefined,
	offers: [],
	isOpen: false,
	repair: noRepair,
	split: undefined,
	isSplitting: false,
	wish: onlyExact,
	lit: [],
}));

let turn = 0;

/** Checks the open model whenever it, or the target, is another one. */
export function watchTarget(): () => void {
	const followHost = () => {
		const found = buildStore.getState().host?.builders.find(({ available }) => available)?.target;
		if (targeting.getState().target === "" && found) chooseTarget(found, "for now");
	};
	const stops = [
		workspace.subscribe(({ state }, before) => {
			if (state !== before.state) void checkNow();
		}),
		buildStore.subscribe(followHost),
		pluginStore.subscribe(() => void checkNow()),
	];
	followHost();
	void restorePlugins();
	void checkNow();
	return () => {
		for (const stop of stops) stop();
	};
}

export function chooseTarget(target: string, howLong: "for now" | "remember" = "remember"): void {
	if (howLong === "remember") remember("target", { name: target });
	targeting.setState({ target, split: undefined });
	forgetRepair();
	void checkNow();
}

async function checkNow(): Promise<void> {
	const own = ++turn;
	const { target } = targeting.getState();
	if (workspace.getState().state === undefined || target === "") {
		targeting.setState({ check: undefined, isOpen: false });
		return;
	}
	try {
		const check = await workbench.checkTarget(target);
		if (own !== turn) return;
		targeting.setState({ check, offers: [], split: undefined });
		const offers = await workbench.offers(target);
		if (own === turn) targeting.setState({ offers });
	} catch (error) {
		if (own !== turn) return;
		targeting.setState({ check: undefined });
		notify(problemOf(error));
	}
}

export function openTarget(isOpen: boolean): void {
	if (isOpen) closeSimplify();
	else forgetRepair();
	targeting.setState({ isOpen, lit: [] });
}

export function lightTarget(nodes: readonly NodeId[]): void {
	targeting.setState({ lit: nodes });
}

let repairTurn = 0;

/** Works out what it takes until the target refuses nothing; `changed` is what the person wishes otherwise than before. */
export async function lookAtRepair(changed: Partial<RepairWish> = {}): Promise<void> {
	const own = ++repairTurn;
	const { target, repair, wish: before } = targeting.getState();
	const wish = { ...before, ...changed };
	if (repair.at === "looking") await workbench.stop();
	targeting.setState({ wish, repair: { at: "looking", done: 0, rule: "" } });
	try {
		const preview = await workbench.lookAtRepair(
			target,
			wish,
			proxy((done, rule) => {
				if (own === repairTurn) targeting.setState({ repair: { at: "looking", done, rule } });
			}),
		);
		if (own === repairTurn) targeting.setState({ repair: { at: "preview", preview } });
	} catch (error) {
		if (own !== repairTurn) return;
		notify(problemOf(error));
		targeting.setState({ repair: noRepair });
	}
}

/** Does the steps, each one that can be undone, then runs the model as it was beside the model as it is. */
export async function applyRepair(): Promise<void> {
	const { repair } = targeting.getState();
	if (repair.at !== "preview") return;
	const own = ++repairTurn;
	const { preview } = repair;
	const stepsBefore = workspace.getState().state?.done ?? 0;
	const performed = await surgeon.performPrepared();
	if (!performed) return void lookAtRepair(); // the graph was changed meanwhile
	await showPerformed(performed);
	targeting.setState({ repair: { at: "proving", preview } });
	try {
		const proof = preview.proof ? withOutputs(preview.proof) : await workbench.prove({});
		if (own === repairTurn) targeting.setState({ repair: { at: "done", preview, proof, stepsBefore } });
	} catch (error) {
		if (own !== repairTurn) return;
		notify(problemOf(error));
		targeting.setState({ repair: noRepair });
	}
}

/** A proof of detections, as other proofs are shown: it was made for the model as it is now. */
function withOutputs({ reason, ...proof }: NonNullable<RepairPreview["proof"]>): Proof {
	return { ...proof, reason, runs: [], outputs: [] };
}

/** Applies a rule at nodes, as a step that can be undone. */
export async function applyOffer(rule: string, nodes: readonly NodeId[]): Promise<void> {
	await perform(await workbench.offerEdits(targeting.getState().target, rule, nodes));
}

/** Folds constants, as a step that can be undone. */
export async function foldConstants(): Promise<void> {
	const wish = { level: "fold", inputs: {}, asked: [], leftOut: [] } as const;
	try {
		await workbench.lookAtSimplification(
			wish,
			proxy(async () => {}),
		);
		const performed = await surgeon.performPrepared();
		if (performed) await showPerformed(performed);
	} catch (error) {
		notify(problemOf(error));
	}
}

/** Works out how to split the model for the target. */
export function lookAtSplit(): Promise<boolean> {
	return showSplit(() => workbench.lookAtSplit(targeting.getState().target));
}

/** Puts nodes into a part, or a border elsewhere; tells why where that can't be. Gives whether it moved. */
export function wishSplit(wish: SplitWish): Promise<boolean> {
	return showSplit(() => workbench.wishSplit(wish));
}

export function takeBackWish(position: number | "all"): Promise<boolean> {
	return showSplit(() => workbench.takeBackWish(position));
}

async function showSplit(work: () => Promise<SplitPreview | undefined>): Promise<boolean> {
	const own = turn;
	targeting.setState({ isSplitting: true });
	try {
		const split = await work();
		if (split && own === turn) targeting.setState({ split });
		return split !== undefined;
	} catch (error) {
		notify(problemOf(error));
		return false;
	} finally {
		targeting.setState({ isSplitting: false });
	}
}

export function closeSplit(): void {
	targeting.setState({ split: undefined, lit: [] });
}

/** Gives the person the parts and the programs. */
export async function saveSplit(): Promise<void> {
	const file = await workbench.saveSplit();
	if (file) saveFile(file.name, file.blob);
}

export function forgetRepair(): void {
	const { repair } = targeting.getState();
	repairTurn++;
	if (repair.at === "looking" || repair.at === "proving") void workbench.stop();
	targeting.setState({ repair: noRepair, wish: onlyExact });
}
