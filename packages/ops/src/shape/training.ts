import type { ShapeFunction } from "../call/call.ts";
import { like } from "../call/outputs.ts";

/** Adam, Adagrad, Momentum: rate, count, then tensors in groups; each output is as the tensor that it replaces. The last
 *  group of inputs, or in Adam all but the gradients, is given back. */
export function optimizer(groups: number, gradientGroup: number): ShapeFunction {
	return (call) => {
		const tensors = call.inputs.length - 2;
		const perGroup = Math.floor(tensors / groups);
		const kept = Array.from({ length: groups }, (_, group) => group).filter((group) => group !== gradientGroup);
		return kept.flatMap((group) => Array.from({ length: perGroup }, (_, i) => like(call, 2 + group * perGroup + i)));
	};
}

/** Gradient: one output for each tensor that it is taken of. */
export const gradient: ShapeFunction = (call) =>
	Array.from({ length: call.outputCount }, (_, output) => like(call, output));
