/** Optional inputs and outputs at the end may be left out or empty; that is the same. */
export function withoutEmptyEnd(values: readonly string[]): readonly string[] {
	return values.slice(0, values.findLastIndex((value) => value !== "") + 1);
}
