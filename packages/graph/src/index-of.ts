import { type BodyIndex, type LayeredIndex, makeIndex } from "./body-index.ts";
import { derivedIndex } from "./derived-index.ts";
import type { Body } from "./graph.ts";

const indices = new WeakMap<Body, LayeredIndex>();

/** The index of a body; made once for each snapshot. */
export function indexOf(body: Body): BodyIndex {
	let index = indices.get(body);
	if (!index) {
		index = makeIndex(body);
		indices.set(body, index);
	}
	return index;
}

/** Hands the index of a body on to the one that takes its place, brought up to date, so that an edit costs what it changes.
 *  Nothing happens where there is no index to hand on. */
export function inheritIndex(from: Body, to: Body): void {
	const known = indices.get(from);
	if (!known || indices.has(to)) return;
	const derived = derivedIndex(known, from, to);
	if (derived) indices.set(to, derived);
}
