import { useEffect } from "react";
import { openBuildDialog } from "../build/build-dialog-store.ts";
import { comparing, openComparison } from "../compare/compare-store.ts";
import { findLikeSelected, stepPlace } from "../find/find-store.ts";
import { toggleHistory } from "../history/history-store.ts";
import { openPalette } from "../palette/palette-store.ts";
import { focusSearch } from "../search/search-box.tsx";
import { chooseFiles } from "../start/open-local-files.ts";
import {
	bypass,
	copySelection,
	deleteNodes,
	duplicate,
	extendSelection,
	pasteText,
	selectedNodes,
} from "../workspace/edit-nodes.ts";
import {
	download,
	leaveBody,
	moveCamera,
	redo,
	select,
	setAllGroups,
	setView,
	showModel,
	undo,
	workspace,
} from "../workspace/workspace.ts";
import { walk } from "./walk.ts";

interface Shortcut {
	/** Written as people say them; "mod" is Ctrl, on a Mac Cmd. */
	readonly keys: string;
	readonly run: () => unknown;
}

const view = () => workspace.getState().view;

// Netron's keys keep their meaning.
const shortcuts: readonly Shortcut[] = [
	{ keys: "mod+o", run: chooseFiles },
	{ keys: "mod+f", run: () => focusSearch("") },
	{ keys: "mod+g", run: () => focusSearch("#") },
	{ keys: "mod+d", run: () => setView({ attributes: !view().attributes }) },
	{ keys: "mod+i", run: () => setView({ weights: !view().weights }) },
	{ keys: "mod+u", run: () => setView({ names: !view().names }) },
	{ keys: "mod+k", run: () => setView({ direction: view().direction === "down" ? "right" : "down" }) },
	{ keys: "mod+enter", run: () => showModel(!workspace.getState().isModelShown) },
	{ keys: "backspace", run: leaveBody },
	{ keys: "mod+z", run: undo },
	{ keys: "mod+shift+z", run: redo },
	{ keys: "mod+y", run: redo },
	{ keys: "mod+s", run: download },
	{ keys: "mod+b", run: openBuildDialog },
	{ keys: "a", run: openPalette },
	{ keys: "h", run: toggleHistory },
	{ keys: "shift+d", run: () => openComparison() },
	{ keys: "r", run: findLikeSelected },
	{ keys: "n", run: () => stepPlace(1) },
	{ keys: "shift+n", run: () => stepPlace(-1) },
	{ keys: "delete", run: () => deleteNodes(selectedNodes()) },
	{ keys: "d", run: () => duplicate(selectedNodes()) },
	{ keys: "b", run: () => selectedNodes().length === 1 && bypass(selectedNodes()[0] ?? -1) },
	{ keys: "[", run: () => extendSelection("upstream") },
	{ keys: "]", run: () => extendSelection("downstream") },
	{ keys: "=", run: () => extendSelection("between") },
	{ keys: "f", run: () => moveCamera({ to: "all" }) },
	{ keys: "shift+arrowup", run: () => moveCamera({ to: "nearer", times: 1.25 }) },
	{ keys: "shift+arrowdown", run: () => moveCamera({ to: "nearer", times: 0.8 }) },
	{ keys: "shift+backspace", run: () => moveCamera({ to: "true size" }) },
	{ keys: "home", run: () => moveCamera({ to: "start" }) },
	{ keys: "e", run: () => setAllGroups(true) },
	{ keys: "c", run: () => setAllGroups(false) },
	{ keys: "escape", run: () => select({ kind: "nothing" }) },
	{ keys: "arrowup", run: () => walk("up") },
	{ keys: "arrowdown", run: () => walk("down") },
	{ keys: "arrowleft", run: () => walk("left") },
	{ keys: "arrowright", run: () => walk("right") },
];

const byKeys = new Map(shortcuts.map(({ keys, run }) => [keys, run]));

/** Listens for shortcuts as long as the page lives; while somebody types, only those with Ctrl. */
export function useShortcuts(): void {
	useEffect(() => {
		const onKey = (event: KeyboardEvent) => {
			const run = byKeys.get(keysOf(event));
			if (!run || event.defaultPrevented || !isEditing()) return;
			if (isTyping(event.target) && !(event.ctrlKey || event.metaKey)) return;
			if (isInDialog(event.target) || undoesTyping(event)) return;
			event.preventDefault();
			run();
		};
		const onCopy = (event: ClipboardEvent) => {
			if (isTyping(event.target) || isInDialog(event.target) || !getSelection()?.isCollapsed) return;
			if (selectedNodes().length === 0 || !isEditing()) return;
			event.preventDefault();
			void copySelection();
		};
		const onPaste = (event: ClipboardEvent) => {
			if (isTyping(event.target) || isInDialog(event.target) || !isEditing()) return;
			event.preventDefault();
			void pasteText(event.clipboardData?.getData("text/plain") ?? "");
		};
		window.addEventListener("keydown", onKey);
		document.addEventListener("copy", onCopy);
		document.addEventListener("paste", onPaste);
		return () => {
			window.removeEventListener("keydown", onKey);
			document.removeEventListener("copy", onCopy);
			document.removeEventListener("paste", onPaste);
		};
	}, []);
}

/** Whether the graph is what the keys are for. */
function isEditing(): boolean {
	return workspace.getState().state !== undefined && comparing.getState().phase.at === "closed";
}

function keysOf({ key, ctrlKey, metaKey, shiftKey }: KeyboardEvent): string {
	return `${ctrlKey || metaKey ? "mod+" : ""}${shiftKey ? "shift+" : ""}${key.toLowerCase()}`;
}

function isTyping(target: EventTarget | null): boolean {
	return (
		target instanceof HTMLElement &&
		(target.isContentEditable || ["INPUT", "TEXTAREA", "SELECT"].includes(target.tagName))
	);
}

/** In a field that was written in, Ctrl+Z takes back what was written. */
function undoesTyping({ target, key }: KeyboardEvent): boolean {
	return target instanceof HTMLElement && target.dataset["changed"] === "true" && /^[zy]$/i.test(key);
}

function isInDialog(target: EventTarget | null): boolean {
	return target instanceof Element && target.closest('[role="dialog"],[role="menu"]') !== null;
}
