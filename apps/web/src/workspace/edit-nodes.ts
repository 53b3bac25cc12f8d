import type { NodeId } from "@suture/graph";
import { problem } from "@suture/problems";
import { planner } from "../surgeon/connect.ts";
import type { PluginWish } from "../surgeon/plugin-plan.ts";
import type { Replacement } from "../surgeon/replacement.ts";
import { goToNode, keep, notify, perform, select, selectionOf, workspace } from "./workspace.ts";

/** The nodes that are selected, be it one or several. */
export function selectedNodes(): readonly NodeId[] {
	const { selection } = workspace.getState();
	if (selection.kind === "node") return [selection.node];
	return selection.kind === "nodes" ? selection.nodes : [];
}

/** Selects those of the nodes that are in the body on the screen. */
export async function selectNodes(nodes: readonly NodeId[]): Promise<void> {
	select(selectionOf(await planner.onScreen(nodes)));
}

/** Adds nodes to those that are selected; those that were all selected already are taken off. */
export async function toggleNodes(nodes: readonly NodeId[]): Promise<void> {
	const before = selectedNodes();
	const known = new Set(before);
	const isWhole = nodes.every((node) => known.has(node));
	const taken = new Set(nodes);
	await selectNodes(isWhole ? before.filter((node) => !taken.has(node)) : [...before, ...nodes]);
}

export async function selectModule(path: string): Promise<void> {
	select(selectionOf(await planner.nodesIn(path)));
}

/** Selects what lies between the selected nodes, or all above or below them. */
export async function extendSelection(how: "between" | "upstream" | "downstream"): Promise<void> {
	const nodes = selectedNodes();
	if (nodes.length > 0) select(selectionOf(await planner.extended(nodes, how)));
}

/** Deletes nodes of the body on the screen, with constants that only they read. What read them says so on the graph. */
export async function deleteNodes(nodes: readonly NodeId[]): Promise<void> {
	if (nodes.length > 0) await perform((await planner.deletion(nodes, "alone")).edits);
}

/** Copies nodes; the copies are selected then. */
export async function duplicate(nodes: readonly NodeId[]): Promise<void> {
	if (nodes.length === 0) return;
	const { addresses, place } = await planner.addressesOf(nodes);
	await perform([{ do: "duplicate-nodes", nodes: addresses, ...place }], ({ added }) => selectionOf(added));
}

/** Takes a node out and connects what read its output to its first input. */
export async function bypass(node: NodeId): Promise<void> {
	const { addresses, place } = await planner.addressesOf([node]);
	const [address] = addresses;
	if (address) await perform([{ do: "bypass-node", node: address, ...place }]);
}

/** Lets two nodes of which one reads the other change places. */
export async function swapNodes(pair: readonly [NodeId, NodeId]): Promise<void> {
	await perform(await planner.swap(pair));
}

/** Puts one node in place of several, and shows it. Gives whether that was possible. */
export async function replaceNodes(nodes: readonly NodeId[], by: Replacement): Promise<boolean> {
	const edit = await planner.replacement(nodes, by);
	return await performAndShow([edit]);
}

/** Puts a plugin in the place of nodes, and shows it. Gives whether that was possible. */
export async function replaceByPlugin(nodes: readonly NodeId[], wish: PluginWish): Promise<boolean> {
	const plan = await planner.pluginPlan(nodes, wish);
	return "edits" in plan && (await performAndShow(plan.edits));
}

/** Turns nodes into a function of the model and one call of it. */
export async function makeFunction(nodes: readonly NodeId[], domain: string, name: string): Promise<boolean> {
	const { addresses, place } = await planner.addressesOf(nodes);
	return await performAndShow([{ do: "make-function", nodes: addresses, domain, name, ...place }]);
}

async function performAndShow(edits: Parameters<typeof perform>[0]): Promise<boolean> {
	let shown: NodeId | undefined;
	const isDone = await perform(edits, ({ added }) => {
		shown = added.at(-1);
		return selectionOf(added);
	});
	if (shown !== undefined && selectedNodes().length === 1) await goToNode(shown);
	return isDone;
}

/** Gives the person nodes as a model of their own. */
export async function extract(nodes: readonly NodeId[]): Promise<void> {
	keep(await planner.extract(nodes));
}

/** What was copied last in this tab, where the browser gives no clipboard. */
let copied = "";

/** Puts the selected nodes into the clipboard, as text. */
export async function copySelection(): Promise<void> {
	const nodes = selectedNodes();
	if (nodes.length === 0) return;
	const text = await planner.copy(nodes);
	if (typeof text !== "string") return notify(text);
	copied = text;
	try {
		// Plain http from another host has none; a person may have forbidden it.
		const clipboard = navigator.clipboard as Clipboard | undefined;
		if (!clipboard) throw new Error("no clipboard");
		await clipboard.writeText(text);
	} catch {
		notify(problem("page/no-clipboard", {}));
	}
}

/** Puts a text in ONNX's syntax into the body on the screen; without one, what was copied last in this tab. */
export async function pasteText(text: string): Promise<void> {
	const wanted = text.trim() === "" ? copied : text;
	if (wanted === "") return;
	const found = await planner.paste(wanted);
	if ("problems" in found) {
		const [first] = found.problems;
		if (first) notify(first);
		return;
	}
	await performAndShow(found.edits);
}
