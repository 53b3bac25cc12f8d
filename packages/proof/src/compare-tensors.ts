import { elementCount, type RunTensor, tensorTypeNamed, tensorValues } from "@suture/onnx";

/** How far apart two tensors are. */
export interface Difference {
	readonly ok: boolean;
	/** The largest difference of two elements. */
	readonly maxAbsoluteError: number;
	/** The same, as a part of the largest magnitude in the first tensor: near 0 a part of the element itself says nothing. */
	readonly maxRelativeError: number;
	/** 1 - the cosine of the angle between the two as vectors: 0 where one is a multiple of the other, 1 where they have nothing in
	 *  common or one is all zeros, 2 where one is the negative of the other. Strings: 0 or 1. */
	readonly cosineError: number;
	/** What is wrong where no number says it. */
	readonly reason?: string;
}

/** Differences up to this part of the largest magnitude are rounding. */
const tolerance = 1e-4;

const same: Difference = { ok: true, maxAbsoluteError: 0, maxRelativeError: 0, cosineError: 0 };

export function compareTensors(left: RunTensor, right: RunTensor): Difference {
	const different = (reason: string): Difference => ({
		ok: false,
		maxAbsoluteError: Number.POSITIVE_INFINITY,
		maxRelativeError: Number.POSITIVE_INFINITY,
		cosineError: 1,
		reason,
	});
	if (left.type !== right.type) return different(`it is ${left.type} in one and ${right.type} in the other`);
	if (left.dims.join() !== right.dims.join()) {
		return different(`its sizes are [${left.dims.join(", ")}] in one and [${right.dims.join(", ")}] in the other`);
	}
	if (!(left.contents instanceof Uint8Array) || !(right.contents instanceof Uint8Array)) {
		return String(left.contents) === String(right.contents) ? same : different("its strings differ");
	}
	const type = tensorTypeNamed(left.type);
	if (!type) return different(`nothing is known of ${left.type}`);
	const elements = elementCount(left.dims);
	const a = tensorValues(type, left.contents, elements);
	const b = tensorValues(type, right.contents, elements);
	return differenceOf(
		a as ArrayLike<number>,
		b as ArrayLike<number>,
		type.name.includes("FLOAT") || type.name === "DOUBLE",
	);
}

function differenceOf(a: ArrayLike<number>, b: ArrayLike<number>, isFloat: boolean): Difference {
	let [largest, error, product, squares, others] = [0, 0, 0, 0, 0];
	for (let i = 0; i < a.length; i++) {
		const x = Number(a[i]);
		const y = Number(b[i]);
		if (Number.isFinite(x)) largest = Math.max(largest, Math.abs(x));
		if (!Object.is(x, y) && x !== y) error = Math.max(error, nanIsFar(Math.abs(x - y)));
		if (!Number.isFinite(x) || !Number.isFinite(y)) continue;
		product += x * y;
		squares += x * x;
		others += y * y;
	}
	const relative = error === 0 ? 0 : error / Math.max(largest, Number.MIN_VALUE);
	const ok = error === 0 || (isFloat && relative <= tolerance);
	const cosineError = error === 0 ? 0 : cosineErrorOf(product, squares, others);
	return { ok, maxAbsoluteError: error, maxRelativeError: relative, cosineError };
}

function cosineErrorOf(product: number, squares: number, others: number): number {
	const length = Math.sqrt(squares) * Math.sqrt(others);
	if (length === 0) return squares === others ? 0 : 1;
	// Rounding may take a cosine past 1.
	return Math.min(2, Math.max(0, 1 - product / length));
}

function nanIsFar(error: number): number {
	return Number.isNaN(error) ? Number.POSITIVE_INFINITY : error;
}
