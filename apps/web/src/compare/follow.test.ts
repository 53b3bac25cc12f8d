import { expect, test } from "vitest";
import { sceneIndex } from "../canvas/scene-index.ts";
import type { Box, Scene } from "../scene/scene.ts";
import { followFrom } from "./follow.ts";

const boxAt = (id: string, x: number, y: number): Box => ({
	kind: "input",
	id,
	group: undefined,
	x: x - 5,
	y: y - 5,
	width: 10,
	height: 10,
	value: id,
	title: id,
});

const indexOf = (...boxes: Box[]) => {
	const scene: Scene = { revision: 0, width: 100, height: 100, boxes, frames: [], lines: [], trail: [] };
	return sceneIndex(scene);
};

const before = indexOf(boxAt("a", 0, 0), boxAt("b", 0, 100), boxAt("gone", 0, 50));
const after = indexOf(boxAt("A", 40, 0), boxAt("B", 40, 300));
const partners = [
	{ before: "a", after: "A" },
	{ before: "b", after: "B" },
];

test("the middle of a box goes to the middle of its partner", () => {
	const follow = followFrom("before", before, after, partners);
	const { x = 0, y = 0 } = follow?.({ x: 0, y: 100 }) ?? {};
	expect(Math.hypot(x - 40, y - 300)).toBeLessThan(1);
	expect(followFrom("after", after, before, partners)?.({ x: 40, y: 0 }).y).toBeCloseTo(0, 0);
});

test("what lies between two boxes goes between their partners, without a jump", () => {
	const follow = followFrom("before", before, after, partners);
	const way = Array.from({ length: 101 }, (_, y) => follow?.({ x: 0, y }).y ?? 0);
	expect(way[50]).toBeCloseTo(150, 0);
	expect(Math.max(...way.slice(1).map((y, i) => Math.abs(y - (way[i] ?? 0))))).toBeLessThan(12);
});

test("where nothing is the same nothing follows", () => {
	expect(followFrom("before", before, after, [])).toBeUndefined();
});
