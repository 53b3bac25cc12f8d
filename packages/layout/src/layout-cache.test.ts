import { expect, test } from "vitest";
import { graphOf } from "../tools/graph-of.ts";
import { createLayoutCache, type Layout, type LayoutInput, layout } from "./index.ts";

const blocks = Array.from(
	{ length: 12 },
	(_, n) => `g${n}/a → g${n}/b g${n}/c; g${n}/b → g${n}/d; g${n}/c → g${n}/d; g${n}/d → g${n + 1}/a`,
);
const input = graphOf(blocks.join("; "));

/** Without the node, and without the ends at it. */
function without({ nodes, edges, ...rest }: LayoutInput, id: string): LayoutInput {
	return {
		...rest,
		nodes: nodes.filter((node) => node.id !== id),
		edges: edges
			.filter(({ from }) => from !== id)
			.map((edge) => ({ ...edge, to: edge.to.filter(({ node }) => node !== id) })),
	};
}

/** Where a node is, seen from its group's corner. */
function placeInGroup({ nodes, groups }: Layout, id: string): readonly number[] {
	const node = nodes.get(id);
	const group = groups.get(id.split("/")[0] ?? "");
	return node && group ? [node.x - group.x, node.y - group.y] : [];
}

test("a layout with a fresh cache is the one without", () => {
	expect(layout(input, createLayoutCache())).toEqual(layout(input));
});

test("the same input again gives the same output from the cache", () => {
	const cache = createLayoutCache();
	const first = layout(input, cache);
	expect(layout(input, cache)).toEqual(first);
});

test("an edit in one group moves nothing within the others", () => {
	const cache = createLayoutCache();
	const before = layout(input, cache);
	const after = layout(without(input, "g3/c"), cache);
	for (const { id } of input.nodes) {
		if (!id.startsWith("g3/")) expect(placeInGroup(after, id)).toEqual(placeInGroup(before, id));
	}
});

test("after an edit, what stood to the left of something still does", () => {
	const wide = graphOf("a → b c d e f; b → g; c → g h; d → h i; e → i; f → j; g → k; h → k; i → k; j → k");
	const cache = createLayoutCache();
	const before = layout(wide, cache);
	const after = layout(without(wide, "d"), cache);
	const fromLeft = ({ nodes }: Layout): string[] =>
		["b", "c", "e", "f"].sort((a, b) => (nodes.get(a)?.x ?? 0) - (nodes.get(b)?.x ?? 0));
	expect(fromLeft(after)).toEqual(fromLeft(before));
});

test("other distances are not taken from the cache", () => {
	const cache = createLayoutCache();
	layout(input, cache);
	const spacing = { nodeGap: 80 };
	expect(layout({ ...input, spacing }, cache)).toEqual(layout({ ...input, spacing }));
});
