import { elementAttribute, integer, text } from "../call/attributes.ts";
import type { Call, Output, PartialShape, ShapeFunction } from "../call/call.ts";
import { elementOf, shapeOf } from "../call/inputs.ts";
import { shapedLike, tensor } from "../call/outputs.ts";
import type { ElementType } from "../fact/element-type.ts";
import { axisIn } from "./axis.ts";

/** BatchNormalization: y as x; further outputs are vectors of channels, for training. */
export const batchNormalization: ShapeFunction = (call) => {
	const statistics = tensor(shapeOf(call, 1) ?? [shapeOf(call, 0)?.[1]]);
	const further = Array.from({ length: Math.max(0, call.outputCount - 1) }, () => statistics);
	return [shapedLike(call, 0), ...further];
};

/** LayerNormalization and its kin: y as x; mean and inverse deviation have 1 from the axis on. */
export const layerNormalization: ShapeFunction = (call) => {
	const shape = shapeOf(call, 0);
	const axis = shape && axisIn(call, integer(call, "axis") ?? -1, shape.length);
	const statistics: PartialShape | undefined =
		axis === undefined ? undefined : shape?.map((size, i) => (i >= axis ? 1 : size));
	const further = Array.from({ length: Math.max(0, call.outputCount - 1) }, () =>
		tensor(statistics, statisticsElement(call)),
	);
	return [shapedLike(call, 0), ...further];
};

/** stash_type says in which type the statistics are computed; 1 is float. */
function statisticsElement(call: Call): ElementType | undefined {
	return elementAttribute(call, "stash_type") ?? "float";
}

/** Dropout: y as x; the mask too, bool since version 10 and of x's type before. */
export const dropout: ShapeFunction = (call) => {
	const mask: ElementType | undefined = call.schema.sinceVersion >= 10 ? "bool" : elementOf(call, 0);
	return [shapedLike(call, 0), shapedLike(call, 0, mask)];
};

/** SoftmaxCrossEntropyLoss, NegativeLogLikelihoodLoss: a scalar, or without reduction the shape of the labels. */
export const loss: ShapeFunction = (call) => {
	const isReduced = text(call, "reduction") !== "none";
	const result: Output = isReduced ? tensor([]) : shapedLike(call, 1);
	return [result, shapedLike(call, 0)];
};

/** DynamicQuantizeLinear: y as x, a scale and a zero point. */
export const dynamicQuantize: ShapeFunction = (call) => [shapedLike(call, 0), tensor([]), tensor([])];

/** DequantizeLinear: the type of output_dtype (version 23), else of the scale. */
export const dequantize: ShapeFunction = (call) => [
	shapedLike(call, 0, elementAttribute(call, "output_dtype") ?? elementOf(call, 1)),
];

/** QuantizeLinear: the type of the zero point, else of output_dtype (version 21), else uint8. */
export const quantize: ShapeFunction = (call) => [shapedLike(call, 0, quantizedElement(call))];

function quantizedElement(call: Call): ElementType | undefined {
	if (call.inputs[2] !== undefined) return elementOf(call, 2);
	return elementAttribute(call, "output_dtype") ?? "uint8";
}
