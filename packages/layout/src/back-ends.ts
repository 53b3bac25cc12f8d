import type { End } from "./frame.ts";
import type { Part } from "./parts.ts";
import { strongComponents } from "./strong-components.ts";

/** The ends whose wires must run against the flow, because items form a circle. Within a circle the item order decides,
 *  so a small edit turns no other arrow round; outside circles nothing is turned, however the items are listed. O(ends). */
export function backEnds({ items, wires }: Part): Set<End> {
	const places = new Map(items.map((item, place) => [item, place]));
	const successors: number[][] = items.map(() => []);
	for (const { from, to } of wires) {
		for (const end of to) successors[places.get(from.item) ?? 0]?.push(places.get(end.item) ?? 0);
	}
	const component = strongComponents(successors);
	const back = new Set<End>();
	for (const { from, to } of wires) {
		for (const end of to) {
			const a = places.get(from.item) ?? 0;
			const b = places.get(end.item) ?? 0;
			if (component[a] === component[b] && a >= b) back.add(end);
		}
	}
	return back;
}
