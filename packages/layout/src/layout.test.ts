import { expect, test } from "vitest";
import { faults } from "../tools/faults.ts";
import { graphOf } from "../tools/graph-of.ts";
import { measure } from "../tools/measure.ts";
import { type Box, type Layout, type LayoutInput, type Line, layout } from "./index.ts";

/** The layout, after checking all that every layout promises. */
function placed(input: LayoutInput): Layout {
	const found = layout(input);
	expect(faults(input, found)).toEqual([]);
	return found;
}

function nodeIn({ nodes }: Layout, id: string): Box {
	const box = nodes.get(id);
	if (box === undefined) throw new Error(`${id} has no place.`);
	return box;
}

function groupIn({ groups }: Layout, id: string): Box {
	const box = groups.get(id);
	if (box === undefined) throw new Error(`${id} has no place.`);
	return box;
}

function lineTo({ edges }: Layout, input: LayoutInput, node: string): Line {
	const line = edges.find(({ id, to }) => input.edges.find((edge) => edge.id === id)?.to[to]?.node === node);
	if (line === undefined) throw new Error(`No line leads to ${node}.`);
	return line;
}

function middle({ x, width }: Box): number {
	return x + width / 2;
}

function xsOf({ points }: Line): number[] {
	return [...new Set([...points].filter((_, at) => at % 2 === 0))];
}

test("a chain is one straight stroke, however wide its nodes are", () => {
	const input = graphOf("a → b; b → c; c → d", { sizes: { b: [300, 40], d: [20, 90] } });
	const found = placed(input);
	const middles = input.nodes.map(({ id }) => middle(nodeIn(found, id)));
	expect(new Set(middles).size).toBe(1);
	expect(measure(found)).toMatchObject({ straight: 3, bends: 0 });
});

test("a residual block stays straight, and the line around it passes at its side", () => {
	const input = graphOf("a → b d; b → c; c → d; d → e");
	const found = placed(input);
	expect(new Set(input.nodes.map(({ id }) => middle(nodeIn(found, id)))).size).toBe(1);
	expect(measure(found)).toMatchObject({ crossings: 0, throughBoxes: 0 });
});

test("lines attach where they are asked to", () => {
	const input = graphOf("a → c; b → c");
	const [left, right] = input.edges;
	if (left === undefined || right === undefined) throw new Error("Two values.");
	const edges = [
		{ ...left, fromX: 0.25, to: [{ node: "c", toX: 0.9 }] },
		{ ...right, fromX: 1, to: [{ node: "c", toX: 0 }] },
	];
	const found = placed({ ...input, edges });
	expect(nodeIn(found, "b").x).toBeLessThan(nodeIn(found, "a").x);
});

test("where any place will do, values that meet at a node keep apart", () => {
	const input = graphOf("a → d; b → d; c → d");
	const ends = placed(input).edges.map(({ points }) => points.at(-2));
	expect(new Set(ends).size).toBe(3);
});

test("a short chain stands beside a tall box, not below it", () => {
	const tall = placed(graphOf("a → tall b; b → c; c → d; d → z; tall → z", { sizes: { tall: [400, 2000] } }));
	expect(tall.height).toBeLessThan(2000 + 200);
	expect(nodeIn(tall, "d").y).toBeLessThan(nodeIn(tall, "tall").y + 2000);
});

test("what nothing leads to stands right above its reader", () => {
	const found = placed(graphOf("a → b; b → c; c → d; weight → d"));
	expect(nodeIn(found, "weight").y).toBeGreaterThan(nodeIn(found, "b").y);
});

test("all lines of a value run as one trunk", () => {
	const blocks = Array.from({ length: 24 }, (_, index) => `n${index}`);
	const input = graphOf(
		`mask → ${blocks.join(" ")}; ${blocks.map((block, index) => `${block} → n${index + 1}`).join("; ")}`,
	);
	const lines = placed(input).edges.filter(({ id }) => id.startsWith("mask"));
	const trunk = lines.flatMap((line) => xsOf(line));
	// The mask's own x, the trunk's, and the one attachment that all blocks after the first have in the same place.
	expect(new Set(trunk).size).toBeLessThanOrEqual(4);
	expect(lines.slice(1).every(({ drawFrom }) => drawFrom > 0)).toBe(true);
});

test("a value enters an open group through one port, however many nodes read it there", () => {
	const input = graphOf("a → g/b g/c g/d; g/b → e; g/c → e; g/d → e");
	const found = placed(input);
	const { y } = groupIn(found, "g");
	const entries = ["g/b", "g/c", "g/d"].map((node) => {
		const { points } = lineTo(found, input, node);
		return points[points.indexOf(y) - 1];
	});
	expect(entries[0]).toBeDefined();
	expect(new Set(entries).size).toBe(1);
});

test("a closed group is one box: what is in it does not appear, and lines end at it once", () => {
	const input = graphOf("a → g/b g/c; g/b → g/d; g/c → g/d; g/d → e; g/b → e", { closed: ["g"] });
	const found = placed(input);
	expect([...found.nodes.keys()]).toEqual(["a", "e"]);
	expect(found.edges.map(({ id, to }) => `${id} ${to}`)).toEqual(["a#0 0", "g/d#3 0", "g/b#4 0"]);
	const [, first, second] = found.edges;
	expect(second?.points).toEqual(first?.points);
	expect(second?.drawFrom).toBe((second?.points.length ?? 0) / 2 - 1);
});

test("nothing within a closed group appears, at any depth", () => {
	const found = placed(graphOf("a → g/h/b; g/h/b → g/c; g/c → d", { closed: ["g"] }));
	expect([...found.groups.keys()]).toEqual(["g"]);
	expect([...found.nodes.keys()]).toEqual(["a", "d"]);
});

test("an open group has room for its header and keeps its least width", () => {
	const found = placed(graphOf("g/a → g/b", { sizes: { g: [500, 40] } }));
	expect(groupIn(found, "g").width).toBe(500);
	expect(nodeIn(found, "g/a").y).toBeGreaterThanOrEqual(groupIn(found, "g").y + 20);
});

test("wide groups one below the other do not form a staircase", () => {
	const block = (n: number): string => `g${n}/a → g${n}/b g${n}/c g${n}/d; g${n}/d → g${n}/e; g${n}/e → g${n + 1}/a`;
	const input = graphOf(Array.from({ length: 20 }, (_, n) => block(n)).join("; "));
	const found = placed(input);
	expect(found.width).toBeLessThan(2.5 * groupIn(found, "g0").width);
});

test("arrows that form a circle: the one against the node order leads back", () => {
	const found = placed(graphOf("a → b; b → c; c → a d"));
	expect(found.edges.filter(({ back }) => back).map(({ id, to }) => `${id} ${to}`)).toEqual(["c#2 0"]);
	expect(nodeIn(found, "a").y).toBeLessThan(nodeIn(found, "c").y);
});

test("nodes listed against the flow are no circle", () => {
	const input = graphOf("a → b; b → c");
	expect(placed({ ...input, nodes: input.nodes.toReversed() }).edges.some(({ back }) => back)).toBe(false);
});

test("groups that feed each other are both drawn", () => {
	const found = placed(graphOf("a → g/b; g/b → h/c; h/c → g/d; g/d → e"));
	expect(found.edges).toHaveLength(4);
	expect(found.edges.filter(({ back }) => back)).toHaveLength(1);
});

test("a node that reads itself, and ends that do not exist, are left out", () => {
	const input = graphOf("a → a b; b → c");
	const edges = [
		...input.edges,
		{ id: "lost", from: "nobody", to: [{ node: "a" }] },
		{ id: "stray", from: "a", to: [{ node: "nobody" }] },
	];
	expect(placed({ ...input, edges }).edges.map(({ id, to }) => `${id} ${to}`)).toEqual(["a#0 1", "b#1 0"]);
});

test("groups that contain each other count as standing in the picture", () => {
	const group = { open: true, width: 80, height: 40, headerHeight: 20 };
	const found = layout({
		nodes: [{ id: "a", width: 80, height: 40, group: "g" }],
		groups: [
			{ id: "g", parent: "h", ...group },
			{ id: "h", parent: "g", ...group },
			{ id: "i", parent: "nobody", ...group },
		],
		edges: [],
	});
	expect([...found.groups.keys()].sort()).toEqual(["g", "h", "i"]);
});

test("hundreds of loose nodes make a block, not a line", () => {
	const found = placed(graphOf(Array.from({ length: 400 }, (_, index) => `n${index} →`).join("; ")));
	expect(found.width / found.height).toBeLessThan(2.5);
	expect(found.height / found.width).toBeLessThan(2.5);
});

test("parts that nothing connects stand beside each other", () => {
	const found = placed(graphOf("a → b; b → c; x → y; y → z"));
	expect(nodeIn(found, "x").y).toBe(nodeIn(found, "a").y);
});

test("a node that reads a hundred values has them come in along one comb", () => {
	const found = placed(graphOf(Array.from({ length: 100 }, (_, index) => `n${index} → sum`).join("; ")));
	expect(found.height).toBeLessThan(250);
});

test("pointing right, lines run from right borders to left ones, and headers stay on top", () => {
	const found = layout({ ...graphOf("a → g/b; g/b → g/c"), direction: "right" });
	const a = nodeIn(found, "a");
	const b = nodeIn(found, "g/b");
	expect(b.x).toBeGreaterThan(a.x + a.width);
	expect(nodeIn(found, "g/c").y).toBe(b.y);
	expect(b.y).toBeGreaterThanOrEqual(groupIn(found, "g").y + 20);
	expect(found.edges[0]?.points.slice(0, 2)).toEqual(Float64Array.of(a.x + a.width, a.y + a.height / 2));
});

test("sizes and places that are no numbers do no harm", () => {
	const input = graphOf("a → b; b → g/c", { sizes: { a: [Number.NaN, 40], b: [-5, Number.POSITIVE_INFINITY] } });
	const edges = input.edges.map((edge) => ({
		...edge,
		fromX: Number.NaN,
		weight: Number.NaN,
		to: [{ node: "g/c", toX: 7 }],
	}));
	const found = layout({ ...input, edges });
	expect([...found.nodes.values()].flatMap((box) => Object.values(box)).every(Number.isFinite)).toBe(true);
	expect(found.edges.flatMap(({ points }) => [...points]).every(Number.isFinite)).toBe(true);
});

test("an empty graph is an empty picture", () => {
	expect(layout({ nodes: [], groups: [], edges: [] })).toMatchObject({ width: 0, height: 0, edges: [] });
});
