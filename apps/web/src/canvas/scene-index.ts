import Flatbush from "flatbush";
import type { Box, BoxId, Frame, Line, Place, Scene } from "../scene/scene.ts";

/** A scene prepared for questions that come sixty times a second: what is in this rectangle, what is under this point. */
export interface SceneIndex {
	readonly scene: Scene;
	readonly boxes: ReadonlyMap<BoxId, Box>;
	/** The box in which a node is seen: its own, or that of a closed group. */
	readonly boxOfNode: ReadonlyMap<number, BoxId>;
	/** Lines of a value, and lines that touch a box. */
	readonly linesOfValue: ReadonlyMap<string, readonly Line[]>;
	readonly linesOfBox: ReadonlyMap<BoxId, readonly Line[]>;
	boxesIn(area: Place): Box[];
	linesIn(area: Place): Line[];
	framesIn(area: Place): Frame[];
	/** The topmost thing at a point; `reach` is how far from a line still counts, all in scene px. */
	at(x: number, y: number, reach: number): Hit | undefined;
}

export type Hit =
	| { readonly kind: "box"; readonly box: Box }
	| { readonly kind: "line"; readonly line: Line }
	| { readonly kind: "frame"; readonly frame: Frame };

const indices = new WeakMap<Scene, SceneIndex>();

export function sceneIndex(scene: Scene): SceneIndex {
	let index = indices.get(scene);
	if (!index) {
		index = makeIndex(scene);
		indices.set(scene, index);
	}
	return index;
}

function makeIndex(scene: Scene): SceneIndex {
	const boxTree = treeOf(scene.boxes, (box) => box);
	const lineTree = treeOf(scene.lines, boundsOf);
	const linesOfBox = new Map<BoxId, Line[]>();
	for (const line of scene.lines) for (const box of new Set([line.from, line.to])) push(linesOfBox, box, line);
	const inside = <T>(tree: Flatbush | undefined, all: readonly T[], area: Place): T[] => {
		const found = tree?.search(area.x, area.y, area.x + area.width, area.y + area.height) ?? [];
		return found.sort((a, b) => a - b).flatMap((i) => all[i] ?? []);
	};
	const point = (x: number, y: number, reach: number): Place => ({
		x: x - reach,
		y: y - reach,
		width: 2 * reach,
		height: 2 * reach,
	});
	return {
		scene,
		boxes: new Map(scene.boxes.map((box) => [box.id, box])),
		boxOfNode: new Map(scene.boxes.flatMap(nodesIn)),
		linesOfValue: Map.groupBy(scene.lines, ({ value }) => value),
		linesOfBox,
		boxesIn: (area) => inside(boxTree, scene.boxes, area),
		linesIn: (area) => inside(lineTree, scene.lines, area),
		framesIn: (area) => scene.frames.filter((frame) => overlap(frame, area)),
		at(x, y, reach) {
			const [box] = inside(boxTree, scene.boxes, point(x, y, 0));
			if (box) return { kind: "box", box };
			const line = inside(lineTree, scene.lines, point(x, y, reach)).find((one) => distance(one, x, y) <= reach);
			if (line) return { kind: "line", line };
			const frame = scene.frames.findLast((one) => overlap(one, point(x, y, 0)));
			return frame && { kind: "frame", frame };
		},
	};
}

function nodesIn(box: Box): [number, BoxId][] {
	if (box.kind === "node") return [[box.node, box.id]];
	return box.kind === "group" ? box.inside.map((node) => [node, box.id]) : [];
}

function treeOf<T>(items: readonly T[], bounds: (item: T) => Place): Flatbush | undefined {
	if (items.length === 0) return undefined;
	const tree = new Flatbush(items.length);
	for (const item of items) {
		const { x, y, width, height } = bounds(item);
		tree.add(x, y, x + width, y + height);
	}
	tree.finish();
	return tree;
}

function boundsOf({ points }: Line): Place {
	let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
	for (let i = 0; i < points.length; i += 2) {
		const [x = 0, y = 0] = [points[i], points[i + 1]];
		left = Math.min(left, x);
		right = Math.max(right, x);
		top = Math.min(top, y);
		bottom = Math.max(bottom, y);
	}
	return { x: left, y: top, width: right - left, height: bottom - top };
}

export function overlap(a: Place, b: Place): boolean {
	return a.x <= b.x + b.width && b.x <= a.x + a.width && a.y <= b.y + b.height && b.y <= a.y + a.height;
}

/** From a point to the nearest stretch of a line. */
function distance({ points }: Line, x: number, y: number): number {
	let nearest = Infinity;
	for (let i = 0; i + 3 < points.length; i += 2) {
		const [x1 = 0, y1 = 0, x2 = 0, y2 = 0] = [points[i], points[i + 1], points[i + 2], points[i + 3]];
		const length = (x2 - x1) ** 2 + (y2 - y1) ** 2;
		const along = length === 0 ? 0 : Math.min(1, Math.max(0, ((x - x1) * (x2 - x1) + (y - y1) * (y2 - y1)) / length));
		nearest = Math.min(nearest, Math.hypot(x - x1 - along * (x2 - x1), y - y1 - along * (y2 - y1)));
	}
	return nearest;
}

function push<K, V>(lists: Map<K, V[]>, key: K, value: V): void {
	const list = lists.get(key);
	if (list) list.push(value);
	else lists.set(key, [value]);
}
