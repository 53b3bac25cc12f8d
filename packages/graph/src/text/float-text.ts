/** The shortest decimal that reads back as this float32: 0.1, not 0.10000000149011612. */
export function floatText(value: number): string {
	if (!Number.isFinite(value) || Object.is(value, -0)) return doubleText(value);
	const exact = String(value);
	if (exact.length <= 8) return exact;
	// Seven digits or fewer are enough for most numbers that people write, nine are for all. Subnormals need fewer.
	const fewest = Math.abs(value) < 2 ** -126 ? 1 : 7;
	for (let digits = fewest; digits < 9; digits++) {
		const rounded = Number(value.toPrecision(digits));
		if (Math.fround(rounded) === value) return String(rounded);
	}
	return String(Number(value.toPrecision(9)));
}

/** The shortest decimal that reads back as this float64. */
export function doubleText(value: number): string {
	if (Number.isNaN(value)) return "nan";
	if (!Number.isFinite(value)) return value < 0 ? "-inf" : "inf";
	return Object.is(value, -0) ? "-0" : String(value);
}

/** A number that can't be taken for an integer, as an attribute without a type annotation needs it: 1.0. */
export function withPoint(text: string): string {
	return /^-?\d+$/.test(text) ? `${text}.0` : text;
}
