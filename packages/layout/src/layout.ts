import { arrangeFrame } from "./arrange-frame.ts";
import { absoluteBoxes, absoluteLines, originsOf } from "./compose.ts";
import type { Earlier } from "./earlier.ts";
import type { Arrangement } from "./frame.ts";
import { frameOfScope } from "./frame-of-scope.ts";
import { arrangeOnce, type LayoutCache } from "./layout-cache.ts";
import type { LayoutInput, LayoutNode } from "./layout-input.ts";
import type { Layout } from "./layout-result.ts";
import { type Scope, scopeTree } from "./scope-tree.ts";
import { scopeWires } from "./scope-wires.ts";
import { defaultSpacing, type Spacing } from "./spacing.ts";
import { turnedInput, turnedLayout } from "./turn.ts";

/** Places nodes and groups and leads every line. Never fails: what makes no sense is left out, as the input's types say.
 *  The same input gives the same output, bit for bit. With a cache, groups in which nothing changed since the last call
 *  are not laid out again. Costs about O(n log n), n counting nodes, ends, and layers crossed by lines. */
export function layout(input: LayoutInput, cache?: LayoutCache): Layout {
	const sideways = input.direction === "right";
	const placed = layoutDown(sideways ? turnedInput(input) : input, sideways, cache);
	return sideways ? turnedLayout(placed) : placed;
}

function layoutDown(input: LayoutInput, sideways: boolean, cache: LayoutCache | undefined): Layout {
	const spacing: Spacing = { ...defaultSpacing, ...input.spacing };
	const pitch = usualHeight(input.nodes) + spacing.layerGap;
	const tree = scopeTree(input);
	const { wires, lines } = scopeWires(input.edges, tree);
	const arrangements = new Map<Scope, Arrangement>();
	// Inner scopes come first, so that an open group is placed as a box whose size is known.
	for (const scope of tree.scopes) {
		const frame = frameOfScope(scope, wires.get(scope) ?? [], arrangements, sideways);
		const arrange = (earlier?: Earlier): Arrangement => arrangeFrame(frame, pitch, spacing, earlier);
		const id = scope.group?.id;
		arrangements.set(
			scope,
			cache === undefined ? arrange() : arrangeOnce(cache, id, { frame, pitch, spacing }, arrange),
		);
	}
	const { width, height } = arrangements.get(tree.root) ?? { width: 0, height: 0 };
	const origins = originsOf(tree, arrangements);
	return {
		width,
		height,
		...absoluteBoxes(tree, arrangements, origins),
		edges: absoluteLines(lines, arrangements, origins),
	};
}

/** The median, so that one more node seldom moves everything. */
function usualHeight(nodes: readonly LayoutNode[]): number {
	const heights = nodes.map((node) => node.height).sort((a, b) => a - b);
	return heights[heights.length >> 1] ?? 0;
}
