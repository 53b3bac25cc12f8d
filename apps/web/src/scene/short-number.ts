/** A float32 in as few digits as tell it from its neighbours. */
export function shortNumber(value: number): string {
	if (!Number.isFinite(value)) return String(value);
	for (let digits = 1; digits <= 9; digits++) {
		const text = value.toPrecision(digits);
		if (Math.fround(Number(text)) === Math.fround(value)) return String(Number(text));
	}
	return String(value);
}
