import { elementCount, type RunTensor, tensorTypeNamed, tensorValues } from "@suture/onnx";

/** How far apart two tensors are. */
export interface Difference {
	readonly ok: boolean;
	/** The largest difference of two elements. */
	readonly maxAbsoluteError: number;
	/** The same, as a part of the largest magnitude in the first tensor: near 0 a part of the element itself says nothing. */
	readonly maxRelativeError: number;
	/** What is wrong where no number says it. */
	readonly reason?: string;
}

/** Differences up to this part of the largest magnitude are rounding. */
const tolerance = 1e-4;

const same: Difference = { ok: true, maxAbsoluteError: 0, maxRelativeError: 0 };

export function compareTensors(left: RunTensor, right: RunTensor): Difference {
	const different = (reason: string): Difference => ({
		ok: false,
		maxAbsoluteError: Number.POSITIVE_INFINITY,
		maxRelativeError: Number.POSITIVE_INFINITY,
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
	let largest = 0;
	let error = 0;
	for (let i = 0; i < a.length; i++) {
		const x = Number(a[i]);
		const y = Number(b[i]);
		if (Number.isFinite(x)) largest = Math.max(largest, Math.abs(x));
		if (!Object.is(x, y) && x !== y) error = Math.max(error, nanIsFar(Math.abs(x - y)));
	}
	const relative = error === 0 ? 0 : error / Math.max(largest, Number.MIN_VALUE);
	const ok = error === 0 || (isFloat && relative <= tolerance);
	return { ok, maxAbsoluteError: error, maxRelativeError: relative };
}

function nanIsFar(error: number): number {
	return Number.isNaN(error) ? Number.POSITIVE_INFINITY : error;
}
