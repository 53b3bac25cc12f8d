import type { Arrangement, Frame, Item, Wire } from "./frame.ts";

/** Where things stood before an edit, in px from the frame's left side; only the order of these numbers matters. */
export interface Earlier {
	itemX(item: Item): number | undefined;
	/** Where the wire ran down the longest way. */
	wireX(wire: Wire): number | undefined;
}

/** What an earlier arrangement tells of the things in a frame that has changed since. */
export function earlierPlaces(frame: Frame, { corners, routes }: Arrangement): Earlier {
	const items = new Map<string, number>();
	for (const { key, index, width } of frame.items) {
		const corner = corners[index];
		if (corner !== undefined) items.set(key, corner.x + width / 2);
	}
	const wires = new Map<string, number>();
	for (const { key, index } of frame.wires) {
		const x = longestDescent((routes[index] ?? []).map((route) => route.points));
		if (x !== undefined) wires.set(key, x);
	}
	return { itemX: (item) => items.get(item.key), wireX: (wire) => wires.get(wire.key) };
}

function longestDescent(lines: readonly Float64Array[]): number | undefined {
	let longest = 0;
	let found: number | undefined;
	for (const points of lines) {
		for (let at = 3; at < points.length; at += 2) {
			const length = Math.abs((points[at] ?? 0) - (points[at - 2] ?? 0));
			if (length <= longest) continue;
			longest = length;
			found = points[at - 1];
		}
	}
	return found;
}
