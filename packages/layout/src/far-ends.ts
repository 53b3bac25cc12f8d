import type { End } from "./frame.ts";
import type { ItemLayers } from "./item-layers.ts";
import type { Part } from "./parts.ts";

// Cells for lines that run past layers: so many for each end, and some more. Real networks need two to three for each end.
const CELLS_PER_END = 12;
const CELLS_BESIDES = 20_000;

/** The ends that are too far from their sources to be led through every layer between: none in real networks, but a node
 *  that reads from all of 10,000 layers would cost 50 million cells. The farthest are given up first. O(ends · log layers). */
export function farEnds({ wires }: Part, { count, of }: ItemLayers, back: ReadonlySet<End>): Set<End> {
	const lengthOf = (from: End, to: End): number =>
		back.has(to) ? 0 : Math.max(0, (of.get(to.item)?.first ?? 0) - (of.get(from.item)?.last ?? 0) - 1);
	let budget = CELLS_BESIDES;
	for (const { to } of wires) budget += CELLS_PER_END * to.length;
	const cellsUpTo = (limit: number): number => {
		let cells = 0;
		for (const { from, to } of wires) {
			let longest = 0;
			for (const end of to) {
				const length = lengthOf(from, end);
				if (length <= limit) longest = Math.max(longest, length);
			}
			cells += longest;
		}
		return cells;
	};
	let near = count;
	if (cellsUpTo(near) > budget) {
		let far = near;
		near = 0;
		while (far - near > 1) {
			const middle = (near + far) >> 1;
			if (cellsUpTo(middle) > budget) far = middle;
			else near = middle;
		}
	}
	const found = new Set<End>();
	for (const { from, to } of wires) for (const end of to) if (lengthOf(from, end) > near) found.add(end);
	return found;
}
