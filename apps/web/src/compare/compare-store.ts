import type { NodeId } from "@suture/graph";
import { createStore } from "zustand/vanilla";
import type { Box, BoxId } from "../scene/scene.ts";
import type {
	Compared,
	ComparedBody,
	ComparedPlace,
	PairDetails,
	SideName,
	Sides,
	Version,
} from "../surgeon/compared.ts";
import { comparer } from "../surgeon/connect.ts";
import { type CameraWish, notify, problemOf, workspace } from "../workspace/workspace.ts";
import { forgetNumbers } from "./numbers-store.ts";
import { inOrder } from "./sides.ts";

export type ComparePhase =
	| { readonly at: "closed" }
	| { readonly at: "comparing" }
	| { readonly at: "shown"; readonly compared: Compared; readonly body: ComparedBody };

/** The boxes in which something is seen; none where it is not. */
export type Seen = Sides<readonly BoxId[]>;

export interface Comparing {
	readonly phase: ComparePhase;
	readonly versions: Sides<Version>;
	/** What is chosen on both sides, and how it differs when it is a node. */
	readonly selected: Seen | undefined;
	readonly details: PairDetails | undefined;
	/** What both cameras shall go to next; a new object each time. */
	readonly focus: Seen | undefined;
	/** The same for what needs no box. */
	readonly wish: CameraWish | undefined;
	/** What stands beside the pictures, and gives them their colours. */
	readonly panel: "changes" | "numbers";
	/** Which of the differences is looked at, in the order of the list. */
	readonly at: number | undefined;
}

const opened: Version = { of: "moment", done: 0 };

export const comparing = createStore<Comparing>()(() => ({
	phase: { at: "closed" },
	versions: { before: opened, after: opened },
	selected: undefined,
	details: undefined,
	focus: undefined,
	wish: undefined,
	panel: "changes",
	at: undefined,
}));

/** Compares an earlier moment, or another model, with the model as it is now. */
export function openComparison(before: Version = opened): void {
	const now: Version = { of: "moment", done: workspace.getState().state?.done ?? 0 };
	void compare({ before, after: now });
}

/** Has another version on one of the sides. */
export function chooseVersion(side: SideName, version: Version): void {
	void compare({ ...comparing.getState().versions, [side]: version });
}

export function swapVersions(): void {
	const { before, after } = comparing.getState().versions;
	void compare({ before: after, after: before });
}

let turn = 0;

async function compare(versions: Sides<Version>): Promise<void> {
	const own = ++turn;
	const { phase: earlier, versions: known } = comparing.getState();
	forgetNumbers();
	comparing.setState({ phase: { at: "comparing" }, versions, ...nothingSelected, at: undefined });
	try {
		const compared = await comparer.compare(versions.before, versions.after, workspace.getState().view);
		if (own !== turn || !compared) return;
		comparing.setState({ phase: { at: "shown", compared, body: compared.pictures }, wish: { to: "all" } });
		step(1);
		for (const problem of compared.problems.slice(0, 2)) notify(problem);
	} catch (error) {
		if (own !== turn) return;
		notify(problemOf(error));
		comparing.setState({ phase: earlier, versions: known });
	}
}

const nothingSelected = { selected: undefined, details: undefined, focus: undefined };

export function closeComparison(): void {
	turn++;
	forgetNumbers();
	comparing.setState({ phase: { at: "closed" }, ...nothingSelected, at: undefined, panel: "changes" });
	void comparer.close();
}

export function moveCameras(wish: CameraWish): void {
	comparing.setState({ wish });
}

/** Shows the pictures after something changed them. */
async function show(change: Promise<ComparedBody | undefined>): Promise<void> {
	const body = await change;
	const { phase } = comparing.getState();
	if (body && phase.at === "shown") comparing.setState({ phase: { ...phase, body } });
}

export function setGroup(path: string, isOpen: boolean): void {
	void show(comparer.setGroup(path, isOpen));
}

export function setAllGroups(isOpen: boolean): void {
	void show(comparer.setAllGroups(isOpen)).then(() => moveCameras({ to: "all" }));
}

/** Goes into the body of a node, on both sides. */
export function enterNode(side: SideName, node: NodeId): void {
	selectNothing();
	void show(comparer.enterNode(side, node)).then(() => moveCameras({ to: "all" }));
}

export function enterBody(side: SideName, body: number): void {
	selectNothing();
	void show(comparer.enterBody(side, body)).then(() => moveCameras({ to: "all" }));
}

/** Grows with every choice, so that what was asked for an earlier one is known as late. */
let choice = 0;

export function selectNothing(): void {
	choice++;
	comparing.setState(nothingSelected);
}

/** Selects a box that is no node, and its partner. */
export function selectBox(side: SideName, box: BoxId, partner: BoxId | undefined): void {
	choice++;
	comparing.setState({ selected: inOrder(side, [box], partner === undefined ? [] : [partner]), details: undefined });
}

/** Selects a node and its partner, and says how they differ. With `isMoved` the cameras go there; the other side always follows. */
export async function selectNode(side: SideName, node: NodeId, isMoved: boolean): Promise<void> {
	const own = ++choice;
	const partner = await comparer.partnerOf(side, node);
	if (own !== choice) return;
	await goTo(inOrder(side, [node], partner === undefined ? [] : [partner]), isMoved);
}

async function goTo(nodes: Sides<readonly NodeId[]>, isMoved: boolean): Promise<void> {
	const side = nodes.after.length > 0 ? "after" : "before";
	const node = nodes[side].at(-1);
	if (node === undefined) return;
	const own = ++choice;
	const [{ body, seen }, details] = await Promise.all([comparer.reveal(nodes), comparer.describe(side, node)]);
	const { phase } = comparing.getState();
	if (phase.at !== "shown" || own !== choice) return;
	comparing.setState({ phase: { ...phase, body }, selected: seen, details, focus: isMoved ? seen : undefined });
}

/** Goes to the nodes that make a value on both sides. */
export async function goToNodes({ before, after }: Sides<NodeId | undefined>): Promise<void> {
	const list = (node: NodeId | undefined) => (node === undefined ? [] : [node]);
	await goTo({ before: list(before), after: list(after) }, true);
}

export function showPanel(panel: Comparing["panel"]): void {
	comparing.setState({ panel });
}

/** Goes to a place of the list on both sides. */
export async function goToPlace({ before, after }: ComparedPlace): Promise<void> {
	if (before.nodes.length + after.nodes.length > 0)
		return await goTo({ before: before.nodes, after: after.nodes }, true);
	const side = after.body === undefined ? "before" : "after";
	const body = side === "before" ? before.body : after.body;
	const own = ++choice;
	if (body !== undefined) await show(comparer.enterBody(side, body));
	const { phase } = comparing.getState();
	if (phase.at !== "shown" || own !== choice) return;
	const seen = {
		before: endBoxes(phase.body, "before", before.values),
		after: endBoxes(phase.body, "after", after.values),
	};
	comparing.setState({ selected: seen, details: undefined, focus: seen });
}

function endBoxes(body: ComparedBody, side: SideName, values: readonly string[]): BoxId[] {
	const isEnd = (box: Box) => box.kind !== "node" && box.kind !== "group" && values.includes(box.value);
	return body[side]?.scene.boxes.filter(isEnd).map(({ id }) => id) ?? [];
}

/** The places that one goes through: other names are no reason to stop. */
export function placesOf({ sections }: Compared): ComparedPlace[] {
	return sections.flatMap(({ lines }) =>
		lines.flatMap(({ kind, places }) => (kind === "renamed" || kind === "annotated" ? [] : places)),
	);
}

/** Goes to the next difference, or with -1 to the one before. */
export function step(by: 1 | -1): void {
	const { phase, at } = comparing.getState();
	if (phase.at !== "shown") return;
	const places = placesOf(phase.compared);
	if (places.length === 0) return;
	const next = at === undefined ? (by === 1 ? 0 : places.length - 1) : (at + by + places.length) % places.length;
	visit(next, places[next]);
}

/** Goes to a place that was clicked, and on from there. */
export function visitPlace(place: ComparedPlace): void {
	const { phase } = comparing.getState();
	const at = phase.at === "shown" ? placesOf(phase.compared).indexOf(place) : -1;
	visit(at < 0 ? undefined : at, place);
}

function visit(at: number | undefined, place: ComparedPlace | undefined): void {
	comparing.setState({ at });
	if (place) void goToPlace(place);
}
