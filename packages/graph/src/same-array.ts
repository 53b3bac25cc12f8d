/** What passes, as the same array when everything does, so that nothing looks changed. */
export function filtered<T>(values: readonly T[], keep: (value: T) => boolean): readonly T[] {
	return values.every(keep) ? values : values.filter(keep);
}

/** What each value becomes, as the same array when each stays what it is. */
export function mapped<T>(values: readonly T[], change: (value: T) => T): readonly T[] {
	const changed = values.map(change);
	return changed.every((value, i) => value === values[i]) ? values : changed;
}
