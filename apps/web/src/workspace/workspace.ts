import type { Edit, NodeId } from "@suture/graph";
import { type Problem, problem } from "@suture/problems";
import { proxy } from "comlink";
import { createStore } from "zustand/vanilla";
import { type BoxId, defaultView, type Scene, type ViewOptions } from "../scene/scene.ts";
import { surgeon } from "../surgeon/connect.ts";
import type { Origin } from "../surgeon/open-files.ts";
import type { DocumentState, FirstGroups } from "../surgeon/surgeon.ts";
import { remember, remembered } from "./remember.ts";

/** What is selected: one thing, whose details are shown. */
export type Selection =
	| { readonly kind: "nothing" }
	| { readonly kind: "node"; readonly node: NodeId }
	| { readonly kind: "value"; readonly value: string }
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
	/** Told to the person for a while. */
	readonly notices: readonly Notice[];
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
			camera: { to: "start" },
		});
		document.title = `${state.model.name} · Suture`;
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
	const shown = await surgeon.reveal(node);
	if (shown)
		workspace.setState({
			scene: shown.scene,
			selection: { kind: "node", node },
			camera: { to: "box", box: shown.box },
		});
}

/** The same by name; says so when there is no such node. */
export async function goToNamed(name: string): Promise<void> {
	const node = await surgeon.findNode(name);
	if (node === undefined) notify(problem("edit/no-such-node", { wanted: name }));
	else await goToNode(node);
}

export async function setView(change: Partial<ViewOptions>): Promise<void> {
	const view = { ...workspace.getState().view, ...change };
	remember("view", view);
	workspace.setState({ view });
	if (workspace.getState().state) workspace.setState({ scene: await surgeon.setView(view) });
}

export async function toggleGroup(path: string): Promise<void> {
	workspace.setState({ scene: await surgeon.toggleGroup(path) });
}

/** Opens or closes every module. What was on the screen is elsewhere then: the camera follows what is selected, else goes to
 *  the beginning. */
export async function setAllGroups(isOpen: boolean): Promise<void> {
	workspace.setState({ scene: await surgeon.setAllGroups(isOpen), camera: { to: "start" } });
	const { selection } = workspace.getState();
	if (isOpen && selection.kind === "node") await goToNode(selection.node);
}

export async function enterBody(body: number): Promise<void> {
	const scene = await surgeon.enterBody(body);
	workspace.setState({ scene, selection: nothingSelected, camera: { to: "start" } });
}

/** Leaves the body on the screen for the one around it. */
export async function leaveBody(): Promise<void> {
	const outer = workspace.getState().scene?.trail.at(-2);
	if (outer) await enterBody(outer.body);
}

/** Applies edits as one step, and tells what they met. Gives whether all of them fitted. */
export async function perform(edits: readonly Edit[]): Promise<boolean> {
	const { state, problems } = await surgeon.perform(edits);
	workspace.setState({ state, scene: state.scene, selection: nothingSelected });
	for (const { problem: met } of problems) notify(met);
	return problems.every(({ problem: met }) => met.severity !== "error");
}

export async function undo(): Promise<void> {
	const state = await surgeon.undo();
	workspace.setState({ state, scene: state.scene, selection: nothingSelected });
}

export async function redo(): Promise<void> {
	const state = await surgeon.redo();
	workspace.setState({ state, scene: state.scene, selection: nothingSelected });
}

export function showModel(isModelShown: boolean): void {
	workspace.setState({ isModelShown, selection: nothingSelected });
}

export function moveCamera(camera: CameraWish): void {
	workspace.setState({ camera });
}

/** Gives the person the model as it is now, as files. */
export async function download(): Promise<void> {
	const { files, problems } = await surgeon.save();
	for (const { name, blob } of files) saveFile(name, blob);
	for (const told of problems) notify(told);
}

function saveFile(name: string, blob: Blob): void {
	const link = document.createElement("a");
	link.href = URL.createObjectURL(blob);
	link.download = name;
	link.click();
	// The browser reads it after this turn; a minute is enough for it to have begun.
	setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}

/** Uploads the model as far as the host lacks it; gives its id there. */
export function sendToHost(progress: (sent: number, all: number) => void): Promise<string> {
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
