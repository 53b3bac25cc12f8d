import fc from "fast-check";
import { expect, test } from "vitest";
import { faults } from "../tools/faults.ts";
import { createLayoutCache, type LayoutInput, layout } from "./index.ts";

const size = fc.integer({ min: 10, max: 400 });

/** Any graph: groups in groups, open and closed, arrows in every direction, ends that do not exist. */
const anyGraph: fc.Arbitrary<LayoutInput> = fc
	.record({
		nodes: fc.array(fc.record({ width: size, height: size, group: fc.integer({ min: -2, max: 9 }) }), {
			maxLength: 40,
			size: "max",
		}),
		groups: fc.array(
			fc.record({ parent: fc.integer({ min: -3, max: 9 }), open: fc.boolean(), width: size, height: size }),
			{
				maxLength: 8,
				size: "max",
			},
		),
		arrows: fc.array(
			fc.record({
				from: fc.integer({ min: 0, max: 40 }),
				reach: fc.array(
					fc.record({
						by: fc.integer({ min: -3, max: 12 }),
						toX: fc.option(fc.double({ min: 0, max: 1, noNaN: true })),
					}),
					{
						minLength: 1,
						maxLength: 4,
					},
				),
			}),
			{ maxLength: 60, size: "max" },
		),
		sideways: fc.boolean(),
	})
	.map(({ nodes, groups, arrows, sideways }) => ({
		nodes: nodes.map(({ group, ...node }, index) => ({
			id: `n${index}`,
			...node,
			...(group >= 0 && { group: `g${group}` }),
		})),
		groups: groups.map(({ parent, ...group }, index) => ({
			id: `g${index}`,
			...group,
			headerHeight: 20,
			// Only to earlier groups: what becomes of circles of groups has its own test.
			...(parent >= 0 && { parent: `g${parent < index ? parent : 99}` }),
		})),
		edges: arrows.map(({ from, reach }, index) => ({
			id: `e${index}`,
			from: `n${from}`,
			to: reach.map(({ by, toX }) => ({ node: `n${from + by}`, ...(toX !== null && { toX }) })),
		})),
		direction: sideways ? ("right" as const) : ("down" as const),
	}));

test("boxes never overlap, children stand in their groups, lines run from border to border", () => {
	fc.assert(
		fc.property(anyGraph, (input) => {
			const down: LayoutInput = { ...input, direction: "down" };
			expect(faults(down, layout(down))).toEqual([]);
		}),
		{ numRuns: 300 },
	);
});

test("the same input gives the same output, bit for bit", () => {
	fc.assert(
		fc.property(anyGraph, (input) => {
			expect(layout(structuredClone(input))).toEqual(layout(input));
		}),
		{ numRuns: 60 },
	);
});

test("a layout that follows an earlier one is as sound as a new one", () => {
	fc.assert(
		fc.property(anyGraph, fc.nat(), (input, victim) => {
			const down: LayoutInput = { ...input, direction: "down" };
			const cache = createLayoutCache();
			layout(down, cache);
			const edited = { ...down, nodes: down.nodes.filter((_, index) => index !== victim % 40) };
			expect(faults(edited, layout(edited, cache))).toEqual([]);
		}),
		{ numRuns: 150 },
	);
});

test("pointing right is pointing down, seen in the diagonal", () => {
	fc.assert(
		fc.property(anyGraph, (input) => {
			const turn = <T extends { width: number; height: number }>(each: T): T => ({
				...each,
				width: each.height,
				height: each.width,
			});
			const flat = { ...input, groups: [] };
			const right = layout({ ...flat, direction: "right" });
			const down = layout({ ...flat, nodes: flat.nodes.map(turn), direction: "down" });
			expect(right.width).toBe(down.height);
			for (const [id, box] of right.nodes) expect(down.nodes.get(id)).toEqual(turn({ ...box, x: box.y, y: box.x }));
		}),
		{ numRuns: 60 },
	);
});
