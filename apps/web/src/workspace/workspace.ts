import type { Edit, NodeId } from "@suture/graph";
import { type Problem, problem } from "@suture/problems";
import { proxy } from "comlink";
import { createStore } from "zustand/vanilla";
import { type BoxId, defaultView, type Scene, type ViewOptions } from "../scene/scene.ts";
import type { SizeTexts } from "../surgeon/assumed-sizes.ts";
import { examiner, picture, planner, surgeon } from "../surgeon/connect.ts";
import type { HostCopy } from "../surgeon/open-document.ts";
import type { Origin } from "../surgeon/open-files.ts";
import type { FirstGroups } from "../surgeon/picture.ts";
import type { RecipeForm } from "../surgeon/recipe-text.ts";
import type { SavedModel } from "../surgeon/saved-model.ts";
import type { DocumentState, Performed } from "../surgeon/surgeon.ts";
import { remember, remembered } from "./remember.ts";
import { otherTabs, thisTab } from "./tab.ts";

/** What is selected: one thing, whose details are shown, or several nodes. */
export type Selection =
	| { readonly kind: "nothing" }
	| { readonly kind: "node"; readonly node: NodeId }
	/** Two or more. */
	| { readonly kind: "nodes"; readonly nodes: readonly NodeId[] }
	/** `reader`: the node whose line was chosen, of several that read it. */
	| { readonly kind: "value"; readonly value: string; readonly reader?: NodeId }
	| { readonly kind: "group"; readonly path: string };

/** Where the camera shall go next; a new object each time, so that the same place can be asked for twice. */
export type CameraWish =
	| { readonly to: "start" }
	| { readonly to: "all" }
	/** Around the middle of the screen: `times` nearer, or to the size that cards are made for. */
	| { readonly to: "nearer"; readonly times: number }
	| { readonly to: "true size" }
	| { readonly to: "box"; readonly box: BoxId };

export type Phase =
	| {
			readonly at: "start";
			readonly problems: readonly Problem[];
			readonly missing: readonly string[];
			readonly files: readonly File[];
	  }
	| { readonly at: "opening"; readonly name: string; readonly startedMs: number }
	| { readonly at: "open" };

export interface Workspace {
	readonly phase: Phase;
	readonly origin: Origin | undefined;
	readonly state: DocumentState | undefined;
	readonly scene: Scene | undefined;
	/** What reading the file had to say. */
	readonly fileProblems: readonly Problem[];
	readonly selection: Selection;
	/** Values that were chosen one after the other, to end the network at. */
	readonly picked: readonly string[];
	readonly view: ViewOptions;
	readonly camera: CameraWish | undefined;
	/** Whether the model's own properties are shown while nothing is selected. */
	readonly isModelShown: boolean;
	/** Edits of an earlier visit that can be gone on with. */
	readonly earlier: EarlierEdits | undefined;
	/** Told to the person for a while. */
	readonly notices: readonly Notice[];
}

/** What a tab that is gone did to this model. */
export interface EarlierEdits {
	readonly tab: string;
	readonly savedMs: number;
	readonly steps: number;
}

export interface Notice {
	readonly id: number;
	readonly problem: Problem;
}

const nothingSelected: Selection = { kind: "nothing" };
const freshStart: Phase = { at: "start", problems: [], missing: [], files: [] };

export const workspace = createStore<Workspace>()(() => ({
	phase: freshStart,
	origin: undefined,
	state: undefined,
	scene: undefined,
	fileProblems: [],
	selection: nothingSelected,
	picked: [],
	view: { ...defaultView, ...remembered("view") },
	camera: undefined,
	isModelShown: false,
	earlier: undefined,
	notices: [],
}));

let opening = 0;

/** Opens a model and goes to a node of it, if one is named. What was open stays until the new one is there. */
export async function openModel(origin: Origin, node?: string, groups: FirstGroups = "some"): Promise<void> {
	const turn = ++opening;
	const name =
		origin.from === "host"
			? origin.name
			: (origin.files.find((file) => /\.onnx$/i.test(file.name)) ?? origin.files[0])?.name;
	workspace.setState({ phase: { at: "opening", name: name ?? "", startedMs: performance.now() } });
	try {
		const { state, problems, missing } = await surgeon.open(origin, workspace.getState().view, groups);
		if (turn !== opening) return; // another model was opened meanwhile
		if (!state) {
			const files = origin.from === "files" ? origin.files : [];
			workspace.setState({ phase: { at: "start", problems, missing, files }, state: undefined, scene: undefined });
			return;
		}
		workspace.setState({
			phase: { at: "open" },
			origin,
			state,
			scene: state.scene,
			fileProblems: problems,
			selection: nothingSelected,
			picked: [],
			earlier: undefined,
			camera: { to: "start" },
		});
		document.title = `${state.model.name} · Suture`;
		void offerEarlierEdits();
		if (node !== undefined) await goToNamed(node);
	} catch (error) {
		if (turn !== opening) return;
		workspace.setState({ phase: { at: "start", problems: [problemOf(error)], missing: [], files: [] } });
	}
}

/** Back to the page where a model is chosen. */
export function closeModel(): void {
	opening++;
	document.title = "Suture";
	workspace.setState({
		phase: freshStart,
		state: undefined,
		scene: undefined,
		origin: undefined,
		selection: nothingSelected,
	});
}

export function select(selection: Selection): void {
	workspace.setState({ selection });
}

/** Adds a value to those that were chosen, or takes it away. */
export function togglePicked(value: string): void {
	workspace.setState(({ picked }) => ({
		picked: picked.includes(value) ? picked.filter((one) => one !== value) : [...picked, value],
	}));
}

export function clearPicked(): void {
	workspace.setState({ picked: [] });
}

/** Selects a node wherever it is, opens what hides it, and brings it into view. */
export async function goToNode(node: NodeId): Promise<void> {
	const shown = await picture.reveal(node);
	if (shown)
		workspace.setState({
			scene: shown.scene,
			selection: { kind: "node", node },
			camera: { to: "box", box: shown.box },
		});
}

/** Opens what hides a node and brings it into view; what is selected stays so. */
export async function revealNode(node: NodeId): Promise<void> {
	const shown = await picture.reveal(node);
	if (shown) workspace.setState({ scene: shown.scene, camera: { to: "box", box: shown.box } });
}

/** Goes to a node by its name; says so when there is no such node. */
export async function goToNamed(name: string): Promise<void> {
	const node = await examiner.findNode(name);
	if (node === undefined) notify(problem("edit/no-such-node", { wanted: name }));
	else await goToNode(node);
}

export async function setView(change: Partial<ViewOptions>): Promise<void> {
	const view = { ...workspace.getState().view, ...change };
	remember("view", view);
	workspace.setState({ view });
	if (workspace.getState().state) workspace.setState({ scene: await picture.setView(view) });
}

export async function toggleGroup(path: string): Promise<void> {
	workspace.setState({ scene: await picture.toggleGroup(path) });
}

/** Opens or closes every module. What was on the screen is elsewhere then: the camera follows what is selected, else goes to
 *  the beginning. */
export async function setAllGroups(isOpen: boolean): Promise<void> {
	workspace.setState({ scene: await picture.setAllGroups(isOpen), camera: { to: "start" } });
	const { selection } = workspace.getState();
	if (isOpen && selection.kind === "node") await goToNode(selection.node);
}

export async function enterBody(body: number): Promise<void> {
	const scene = await picture.enterBody(body);
	workspace.setState({ scene, selection: nothingSelected, camera: { to: "start" } });
}

/** Leaves the body on the screen for the one around it. */
export async function leaveBody(): Promise<void> {
	const outer = workspace.getState().scene?.trail.at(-2);
	if (outer) await enterBody(outer.body);
}

/** Applies edits as one step, all or none, and tells what they met. What was selected stays so where it is still there, unless
 *  `next` says what comes then. Gives whether the edits fitted. */
export async function perform(
	edits: readonly Edit[],
	next?: (done: Performed) => Selection | undefined,
): Promise<boolean> {
	return await showPerformed(await surgeon.perform(edits), next);
}

/** Shows what edits did, and tells what they met. Gives whether all of them fitted. */
export async function showPerformed(
	done: Performed,
	next?: (done: Performed) => Selection | undefined,
): Promise<boolean> {
	const { state, problems } = done;
	for (const { problem: met } of problems) notify(met);
	const isDone = problems.every(({ problem: met }) => met.severity !== "error");
	await show(state, isDone ? next?.(done) : undefined);
	return isDone;
}

/** Goes to the moment behind the first `done` steps. */
export async function goToStep(done: number): Promise<void> {
	await show(await surgeon.goTo(done));
}

export async function undo(): Promise<void> {
	const { state } = workspace.getState();
	if (state && state.done > 0) await goToStep(state.done - 1);
}

export async function redo(): Promise<void> {
	const { state } = workspace.getState();
	if (state && state.done < state.steps.length) await goToStep(state.done + 1);
}

/** Shows the document after something changed it. */
export async function show(state: DocumentState, next?: Selection): Promise<void> {
	const selection = next ?? (await stillThere(workspace.getState().selection));
	workspace.setState({ state, scene: state.scene, selection });
	void keepEdits();
}

async function stillThere(selection: Selection): Promise<Selection> {
	switch (selection.kind) {
		case "nothing":
			return selection;
		case "nodes":
			return selectionOf(await planner.onScreen(selection.nodes));
		case "node":
		case "value":
		case "group":
			return (await picture.has(selection)) ? selection : nothingSelected;
	}
}

/** Nodes as a selection: none, one with its details, or several. */
export function selectionOf(nodes: readonly NodeId[]): Selection {
	const [first] = nodes;
	if (first === undefined) return nothingSelected;
	return nodes.length === 1 ? { kind: "node", node: first } : { kind: "nodes", nodes };
}

let isKept = true;

/** Has the browser keep the edits, and gives whether it does; says so once when it can't. */
async function keepEdits(): Promise<boolean> {
	try {
		await surgeon.keep(await thisTab());
		isKept = true;
	} catch (error) {
		if (isKept) notify(problem("page/not-kept", { reason: error instanceof Error ? error.message : String(error) }));
		isKept = false;
	}
	return isKept;
}

/** After a reload goes on where this tab was. Edits of a tab that is gone are offered; one that is open elsewhere is told of. */
async function offerEarlierEdits(): Promise<void> {
	const turn = opening;
	try {
		const [tab, alive, kept] = await Promise.all([thisTab(), otherTabs(), surgeon.kept()]);
		if (turn !== opening || workspace.getState().state?.steps.length !== 0) return;
		const own = kept.find((one) => one.tab === tab);
		if (own) {
			await show(await surgeon.continueFrom(tab));
			return notify(problem("page/continued", { steps: own.done }));
		}
		const other = kept.find((one) => alive.has(one.tab));
		if (other) notify(problem("page/other-tab", { steps: other.done }));
		const earlier = kept.find((one) => !alive.has(one.tab));
		if (earlier) workspace.setState({ earlier: { tab: earlier.tab, savedMs: earlier.savedMs, steps: earlier.done } });
	} catch {
		// Nothing could be kept before, so nothing is lost now; a later edit says why.
	}
}

/** Goes on with the edits that are offered, or leaves them for good. */
export async function takeEarlierEdits(isWanted: boolean): Promise<void> {
	const { earlier } = workspace.getState();
	workspace.setState({ earlier: undefined });
	if (!earlier) return;
	if (isWanted) {
		await show(await surgeon.continueFrom(earlier.tab));
		// What is kept for that tab goes only once it is kept for this one.
		if (!(await keepEdits())) return;
	}
	await surgeon.forget(earlier.tab);
}

export async function switchStep(position: number, isOn: boolean): Promise<void> {
	await show(await surgeon.switchStep(position, isOn));
}

export async function removeStep(position: number): Promise<void> {
	await show(await surgeon.removeStep(position));
}

/** Moves a step to another place in the list; where it can't be, says why and leaves all as it is. Gives whether it was moved. */
export async function moveStep(from: number, to: number): Promise<boolean> {
	const { state, refused } = await surgeon.moveStep(from, to);
	if (refused) {
		notify(refused);
		return false;
	}
	await show(state);
	return true;
}

/** Assumes sizes of inputs, to see what follows from them everywhere; without any, none. Gives what in them is no size. */
export async function assumeSizes(texts: SizeTexts): Promise<readonly Problem[]> {
	const { state, problems } = await surgeon.assume(texts);
	workspace.setState({ state, scene: state.scene });
	return problems;
}

/** Does the steps of a recipe, and tells what in the file is none. What does not fit stands with its step. */
export async function loadRecipe(text: string): Promise<void> {
	const { state, problems } = await surgeon.loadRecipe(text);
	await show(state);
	for (const told of problems.slice(0, 3)) notify(told);
}

/** Gives the person the steps that hold, as a file. */
export async function downloadRecipe(form: RecipeForm = "recipe"): Promise<void> {
	const name = (workspace.getState().state?.model.name ?? "model").replace(/(\.onnx)?$/i, "");
	const blob = new Blob([await surgeon.recipeAs(form)], {
		type: form === "recipe" ? "application/json" : "text/x-python",
	});
	saveFile(form === "recipe" ? `${name}.recipe.json` : `${name}.recipe.py`, blob);
}

export function showModel(isModelShown: boolean): void {
	workspace.setState({ isModelShown, selection: nothingSelected });
}

export function moveCamera(camera: CameraWish): void {
	workspace.setState({ camera });
}

/** Puts a text into the clipboard; says so where the browser gives none. */
export async function copyText(text: string): Promise<void> {
	try {
		// Plain http from another host has none; a person may have forbidden it.
		const clipboard = navigator.clipboard as Clipboard | undefined;
		if (!clipboard) throw new Error("no clipboard");
		await clipboard.writeText(text);
	} catch {
		notify(problem("page/no-clipboard", {}));
	}
}

/** Gives the person the model as it is now, as files. */
export async function download(): Promise<void> {
	keep(await surgeon.save());
	const errors =
		workspace.getState().state?.problems.filter(({ problem: met }) => met.severity === "error").length ?? 0;
	if (errors > 0) notify(problem("page/saved-broken", { errors }));
}

/** Gives the person files, and tells what was to be said of them. */
export function keep({ files, problems }: SavedModel): void {
	for (const { name, blob } of files) saveFile(name, blob);
	for (const told of problems) notify(told);
}

export function saveFile(name: string, blob: Blob): void {
	const link = document.createElement("a");
	link.href = URL.createObjectURL(blob);
	link.download = name;
	link.click();
	// The browser reads it after this turn; a minute is enough for it to have begun.
	setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}

/** Uploads what the host lacks of the model as it is now. */
export function sendToHost(progress: (sent: number, all: number) => void): Promise<HostCopy> {
	return surgeon.sendToHost(proxy(progress));
}

let notices = 0;

export function notify(told: Problem): void {
	const id = ++notices;
	const { notices: shown } = workspace.getState();
	workspace.setState({
		notices: [...shown.filter((one) => one.problem.sentence !== told.sentence), { id, problem: told }].slice(-4),
	});
	if (told.severity !== "error") setTimeout(() => dismiss(id), 8000);
}

export function dismiss(id: number): void {
	workspace.setState(({ notices: shown }) => ({ notices: shown.filter((one) => one.id !== id) }));
}

/** The problem of whatever was thrown. */
export function problemOf(error: unknown): Problem {
	const carried = (error as { problem?: Problem }).problem;
	return carried ?? problem("page/failed", { reason: error instanceof Error ? error.message : String(error) });
}
