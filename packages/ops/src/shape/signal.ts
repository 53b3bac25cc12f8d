import { integer } from "../call/attributes.ts";
import type { Call, ShapeFunction } from "../call/call.ts";
import { hasInput, numberOf, shapeOf, sizeOf } from "../call/inputs.ts";
import { tensor, unknownShape } from "../call/outputs.ts";
import { minus, over, type PartialSize, plus, times } from "../dimension/partial.ts";
import { axisIn } from "./axis.ts";

/** DFT: the axis becomes dft_length, its half + 1 where one-sided; the last axis holds real and imaginary part. The inverse
 *  of a one-sided spectrum is real and twice as long. The axis is an input since version 20. */
export const discreteFourier: ShapeFunction = (call) => {
	const shape = shapeOf(call, 0);
	if (shape === undefined) return [tensor()];
	const given = call.schema.attributes.has("axis") ? (integer(call, "axis") ?? 1) : inputAxis(call);
	const axis = given === undefined ? undefined : axisIn(call, given, shape.length);
	if (axis === undefined) return [tensor(unknownShape(shape.length))];
	const isInverse = integer(call, "inverse") === 1;
	const isOneSided = integer(call, "onesided") === 1;
	const length = hasInput(call, 1) ? sizeOf(call, 1) : fullLength(shape[axis], isInverse && isOneSided);
	const size = isOneSided && !isInverse ? oneSided(length) : length;
	const parts = isInverse && isOneSided ? 1 : 2;
	return [tensor(shape.map((one, i) => (i === shape.length - 1 ? parts : i === axis ? size : one)))];
};

function inputAxis(call: Call): number | undefined {
	return hasInput(call, 2) ? numberOf(call, 2) : -2;
}

function fullLength(size: PartialSize, isHalf: boolean): PartialSize {
	return isHalf ? times(minus(size, 1), 2) : size;
}

function oneSided(length: PartialSize): PartialSize {
	return plus(over(length, 2), 1);
}

/** STFT: signal [batch, length, 1 or 2] → [batch, frames, bins, 2]; frames = (length − frame) / step + 1. */
export const shortTimeFourier: ShapeFunction = (call) => {
	const signal = shapeOf(call, 0);
	const step = sizeOf(call, 1);
	const frame = sizeOf(call, 3) ?? shapeOf(call, 2)?.[0];
	const isOneSided = (integer(call, "onesided") ?? 1) === 1;
	const frames = plus(over(minus(signal?.[1], frame), step), 1);
	return [tensor([signal?.[0], frames, isOneSided ? oneSided(frame) : frame, 2])];
};

/** Rfft and Irfft of com.microsoft over the last axis: n → n/2 + 1 pairs, and back. */
export const realFourier: ShapeFunction = (call) => {
	const shape = shapeOf(call, 0);
	return [tensor(shape && [...shape.slice(0, -1), oneSided(shape.at(-1)), 2])];
};

export const inverseRealFourier: ShapeFunction = (call) => {
	const shape = shapeOf(call, 0);
	return [tensor(shape && [...shape.slice(0, -2), fullLength(shape.at(-2), true)])];
};
