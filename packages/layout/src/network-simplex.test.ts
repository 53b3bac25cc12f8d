import fc from "fast-check";
import { expect, test } from "vitest";
import { connect, minimizeRanks, rankByLongestPath, type Vertex, vertex } from "./network-simplex.ts";

interface ArcOfTest {
	readonly from: number;
	readonly by: number;
	readonly length: number;
	readonly weight: number;
}

const VERTICES = 5;
const arcs = fc.array(
	fc.record({
		from: fc.nat(VERTICES - 2),
		by: fc.integer({ min: 1, max: 3 }),
		length: fc.nat(2),
		weight: fc.nat(3),
	}),
	{ minLength: 1, maxLength: 9 },
);

function graphFrom(list: readonly ArcOfTest[]): Vertex[] {
	const vertices = Array.from({ length: VERTICES }, vertex);
	for (const { from, by, length, weight } of list) {
		const tail = vertices[from];
		const head = vertices[Math.min(VERTICES - 1, from + by)];
		if (tail !== undefined && head !== undefined) connect(tail, head, length, weight);
	}
	return vertices;
}

function costOf(list: readonly ArcOfTest[], ranks: readonly number[]): number {
	let cost = 0;
	for (const { from, by, length, weight } of list) {
		const reach = (ranks[Math.min(VERTICES - 1, from + by)] ?? 0) - (ranks[from] ?? 0);
		if (reach < length) return Number.POSITIVE_INFINITY;
		cost += weight * reach;
	}
	return cost;
}

/** The least cost of all ranks from 0 to 8. */
function leastCost(list: readonly ArcOfTest[], ranks: readonly number[] = []): number {
	if (ranks.length === VERTICES) return costOf(list, ranks);
	let least = Number.POSITIVE_INFINITY;
	for (let rank = 0; rank <= 8; rank++) least = Math.min(least, leastCost(list, [...ranks, rank]));
	return least;
}

test("ranks satisfy every arc, and none cost less", () => {
	fc.assert(
		fc.property(arcs, (list) => {
			const vertices = graphFrom(list);
			rankByLongestPath(vertices);
			minimizeRanks(vertices, 1000);
			const ranks = vertices.map(({ rank }) => rank);
			expect(costOf(list, ranks)).toBe(leastCost(list));
		}),
		{ numRuns: 25 },
	);
});

test("ranks satisfy every arc even without any effort", () => {
	fc.assert(
		fc.property(arcs, (list) => {
			const vertices = graphFrom(list);
			rankByLongestPath(vertices);
			minimizeRanks(vertices, 0);
			expect(
				costOf(
					list,
					vertices.map(({ rank }) => rank),
				),
			).toBeLessThan(Number.POSITIVE_INFINITY);
		}),
	);
});
