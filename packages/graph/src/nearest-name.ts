/** The name among `names` that is most like `wanted`; undefined when none is like it. Two names are alike when at most a third
 *  of the longer one's letters must change. Looks at no more than 20,000 names. */
export function nearestName(wanted: string, names: Iterable<string>): string | undefined {
	let best: string | undefined;
	let bestDistance = Infinity;
	let seen = 0;
	for (const name of names) {
		if (++seen > 20_000) break;
		const limit = Math.min(bestDistance - 1, Math.floor(Math.max(name.length, wanted.length) / 3));
		if (Math.abs(name.length - wanted.length) > limit) continue;
		const distance = editDistance(wanted, name, limit);
		if (distance <= limit) {
			best = name;
			bestDistance = distance;
		}
	}
	return best;
}

/** Levenshtein's distance, or anything above `limit` when it is larger than that. */
function editDistance(a: string, b: string, limit: number): number {
	let previous = Array.from({ length: b.length + 1 }, (_, j) => j);
	for (let i = 1; i <= a.length; i++) {
		const row = [i];
		for (let j = 1; j <= b.length; j++) {
			const replaced = (previous[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
			row.push(Math.min(replaced, (previous[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1));
		}
		if (Math.min(...row) > limit) return limit + 1;
		previous = row;
	}
	return previous[b.length] ?? Infinity;
}
