import { integer, integers } from "../call/attributes.ts";
import type { Call, ShapeFunction } from "../call/call.ts";
import { shapeOf } from "../call/inputs.ts";
import { tensor, unknownShape } from "../call/outputs.ts";
import type { Dimension } from "../dimension/expression.ts";
import { product } from "../dimension/polynomial.ts";
import type { Shape } from "../fact/value-type.ts";
import { windowCount, windowOf } from "./window.ts";

/** Where an operator has its inputs, and whether channels come last. */
interface ConvolutionInputs {
	readonly weight: number;
	readonly channelsLast?: boolean;
}

/** Conv and its kin: x [N, C, …D], w [M, C/group, …K] → [N, M, …D'].
 *  Problems: shape/channels when C ≠ w[1]·group. Source: ONNX Operators.md, Conv-22. */
export function convolution({ weight, channelsLast = false }: ConvolutionInputs): ShapeFunction {
	return (call) => {
		const kernelShape = shapeOf(call, weight);
		const rank = shapeOf(call, 0)?.length ?? kernelShape?.length ?? rankByAttribute(call);
		if (rank === undefined) return [tensor()];
		const given = shapeOf(call, 0) ?? unknownShape(rank);
		const x = channelsLast ? channelsFirst(given) : given;
		if (rank < 2 || (kernelShape !== undefined && kernelShape.length !== rank)) {
			call.report("shape/rank", {
				input: "W",
				wanted: `rank ${rank}, as the input has`,
				found: kernelShape?.length ?? 0,
			});
			return [tensor(unknownShape(rank))];
		}
		checkChannels(call, x[1], kernelShape);
		const window = windowOf(call, rank - 2);
		const kernel = integers(call, "kernel_shape") ?? kernelShape?.slice(2);
		const sizes = x.slice(2).map((size, axis) => windowCount(window, axis, size, kernel?.[axis]));
		return [tensor(channelsLast ? [x[0], ...sizes, kernelShape?.[0]] : [x[0], kernelShape?.[0], ...sizes])];
	};
}

function rankByAttribute(call: Call): number | undefined {
	const kernel = integers(call, "kernel_shape");
	return kernel && kernel.length + 2;
}

function channelsFirst<T>(shape: readonly T[]): T[] {
	return [...shape.slice(0, 1), ...shape.slice(-1), ...shape.slice(1, -1)];
}

function checkChannels(call: Call, channels: Dimension | undefined, weight: Shape | undefined): void {
	const perGroup = weight?.[1];
	if (typeof channels !== "number" || perGroup === undefined) return;
	const group = integer(call, "group") ?? 1;
	const wanted = product(perGroup, group);
	if (typeof wanted === "number" && wanted !== channels) call.report("shape/channels", { channels, wanted, group });
}

/** Along one axis the deformed kernel counts as any other; x [N, C, …], w [oC, …], offset [N, …, o1, …, on]. */
export const deformableConvolution: ShapeFunction = convolution({ weight: 1 });
