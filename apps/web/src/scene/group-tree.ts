import type { NodeId } from "@suture/graph";

/** Modules as groups that are worth drawing. */
export interface GroupTree {
	readonly groups: ReadonlyMap<string, TreeGroup>;
	/** The innermost group of each node that is in one. */
	readonly groupOf: ReadonlyMap<NodeId, string>;
}

export interface TreeGroup {
	/** "/encoder/layer.0": unique, and what a link may name. */
	readonly path: string;
	/** The part that its parent does not say. */
	readonly title: string;
	readonly parent: string | undefined;
	/** Nodes in it and in groups inside it. */
	readonly nodes: number;
	/** 0 for the outermost. */
	readonly depth: number;
}

interface Draft {
	readonly path: string;
	readonly title: string;
	readonly children: Map<string, Draft>;
	readonly own: NodeId[];
	/** Boxes right in it, and boxes in it and in groups inside. */
	drawn: number;
	total: number;
}

/** A node with its modules, outermost first. */
export interface Member {
	readonly node: NodeId;
	readonly path: readonly string[];
	/** Whether it is drawn as a box of its own: small constants are rows of others. */
	readonly isDrawn: boolean;
}

/** Groups from the modules of nodes. One that holds a single box says nothing and is left out; one whose only content is another
 *  group is drawn with it as one, "model/encoder". */
export function groupTree(members: Iterable<Member>): GroupTree {
	const root: Draft = { path: "", title: "", children: new Map(), own: [], drawn: 0, total: 0 };
	for (const { node, path, isDrawn } of members) {
		const weight = isDrawn ? 1 : 0;
		let at = root;
		at.total += weight;
		for (const part of path) {
			let child = at.children.get(part);
			if (!child) {
				child = { path: `${at.path}/${part}`, title: part, children: new Map(), own: [], drawn: 0, total: 0 };
				at.children.set(part, child);
			}
			at = child;
			at.total += weight;
		}
		at.own.push(node);
		at.drawn += weight;
	}
	const groups = new Map<string, TreeGroup>();
	const groupOf = new Map<NodeId, string>();
	const pending = [...root.children.values()].map((draft) => ({ draft, parent: undefined as TreeGroup | undefined }));
	for (const next of pending) {
		const { parent } = next;
		const { draft, title } = withoutShells(next.draft);
		// Nodes of a group that is left out belong to the group around it.
		const group: TreeGroup | undefined =
			draft.total < 2
				? parent
				: { path: draft.path, title, parent: parent?.path, nodes: draft.total, depth: parent ? parent.depth + 1 : 0 };
		if (group && group !== parent) groups.set(group.path, group);
		if (group) for (const node of draft.own) groupOf.set(node, group.path);
		for (const child of draft.children.values()) pending.push({ draft: child, parent: group }); // outer ones come first
	}
	return { groups, groupOf };
}

/** Goes on into a group that holds nothing but one group worth drawing; constants on the way come along. */
function withoutShells(draft: Draft): { draft: Draft; title: string } {
	let at = draft;
	let title = draft.title;
	const passed: NodeId[] = [];
	for (;;) {
		const inner = [...at.children.values()].filter(({ total }) => total > 0);
		const [only] = inner;
		if (at.drawn > 0 || inner.length !== 1 || !only) break;
		passed.push(...at.own, ...[...at.children.values()].filter((one) => one !== only).flatMap(allNodes));
		at = only;
		title = `${title}/${only.title}`;
	}
	return { draft: passed.length === 0 ? at : { ...at, own: [...at.own, ...passed] }, title };
}

function allNodes({ own, children }: Draft): NodeId[] {
	return [...own, ...[...children.values()].flatMap(allNodes)];
}

/** The groups to open at first so that about `boxes` boxes are seen: level by level, as far as that allows. All of them when the
 *  network is small enough. `nodes` are those that are drawn; with `wanted` no other groups are opened. */
export function openAtFirst(
	{ groups, groupOf }: GroupTree,
	nodes: ReadonlySet<NodeId>,
	boxes: number,
	wanted?: ReadonlySet<string>,
): Set<string> {
	const isWanted = (path: string) => wanted?.has(path) ?? true;
	if (nodes.size <= boxes) return new Set([...groups.keys()].filter(isWanted));
	const grouped = [...groupOf].filter(([node]) => nodes.has(node)).map(([, path]) => path);
	const ungrouped = nodes.size - grouped.length;
	const deepest = Math.max(0, ...[...groups.values()].map(({ depth }) => depth));
	const open = new Set<string>();
	for (let depth = 0; depth <= deepest; depth++) {
		const next = [...groups.values()].filter((group) => group.depth === depth && isWanted(group.path));
		const opened = new Set([...open, ...next.map(({ path }) => path)]);
		if (ungrouped + visibleBoxes(groups, grouped, opened) > boxes) break;
		for (const { path } of next) open.add(path);
	}
	return open;
}

function visibleBoxes(groups: GroupTree["groups"], grouped: readonly string[], open: ReadonlySet<string>): number {
	let boxes = 0;
	for (const { path, parent } of groups.values()) {
		if (!open.has(path) && (parent === undefined || open.has(parent))) boxes++;
	}
	for (const path of grouped) if (open.has(path)) boxes++;
	return boxes;
}
