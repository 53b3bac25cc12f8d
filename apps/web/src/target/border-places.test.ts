import type { Role } from "@suture/split";
import { expect, test } from "vitest";
import { partMarks } from "../canvas/ground-marks.ts";
import { sceneIndex } from "../canvas/scene-index.ts";
import type { Box, Line, Scene } from "../scene/scene.ts";
import { borderPlaces, clustered } from "./border-places.ts";

const node = (id: number, y: number): Box => ({
	kind: "node",
	id: `n${id}`,
	node: id,
	group: undefined,
	x: 0,
	y,
	width: 100,
	height: 20,
	title: "Relu",
	name: "",
	category: "activation",
	rows: [],
	bodies: 0,
});
const module = (inside: readonly number[], y: number): Box => ({
	kind: "group",
	id: "gm",
	path: "m",
	group: undefined,
	x: 0,
	y,
	width: 100,
	height: 20,
	title: "m",
	nodes: inside.length,
	contents: [],
	inside,
});
const line = (value: string, from: string, to: string, y: number, length: number): Line => ({
	value,
	from,
	to,
	points: Float32Array.from([50, y, 50, y + length]),
	drawFrom: 0,
	label: "",
});

function indexOf(boxes: readonly Box[], lines: readonly Line[]) {
	const scene: Scene = { revision: 1, width: 100, height: 1000, boxes, frames: [], lines, trail: [] };
	return sceneIndex(scene);
}

const boundary = (value: string, maker: number) => ({
	value,
	maker,
	from: "engine" as const,
	to: ["post" as const],
	type: "float[1]",
	as: undefined,
	bytes: 4,
});

test("marks a value below its maker, or above the reader of another part where the own part reads it too", () => {
	const roles = new Map<number, Role>([
		[1, "engine"],
		[2, "engine"],
		[3, "post"],
	]);
	const boxes = [node(1, 0), node(2, 200), node(3, 400)];
	const whole = indexOf(boxes, [line("v", "n1", "n3", 20, 380)]);
	expect(borderPlaces(whole, { boundaries: [boundary("v", 1)], roles })).toMatchObject([{ x: 50, y: 44 }]);
	const shared = indexOf(boxes, [line("v", "n1", "n2", 20, 180), line("v", "n1", "n3", 20, 380)]);
	expect(borderPlaces(shared, { boundaries: [boundary("v", 1)], roles })).toMatchObject([{ x: 50, y: 376 }]);
});

test("marks what crosses within a closed module under it, and shows how much of it is where", () => {
	const roles = new Map<number, Role>([
		[1, "engine"],
		[2, "engine"],
		[3, "engine"],
		[4, "post"],
	]);
	const index = indexOf([module([1, 2, 3, 4], 0)], []);
	expect(borderPlaces(index, { boundaries: [boundary("v", 1)], roles })).toMatchObject([{ x: 50, y: 20 }]);
	expect(partMarks(index, roles, []).boxes.get("gm")).toEqual([
		{ ground: "engine", share: 0.75 },
		{ ground: "post", share: 0.25 },
	]);
});

test("puts marks together that would lie over each other on the screen", () => {
	const places = [0, 20, 400].map((y, i) => ({ boundary: boundary(`v${i}`, i), x: 0, y }));
	const sketch = (zoom: number) =>
		clustered(places, zoom, 250).map((one) => one.map((place) => place.boundary.value).join("+"));
	expect(sketch(2)).toEqual(["v0", "v1", "v2"]);
	expect(sketch(1)).toEqual(["v0+v1", "v2"]);
	expect(sketch(0.05)).toEqual(["v0+v1+v2"]);
});
