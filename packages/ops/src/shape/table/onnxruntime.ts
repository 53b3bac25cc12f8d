import { integers } from "../../call/attributes.ts";
import type { ShapeFunction } from "../../call/call.ts";
import { shapeOf } from "../../call/inputs.ts";
import { tensor } from "../../call/outputs.ts";
import { times } from "../../dimension/partial.ts";
import { convolution } from "../convolution.ts";
import { shapeAttribute } from "../generate.ts";
import { layerNormalization } from "../normalization.ts";
import { globalPool, pool } from "../pooling.ts";
import { identity, sameAsFirst } from "../same-shape.ts";
import { slice } from "../slice.ts";
import { written } from "../written.ts";
import { each } from "./each.ts";

/** What ONNX Runtime registers in ONNX's own domain. */
export const onnxruntimeShapes: Readonly<Record<string, ShapeFunction>> = {
	...each(
		"Affine ImageScaler MeanVarianceNormalization ParametricSoftplus Scale ScaledTanh ThresholdedRelu",
		sameAsFirst,
	),
	...each("MemcpyFromHost MemcpyToHost", identity),
	...each("LayerNormalization SimplifiedLayerNormalization", layerNormalization),
	DynamicSlice: slice,
	GivenTensorFill: shapeAttribute,
	GRUUnit: written("_ [B,H] -> [B,H]"),
};

/** com.microsoft.nchwc: what ONNX Runtime's optimizer makes of convolutions. Channels come in blocks, which shapes do not show. */
export const blockedShapes: Readonly<Record<string, ShapeFunction>> = {
	Conv: convolution({ weight: 1 }),
	...each("AveragePool MaxPool", pool),
	...each("GlobalAveragePool GlobalMaxPool", globalPool),
	Upsample: (call) => {
		const scales = integers(call, "scales");
		return [tensor(shapeOf(call, 0)?.map((size, axis) => times(size, scales?.[axis])))];
	},
	ReorderOutput: written("[N,_,H,W] -> [N,channels,H,W]"),
};
