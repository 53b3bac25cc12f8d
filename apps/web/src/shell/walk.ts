import { sceneIndex } from "../canvas/scene-index.ts";
import type { Box } from "../scene/scene.ts";
import { moveCamera, select, workspace } from "../workspace/workspace.ts";

/** Goes from the selected node along its lines: up to what makes its inputs, down to what reads its outputs, or to the neighbour
 *  beside it. With nothing selected it begins at the first node. */
export function walk(direction: "up" | "down" | "left" | "right"): void {
	const { scene, selection } = workspace.getState();
	if (!scene) return;
	const index = sceneIndex(scene);
	const box =
		selection.kind === "node"
			? index.boxes.get(`n${selection.node}`)
			: selection.kind === "group"
				? index.boxes.get(`g${selection.path}`)
				: undefined;
	if (!box) {
		const first = scene.boxes.find(({ kind }) => kind === "node");
		if (first) goTo(first);
		return;
	}
	const lines = index.linesOfBox.get(box.id) ?? [];
	const isUp = direction === "up";
	const ends =
		isUp || direction === "down"
			? lines.filter(({ from, to }) => (isUp ? to : from) === box.id).map(({ from, to }) => (isUp ? from : to))
			: [];
	const candidates =
		ends.length > 0 ? ends.flatMap((id) => index.boxes.get(id) ?? []) : beside(scene.boxes, box, direction);
	const next = nearest(candidates, box);
	if (next) goTo(next);
}

function beside(boxes: readonly Box[], box: Box, direction: "up" | "down" | "left" | "right"): Box[] {
	if (direction === "up" || direction === "down") return [];
	const side = direction === "left" ? -1 : 1;
	return boxes.filter(
		(other) => other !== box && Math.sign(other.x - box.x) === side && Math.abs(other.y - box.y) < 200,
	);
}

function nearest(boxes: readonly Box[], to: Box): Box | undefined {
	const distance = (box: Box) => Math.hypot(box.x + box.width / 2 - to.x - to.width / 2, box.y - to.y);
	return boxes
		.filter(({ kind }) => kind === "node" || kind === "group")
		.toSorted((a, b) => distance(a) - distance(b))[0];
}

function goTo(box: Box): void {
	if (box.kind === "node") select({ kind: "node", node: box.node });
	else if (box.kind === "group") select({ kind: "group", path: box.path });
	moveCamera({ to: "box", box: box.id });
}
