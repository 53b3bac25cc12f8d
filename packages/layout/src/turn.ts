import type { LayoutGroup, LayoutInput, LayoutNode } from "./layout-input.ts";
import type { Box, Layout } from "./layout-result.ts";

/** The input with width and height swapped: laid out from the top down and turned back, arrows point to the right. */
export function turnedInput(input: LayoutInput): LayoutInput {
	const turn = <T extends LayoutNode | LayoutGroup>(each: T): T => ({
		...each,
		width: each.height,
		height: each.width,
	});
	return { ...input, nodes: input.nodes.map(turn), groups: input.groups.map(turn) };
}

/** The layout mirrored in the diagonal. */
export function turnedLayout({ width, height, nodes, groups, edges }: Layout): Layout {
	const turn = <T extends Box>(box: T): T => ({ ...box, x: box.y, y: box.x, width: box.height, height: box.width });
	return {
		width: height,
		height: width,
		nodes: new Map([...nodes].map(([id, box]) => [id, turn(box)])),
		groups: new Map([...groups].map(([id, box]) => [id, turn(box)])),
		edges: edges.map((line) => ({ ...line, points: turnedPoints(line.points) })),
	};
}

function turnedPoints(points: Float64Array): Float64Array {
	return points.map((_, at) => points[at ^ 1] ?? 0);
}
