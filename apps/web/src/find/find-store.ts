import type { NodeId } from "@suture/graph";
import type { Pattern } from "@suture/pattern";
import type { Problem } from "@suture/problems";
import { useStore } from "zustand";
import { createStore } from "zustand/vanilla";
import { closeSimplify, simplifying } from "../simplify/simplify-store.ts";
import { finder } from "../surgeon/connect.ts";
import type { PlacesPreview } from "../surgeon/finder.ts";
import type { FoundPlace, FoundPlaces } from "../surgeon/found-places.ts";
import type { PlaceWish } from "../surgeon/replace-places.ts";
import { openTarget, targeting } from "../target/target-store.ts";
import { selectedNodes } from "../workspace/edit-nodes.ts";
import { notify, perform, problemOf, revealNode, saveFile, workspace } from "../workspace/workspace.ts";

/** What of a pattern may be otherwise at other places. */
export interface Loose {
	/** Names of constants of which any fits. */
	readonly constants: readonly string[];
	readonly attributes: readonly { readonly node: number; readonly attribute: string }[];
	/** Whether nodes may have any attributes at all. */
	readonly anyAttributes: boolean;
	readonly commutative: boolean;
}

export interface Finding {
	readonly isOpen: boolean;
	readonly pattern: Pattern | undefined;
	/** Why there is no pattern. */
	readonly problem: Problem | undefined;
	readonly loose: Loose;
	readonly found: FoundPlaces | undefined;
	/** Keys of places that stay as they are. */
	readonly leftOut: readonly string[];
	/** The place that the camera was last sent to; -1 for none. */
	readonly at: number;
	readonly wish: PlaceWish;
	/** What the wish comes to; undefined while nobody knows. */
	readonly preview: PlacesPreview | undefined;
	/** How many places the last step changed, and which step of the history that was. */
	readonly done: { readonly places: number; readonly step: number } | undefined;
	/** Nodes of the place that the pointer is on. */
	readonly lit: readonly NodeId[];
}

const asWritten: Loose = { constants: [], attributes: [], anyAttributes: false, commutative: true };

const nothing: Omit<Finding, "isOpen" | "wish"> = {
	pattern: undefined,
	problem: undefined,
	loose: asWritten,
	found: undefined,
	leftOut: [],
	at: -1,
	preview: undefined,
	done: undefined,
	lit: [],
};

const noLines: PlaceWish = { do: "replace", lines: "" };

export const finding = createStore<Finding>()(() => ({ ...nothing, isOpen: false, wish: noLines }));

export function useFinding<T>(part: (finding: Finding) => T): T {
	return useStore(finding, part);
}

/** Opens the panel with what is selected as the example. With nothing selected it shows the pattern that was there last. */
export async function findLikeSelected(): Promise<void> {
	if (!workspace.getState().state) return;
	closeSimplify();
	openTarget(false);
	finding.setState({ isOpen: true });
	const nodes = selectedNodes();
	if (nodes.length === 0 && finding.getState().pattern) return void look();
	const made = await finder.example(nodes);
	if ("problem" in made) finding.setState({ ...nothing, problem: nodes.length === 0 ? undefined : made.problem });
	else takePattern(made.pattern);
}

export function closeFind(): void {
	finding.setState({ isOpen: false, lit: [], done: undefined });
}

function takePattern(pattern: Pattern): void {
	const { commutative } = pattern;
	finding.setState({ ...nothing, pattern, loose: { ...asWritten, commutative }, wish: noLines });
	void look();
}

export function loosenTo(change: Partial<Loose>): void {
	finding.setState(({ loose }) => ({ loose: { ...loose, ...change }, at: -1, done: undefined }));
	void look();
}

export function leaveOut(keys: readonly string[], isOut: boolean): void {
	const known = new Set(finding.getState().leftOut);
	for (const key of keys) {
		if (isOut) known.add(key);
		else known.delete(key);
	}
	finding.setState({ leftOut: [...known] });
	void lookAtWish();
}

export function setWish(wish: PlaceWish): void {
	finding.setState({ wish, done: undefined });
	void lookAtWish();
}

/** Writes a line that makes all outputs by one operator. */
export async function writeLineBy(operator: string, domain: string, takesWeights: boolean): Promise<boolean> {
	const { pattern } = finding.getState();
	if (!pattern) return false;
	setWish({ do: "replace", lines: await finder.lineBy(pattern, operator, domain, takesWeights) });
	return true;
}

let turn = 0;

/** Looks for the pattern in the graph as it is now. */
async function look(): Promise<void> {
	const own = ++turn;
	const { pattern, loose } = finding.getState();
	if (!pattern || !workspace.getState().state) return;
	try {
		const found = await finder.find(pattern, looseningOf(loose));
		if (own !== turn) return;
		const { at } = finding.getState();
		finding.setState({ found, at: Math.min(at, found.places.length - 1) });
		void lookAtWish();
	} catch (error) {
		if (own === turn) notify(problemOf(error));
	}
}

function looseningOf({ constants, attributes, anyAttributes, commutative }: Loose) {
	return { constants, attributes: anyAttributes ? (true as const) : attributes, commutative };
}

let wishTurn = 0;

/** Tries what is wished for, a moment after it was last changed. */
async function lookAtWish(): Promise<void> {
	const own = ++wishTurn;
	finding.setState({ preview: undefined });
	const isWritten = ({ wish }: Finding) => wish.do !== "replace" || wish.lines.trim() !== "";
	if (chosenPlaces(finding.getState()).length === 0 || !isWritten(finding.getState())) return;
	await new Promise((resolve) => setTimeout(resolve, 180));
	if (own !== wishTurn) return;
	const { pattern, loose, leftOut, wish } = finding.getState();
	if (!pattern) return;
	try {
		const preview = await finder.plan({ pattern, loose: looseningOf(loose), leftOut }, wish);
		if (own === wishTurn) finding.setState({ preview });
	} catch (error) {
		if (own === wishTurn) notify(problemOf(error));
	}
}

/** The places that are not left out. */
export function chosenPlaces({ found, leftOut }: Pick<Finding, "found" | "leftOut">): readonly FoundPlace[] {
	return found?.places.filter(({ key }) => !leftOut.includes(key)) ?? [];
}

/** Does it at all places that allow it, as one step. */
export async function replacePlaces(): Promise<void> {
	const { preview } = finding.getState();
	if (preview?.at !== "possible" || preview.count === 0) return;
	finding.setState({ preview: undefined });
	if (!(await perform(preview.edits))) return void lookAtWish();
	const step = workspace.getState().state?.done ?? 0;
	finding.setState({ done: { places: preview.count, step }, at: -1, leftOut: [] });
}

/** Goes to the next place, or with -1 to the one before; around at the ends. */
export async function stepPlace(direction: 1 | -1): Promise<void> {
	const { found, at, isOpen } = finding.getState();
	const count = found?.places.length ?? 0;
	if (!isOpen || count === 0) return;
	await goToPlace((at + direction + count + (at < 0 && direction < 0 ? 1 : 0)) % count);
}

export async function goToPlace(at: number): Promise<void> {
	const [node] = finding.getState().found?.places[at]?.nodes ?? [];
	finding.setState({ at });
	if (node !== undefined) await revealNode(node);
}

export function lightPlace(nodes: readonly NodeId[]): void {
	finding.setState({ lit: nodes });
}

/** Looks again whenever the model is another one, and makes room for other panels. */
export function watchFind(): () => void {
	finding.setState({ found: undefined });
	if (finding.getState().isOpen) void look();
	const stops = [
		workspace.subscribe(({ state, origin }, before) => {
			if (origin !== before.origin) finding.setState({ leftOut: [], at: -1, done: undefined, lit: [] });
			if (state !== before.state && finding.getState().isOpen) void look();
		}),
		simplifying.subscribe(({ phase }) => phase.at !== "closed" && closeFind()),
		targeting.subscribe(({ isOpen }) => isOpen && closeFind()),
	];
	return () => {
		for (const stop of stops) stop();
	};
}

/** Gives the person the pattern, as loose as it is, as a file. */
export async function savePattern(): Promise<void> {
	const { pattern, loose } = finding.getState();
	if (!pattern) return;
	const text = await finder.patternText(pattern, looseningOf(loose));
	saveFile("pattern.json", new Blob([text], { type: "application/json" }));
}

/** Takes a pattern from a file. */
export async function loadPattern(file: File): Promise<void> {
	const read = await finder.readPattern(file);
	if ("problem" in read) finding.setState({ ...nothing, problem: read.problem });
	else takePattern(read.pattern);
}
