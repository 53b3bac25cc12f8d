import type { Box, Layout } from "../src/index.ts";

/** What can be said of a picture in numbers; px, and Kpx for lengths. */
export function measure({ width, height, nodes, groups, edges }: Layout): Record<string, number> {
	let bends = 0;
	let length = 0;
	let back = 0;
	let straight = 0;
	const horizontals: Horizontal[] = [];
	const verticals: Vertical[] = [];
	const seen = new Set<string>();
	for (const line of edges) {
		if (line.back) back++;
		let turns = 0;
		const { points } = line;
		for (let at = 2; at < points.length; at += 2) {
			const [x0 = 0, y0 = 0, x1 = 0, y1 = 0] = points.slice(at - 2, at + 2);
			const key = `${x0} ${y0} ${x1} ${y1}`;
			if (y0 === y1 && x0 !== x1) turns += 2;
			if (seen.has(key)) continue;
			seen.add(key);
			length += Math.abs(x1 - x0) + Math.abs(y1 - y0);
			if (y0 === y1) horizontals.push({ y: y0, left: Math.min(x0, x1), right: Math.max(x0, x1) });
			else verticals.push({ x: (x0 + x1) / 2, top: Math.min(y0, y1), bottom: Math.max(y0, y1) });
		}
		if (turns === 0) straight++;
		bends += turns;
	}
	return {
		width: Math.round(width),
		height: Math.round(height),
		lines: edges.length,
		straight,
		bends,
		back,
		kilopixels: Math.round(length / 1000),
		crossings: countCrossings(horizontals, verticals),
		throughBoxes: countThroughBoxes(horizontals, verticals, [
			...nodes.values(),
			...[...groups.values()].filter((group) => !group.open),
		]),
	};
}

function countCrossings(horizontals: readonly Horizontal[], verticals: readonly Vertical[]): number {
	const sorted = verticals.toSorted((a, b) => a.x - b.x);
	let crossings = 0;
	for (const { y, left, right } of horizontals) {
		let low = 0;
		let high = sorted.length;
		while (low < high) {
			const middle = (low + high) >> 1;
			if ((sorted[middle]?.x ?? 0) <= left + 0.5) low = middle + 1;
			else high = middle;
		}
		for (let at = low; (sorted[at]?.x ?? right) < right - 0.5; at++) {
			const { top, bottom } = sorted[at] ?? { top: 0, bottom: 0 };
			if (y > top + 0.5 && y < bottom - 0.5) crossings++;
		}
	}
	return crossings;
}

interface Horizontal {
	readonly y: number;
	readonly left: number;
	readonly right: number;
}

interface Vertical {
	readonly x: number;
	readonly top: number;
	readonly bottom: number;
}

/** How many stretches run through the inside of a box. */
function countThroughBoxes(
	horizontals: readonly Horizontal[],
	verticals: readonly Vertical[],
	boxes: readonly Box[],
): number {
	let count = 0;
	for (const box of boxes) {
		const right = box.x + box.width;
		const bottom = box.y + box.height;
		for (const line of horizontals) {
			if (line.y > box.y + 1 && line.y < bottom - 1 && line.right > box.x + 1 && line.left < right - 1) count++;
		}
		for (const line of verticals) {
			if (line.x > box.x + 1 && line.x < right - 1 && line.bottom > box.y + 1 && line.top < bottom - 1) count++;
		}
	}
	return count;
}
