const longest = 300;

/** The name among `names` that is most like `wanted`; undefined when none is like it. Two names are alike when at most a third
 *  of the longer one's letters must change. Looks at no more than 20,000 names, and at none of more than 300 letters: whoever sends a
 *  thousand of those means no help. */
export function nearestName(wanted: string, names: Iterable<string>): string | undefined {
	if (wanted.length > longest) return undefined;
	let best: string | undefined;
	let bestDistance = Infinity;
	let seen = 0;
	for (const name of names) {
		if (++seen > 20_000 || bestDistance === 1) break;
		if (name.length > longest || name === wanted) continue;
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
	const shorter = Math.min(a.length, b.length);
	let start = 0;
	while (start < shorter && a[start] === b[start]) start++;
	let end = 0;
	while (end < shorter - start && a[a.length - 1 - end] === b[b.length - 1 - end]) end++;
	return distanceOfMiddles(a.slice(start, a.length - end), b.slice(start, b.length - end), limit);
}

/** Only cells within `limit` of the diagonal are looked at: all others are beyond it anyway. */
function distanceOfMiddles(a: string, b: string, limit: number): number {
	let previous = Array.from({ length: b.length + 1 }, (_, j) => j);
	for (let i = 1; i <= a.length; i++) {
		const row = new Array<number>(b.length + 1).fill(limit + 1);
		if (i <= limit) row[0] = i;
		let least = row[0] ?? limit + 1;
		for (let j = Math.max(1, i - limit); j <= Math.min(b.length, i + limit); j++) {
			const replaced = (previous[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
			const cell = Math.min(replaced, (previous[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1);
			row[j] = cell;
			if (cell < least) least = cell;
		}
		if (least > limit) return limit + 1;
		previous = row;
	}
	return previous[b.length] ?? Infinity;
}
