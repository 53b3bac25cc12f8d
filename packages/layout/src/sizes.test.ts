import { expect, test } from "vitest";
import { graphs } from "../tools/graphs.ts";
import { layout } from "./index.ts";

// What is asserted is that these come to an end; tools/times.ts says how long they take.
const PATIENT = { timeout: 120_000 };

test("a chain of 100,000 nodes", PATIENT, () => {
	const { edges } = layout(graphs.chain(100_000));
	expect(edges.every(({ points }) => points.length === 4)).toBe(true);
});

test("10,000 nodes side by side", PATIENT, () => {
	expect(layout(graphs.wide(10_000)).nodes.size).toBe(10_002);
});

test("20,000 nodes in layers, with lines criss-cross", PATIENT, () => {
	expect(layout(graphs.layered(20_000)).nodes.size).toBe(20_000);
});

test("a node that reads 3,000 others, each from another layer", PATIENT, () => {
	expect(layout(graphs.funnel(3_000)).edges).toHaveLength(5_997);
});

test("200 groups, each in the next", PATIENT, () => {
	expect(layout(graphs.nested(200)).groups.size).toBe(200);
});
