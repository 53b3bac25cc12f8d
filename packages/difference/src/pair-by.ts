/** Those before and those after that share a key. */
export interface Shared<T> {
	readonly before: readonly T[];
	readonly after: readonly T[];
}

/** Groups of what has the same key on both sides, in the order of the first side. Without a key one is in no group. */
export function sharedBy<T, K>(
	before: Iterable<T>,
	after: Iterable<T>,
	keyBefore: (one: T) => K | undefined,
	keyAfter: (one: T) => K | undefined = keyBefore,
): Shared<T>[] {
	const groups = new Map<K, { before: T[]; after: T[] }>();
	for (const one of before) {
		const key = keyBefore(one);
		if (key === undefined) continue;
		const group = groups.get(key);
		if (group) group.before.push(one);
		else groups.set(key, { before: [one], after: [] });
	}
	for (const one of after) {
		const key = keyAfter(one);
		if (key !== undefined) groups.get(key)?.after.push(one);
	}
	return [...groups.values()].filter(({ after: there }) => there.length > 0);
}

/** The only one of each side in every group that has just one on both. */
export function onlyPairs<T>(groups: readonly Shared<T>[]): [T, T][] {
	return groups.flatMap(({ before: [a, ...more], after: [b, ...others] }) =>
		a !== undefined && b !== undefined && more.length === 0 && others.length === 0 ? [[a, b] as [T, T]] : [],
	);
}
