import { useStore } from "zustand";
import { createStore } from "zustand/vanilla";
import { planner } from "../surgeon/connect.ts";
import type { NewNode, NewPlace } from "../surgeon/new-node.ts";
import type { OperatorLine } from "../surgeon/operator-list.ts";
import { goToNode, perform, selectionOf, workspace } from "../workspace/workspace.ts";

/** A place where a new node can come, as the palette offers it. */
export interface OfferedPlace {
	readonly title: string;
	readonly at: NewPlace;
}

export interface Palette {
	readonly isOpen: boolean;
	readonly operators: readonly OperatorLine[];
	/** The best one first. */
	readonly places: readonly OfferedPlace[];
}

export const paletteStore = createStore<Palette>()(() => ({ isOpen: false, operators: [], places: [] }));

export function usePalette<T>(part: (palette: Palette) => T): T {
	return useStore(paletteStore, part);
}

/** Opens the list of operators; what is selected says where a new node can come. */
export async function openPalette(): Promise<void> {
	if (!workspace.getState().state) return;
	// Open at once, so that what is typed next goes into it.
	paletteStore.setState({ isOpen: true, places: [] });
	const [operators, places] = await Promise.all([planner.operators(), placesForSelection()]);
	paletteStore.setState({ operators, places });
}

export function closePalette(): void {
	paletteStore.setState({ isOpen: false });
}

/** Adds a node and shows it. */
export async function addNode(made: NewNode, at: NewPlace): Promise<void> {
	closePalette();
	const edits = await planner.insertion(made, at);
	let added: number | undefined;
	await perform(edits, (done) => {
		added = done.added.at(-1);
		return selectionOf(added === undefined ? [] : [added]);
	});
	if (added !== undefined) await goToNode(added);
}

async function placesForSelection(): Promise<OfferedPlace[]> {
	const { selection } = workspace.getState();
	const free: OfferedPlace = { title: "free, connected with nothing", at: { on: "nothing" } };
	if (selection.kind === "value") return [...placesOn(selection.value, selection.reader), free];
	if (selection.kind !== "node") return [free];
	const value = await planner.firstOutput(selection.node);
	return value === undefined ? [free] : [...placesOn(value), free];
}

function placesOn(value: string, reader?: number): OfferedPlace[] {
	const all: OfferedPlace = { title: `on ${value}, before all that reads it`, at: { on: "value", value } };
	if (reader === undefined) return [all];
	return [{ title: `on this line of ${value}, before its one reader`, at: { on: "value", value, reader } }, all];
}
