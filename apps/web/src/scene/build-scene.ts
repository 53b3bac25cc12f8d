import {
	type Body,
	type BodyId,
	bodyOf,
	type Graph,
	indexOf,
	type Node,
	type NodeId,
	valuesNeededBy,
} from "@suture/graph";
import {
	adoptStrays,
	type Layout,
	type LayoutCache,
	type LayoutEdge,
	type LayoutGroup,
	type LayoutNode,
	layout,
} from "@suture/layout";
import { type CardContent, cardContent, type FoldedConstants } from "./card.ts";
import { card, cardSize, endSize, groupSize } from "./card-size.ts";
import { foldableConstants } from "./folded-constants.ts";
import type { GroupTree, TreeGroup } from "./group-tree.ts";
import type { Box, BoxId, EndBox, Frame, GroupBox, Line, Scene, TrailStep, ViewOptions } from "./scene.ts";

export interface SceneRequest {
	readonly graph: Graph;
	readonly body: BodyId;
	readonly tree: GroupTree;
	/** Paths of open groups. */
	readonly open: ReadonlySet<string>;
	readonly view: ViewOptions;
	readonly trail: readonly TrailStep[];
	/** Whether labels tell what follows from sizes that are assumed. */
	readonly isAssumed: boolean;
	readonly revision: number;
	readonly opset: number;
	readonly cache: LayoutCache;
	readonly meter: (text: string, font: string) => number;
	/** Type and shape of a value in a few characters; "" when unknown. */
	readonly label: (value: string) => string;
}

interface Contents {
	readonly nodes: ReadonlyMap<BoxId, { readonly node: Node; readonly content: CardContent }>;
	readonly ends: ReadonlyMap<BoxId, { readonly kind: EndBox["kind"]; readonly value: string }>;
}

/** Draws up the picture of a body. Time is nearly all layout; with a cache, groups that did not change cost nothing. */
export function buildScene(request: SceneRequest): Scene {
	const { graph, tree, open, view, meter } = request;
	const body = bodyOf(graph, request.body);
	const folded: FoldedConstants = view.foldConstants ? foldableConstants(body) : new Map();
	const contents = contentsOf(body, folded, request);
	const layoutNodes: LayoutNode[] = [];
	for (const [id, end] of contents.ends)
		if (end.kind === "input") layoutNodes.push({ id, ...endSize(end.value, meter) });
	for (const [id, { node, content }] of contents.nodes) {
		const group = tree.groupOf.get(node.id);
		layoutNodes.push({ id, ...cardSize(content, meter), ...(group === undefined ? {} : { group }) });
	}
	for (const [id, end] of contents.ends)
		if (end.kind === "output") layoutNodes.push({ id, ...endSize(end.value, meter) });
	const groups: LayoutGroup[] = [...tree.groups.values()].map((group) => ({
		id: group.path,
		...(group.parent === undefined ? {} : { parent: group.parent }),
		open: open.has(group.path),
		...groupSize(group, meter),
		headerHeight: card.frameHeader,
	}));
	const edges = edgesOf(graph, body, contents);
	const adopted = adoptStrays({ nodes: layoutNodes, groups, edges, direction: view.direction });
	// Inputs stay outside: they are where a person begins to read.
	const input = {
		...adopted,
		nodes: adopted.nodes.map((node, i) => (isInput(node.id) ? (layoutNodes[i] ?? node) : node)),
	};
	const home = new Map(input.nodes.map(({ id, group }) => [id, group]));
	const placed = layout(input, request.cache);
	return {
		revision: request.revision,
		width: placed.width,
		height: placed.height,
		boxes: boxesOf(placed, contents, tree, home),
		frames: framesOf(placed, tree),
		lines: linesOf(placed, edges, tree, home, request.label),
		trail: request.trail,
		isAssumed: request.isAssumed,
	};
}

function contentsOf(body: Body, folded: FoldedConstants, { view, opset }: SceneRequest): Contents {
	const nodes = new Map<BoxId, { node: Node; content: CardContent }>();
	for (const node of body.nodes) {
		if (node.outputs.length > 0 && folded.has(node.outputs[0] ?? "")) continue;
		nodes.set(boxOfNode(node.id), { node, content: cardContent(node, body, opset, folded, view) });
	}
	const ends = new Map<BoxId, { kind: EndBox["kind"]; value: string }>();
	const { definitions } = indexOf(body);
	for (const { name = "" } of body.inputs) {
		if (definitions.get(name)?.by === "input") ends.set(`i:${name}`, { kind: "input", value: name });
	}
	for (const { name = "" } of body.outputs) ends.set(`o:${name}`, { kind: "output", value: name });
	return { nodes, ends };
}

function isInput(id: BoxId): boolean {
	return id.startsWith("i:");
}

export function boxOfNode(node: NodeId): BoxId {
	return `n${node}`;
}

/** One edge a value: from what makes it to everything that needs it. Weights and values from outside have no line. */
function edgesOf(graph: Graph, body: Body, { nodes, ends }: Contents): LayoutEdge[] {
	const readers = new Map<string, BoxId[]>();
	const read = (value: string, by: BoxId) => {
		const known = readers.get(value);
		if (known) known.push(by);
		else readers.set(value, [by]);
	};
	for (const [id, { node }] of nodes) for (const value of valuesNeededBy(graph, node)) read(value, id);
	for (const [id, { kind, value }] of ends) if (kind === "output") read(value, id);
	const { definitions } = indexOf(body);
	const edges: LayoutEdge[] = [];
	for (const [value, by] of readers) {
		const definition = definitions.get(value);
		const from =
			definition?.by === "node" ? boxOfNode(definition.node.id) : definition?.by === "input" ? `i:${value}` : undefined;
		if (from === undefined || !(nodes.has(from) || ends.has(from))) continue;
		edges.push({ id: value, from, to: by.map((node) => ({ node })) });
	}
	return edges;
}

/** The group in which each box was put, for boxes that are in one. */
type Homes = ReadonlyMap<BoxId, string | undefined>;

function boxesOf(placed: Layout, { nodes, ends }: Contents, tree: GroupTree, home: Homes): Box[] {
	const boxes: Box[] = [];
	for (const [id, group] of home) {
		const place = placed.nodes.get(id);
		if (!place) continue; // inside a closed group
		const node = nodes.get(id);
		const end = ends.get(id);
		if (node) boxes.push({ kind: "node", id, group, ...place, node: node.node.id, ...node.content });
		else if (end) boxes.push({ id, group, ...place, ...end, title: end.value });
	}
	for (const [path, { open, ...place }] of placed.groups) {
		const group = tree.groups.get(path);
		if (open || !group) continue;
		const { title, parent, nodes: count } = group;
		boxes.push({
			kind: "group",
			id: boxOfGroup(path),
			path,
			group: parent,
			...place,
			title,
			nodes: count,
			...contentsOfGroup(path, tree, home, nodes),
		});
	}
	return boxes;
}

export function boxOfGroup(path: string): BoxId {
	return `g${path}`;
}

function contentsOfGroup(
	path: string,
	tree: GroupTree,
	home: Homes,
	nodes: Contents["nodes"],
): Pick<GroupBox, "contents" | "inside"> {
	const counts = new Map<CardContent["category"], number>();
	const inside: NodeId[] = [];
	for (const [id, { node, content }] of nodes) {
		if (!isInside(home.get(id), path, tree.groups)) continue;
		inside.push(node.id);
		counts.set(content.category, (counts.get(content.category) ?? 0) + 1);
	}
	const contents = [...counts].map(([category, count]) => ({ category, count })).sort((a, b) => b.count - a.count);
	return { contents, inside };
}

function isInside(group: string | undefined, path: string, groups: ReadonlyMap<string, TreeGroup>): boolean {
	let at = group;
	while (at !== undefined && at !== path) at = groups.get(at)?.parent;
	return at === path;
}

function framesOf(placed: Layout, tree: GroupTree): Frame[] {
	const frames: Frame[] = [];
	// The tree lists outer groups before inner ones, which is the order in which they are painted.
	for (const { path, title, nodes, depth } of tree.groups.values()) {
		const place = placed.groups.get(path);
		if (place?.open)
			frames.push({ path, title, nodes, depth, x: place.x, y: place.y, width: place.width, height: place.height });
	}
	return frames;
}

function linesOf(
	placed: Layout,
	edges: readonly LayoutEdge[],
	tree: GroupTree,
	home: Homes,
	label: SceneRequest["label"],
): Line[] {
	const byValue = new Map(edges.map((edge) => [edge.id, edge]));
	const visible = (id: BoxId): BoxId => {
		if (placed.nodes.has(id)) return id;
		let group = home.get(id);
		while (group !== undefined && !placed.groups.has(group)) group = tree.groups.get(group)?.parent;
		return group === undefined ? id : boxOfGroup(group);
	};
	let labelled: string | undefined;
	return placed.edges.map((line) => {
		const edge = byValue.get(line.id);
		const text = line.id === labelled ? "" : label(line.id);
		labelled = line.id;
		return {
			value: line.id,
			from: visible(edge?.from ?? ""),
			to: visible(edge?.to[line.to]?.node ?? ""),
			points: Float32Array.from(line.points),
			drawFrom: line.drawFrom,
			label: text,
		};
	});
}
