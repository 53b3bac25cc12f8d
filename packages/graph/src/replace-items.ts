/** Above so many, one pass with a look-up for each item is cheaper than a search for each. */
const few = 16;

/** A list with some items replaced. */
export function withReplaced<T>(items: readonly T[], replacements: ReadonlyMap<T, T>): readonly T[] {
	if (replacements.size === 0) return items;
	if (replacements.size > few) return items.map((item) => replacements.get(item) ?? item);
	const changed = [...items];
	for (const [item, by] of replacements) {
		const place = items.indexOf(item);
		if (place !== -1) changed[place] = by;
	}
	return changed;
}

/** A list without some items. */
export function withoutItems<T>(items: readonly T[], gone: ReadonlySet<T>): readonly T[] {
	if (gone.size === 0) return items;
	if (gone.size > few) return items.filter((item) => !gone.has(item));
	const left = [...items];
	for (const item of gone) {
		const place = left.indexOf(item);
		if (place !== -1) left.splice(place, 1);
	}
	return left;
}

/** Where items stand in a list; those that do not are left out. */
export function placesOf<T>(items: readonly T[], wanted: ReadonlySet<T>): ReadonlyMap<T, number> {
	const places = new Map<T, number>();
	if (wanted.size <= few) {
		for (const item of wanted) {
			const place = items.indexOf(item);
			if (place !== -1) places.set(item, place);
		}
		return places;
	}
	for (let i = 0; i < items.length && places.size < wanted.size; i++) {
		const item = items[i] as T;
		if (wanted.has(item)) places.set(item, i);
	}
	return places;
}
