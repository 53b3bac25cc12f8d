/** How far apart neighbours along each axis lie in a row-major tensor. */
export function stridesOf(shape: readonly number[]): number[] {
	const strides = new Array<number>(shape.length).fill(1);
	for (let axis = shape.length - 2; axis >= 0; axis--)
		strides[axis] = (strides[axis + 1] ?? 1) * (shape[axis + 1] ?? 1);
	return strides;
}

/** Calls `visit` with each position of a tensor, in row-major order. The array is reused: read it, don't keep it. */
export function eachPosition(
	shape: readonly number[],
	visit: (position: readonly number[], flat: number) => void,
): void {
	const count = countOf(shape);
	const position = new Array<number>(shape.length).fill(0);
	for (let flat = 0; flat < count; flat++) {
		visit(position, flat);
		for (let axis = shape.length - 1; axis >= 0; axis--) {
			position[axis] = (position[axis] ?? 0) + 1;
			if ((position[axis] ?? 0) < (shape[axis] ?? 0)) break;
			position[axis] = 0;
		}
	}
}

export function countOf(shape: readonly number[]): number {
	return shape.reduce((count, size) => count * size, 1);
}

/** Where a position lies in a row-major tensor. */
export function flatIndex(position: readonly number[], strides: readonly number[]): number {
	let flat = 0;
	for (let axis = 0; axis < strides.length; axis++) flat += (position[axis] ?? 0) * (strides[axis] ?? 0);
	return flat;
}

/** For each element of a result, the element of an operand that broadcasting puts there. */
export function broadcastIndices(from: readonly number[], to: readonly number[]): Int32Array {
	const strides = stridesOf(from).map((stride, axis) => (from[axis] === 1 ? 0 : stride));
	const padded = [...new Array<number>(to.length - from.length).fill(0), ...strides];
	const indices = new Int32Array(countOf(to));
	eachPosition(to, (position, flat) => {
		indices[flat] = flatIndex(position, padded);
	});
	return indices;
}

/** The shape when each of its sizes is a number. */
export function numericShape(shape: readonly unknown[] | undefined): readonly number[] | undefined {
	return shape?.every((size) => typeof size === "number") ? (shape as readonly number[]) : undefined;
}
