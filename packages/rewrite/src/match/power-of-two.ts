/** Whether multiplying by a number, or dividing by it, moves only the exponent of a float, so that nothing is rounded. */
export function isPowerOfTwo(number: number | undefined): boolean {
	return (
		number !== undefined &&
		number !== 0 &&
		Number.isInteger(Math.log2(Math.abs(number))) &&
		Math.abs(Math.log2(Math.abs(number))) <= 16
	);
}
