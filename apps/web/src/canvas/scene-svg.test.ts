import { expect, test } from "vitest";
import type { Scene } from "../scene/scene.ts";
import { type PictureColors, svgOfScene } from "./scene-svg.ts";

const colors: PictureColors = {
	background: "white",
	card: "white",
	border: "gray",
	text: "black",
	dim: "gray",
	faint: "gray",
	line: "gray",
	onColor: "white",
	end: "black",
	frames: ["#eee", "#ddd"],
	frameBorder: "gray",
	category: new Proxy({} as PictureColors["category"], { get: () => "teal" }),
};

const scene: Scene = {
	revision: 1,
	width: 100,
	height: 200,
	isAssumed: false,
	trail: [],
	frames: [{ x: 0, y: 30, width: 100, height: 60, path: "a", title: "a & b", nodes: 1, depth: 0 }],
	boxes: [
		{ kind: "input", id: "i:x", group: undefined, value: "x", title: "x", x: 20, y: 0, width: 60, height: 26 },
		{
			kind: "node",
			id: "n1",
			group: "a",
			node: 1,
			title: 'Re<lu>"\u0001',
			name: "",
			category: "activation",
			rows: [{ label: "axis", text: "1", kind: "attribute" }],
			bodies: 0,
			x: 20,
			y: 60,
			width: 64,
			height: 47,
		},
	],
	lines: [
		{ value: "x", from: "i:x", to: "n1", points: new Float32Array([50, 26, 50, 60]), drawFrom: 0, label: "2 × 3" },
	],
};

test("everything that a scene has is drawn once, and names are only text", () => {
	const svg = svgOfScene(scene, colors);
	for (const written of [
		">a &amp; b<",
		">Re&lt;lu&gt;&quot;\ufffd<",
		">axis<",
		">1<",
		">2 × 3<",
		">x<",
		"M50 26L50 60",
	])
		expect(svg.split(written)).toHaveLength(2);
	expect(svg).toContain('width="148" height="248" viewBox="-24 -24 148 248"');
	expect(svg.match(/<svg/g)?.length).toBe(svg.match(/<\/svg>/g)?.length);
});
