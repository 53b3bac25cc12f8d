/** The greatest number that divides both; neither may be negative. */
export function greatestCommonDivisor(left: number, right: number): number {
	let [a, b] = [left, right];
	while (b !== 0) [a, b] = [b, a % b];
	return a;
}
