import type { ShapeFunction } from "../call/call.ts";
import { lengthOf, shapeOf, sizesOf } from "../call/inputs.ts";
import { tensor, unknownShape } from "../call/outputs.ts";
import { over } from "../dimension/partial.ts";
import { productOf } from "../dimension/polynomial.ts";

/** Col2Im: [N, C · block elements, L] → [N, C, …image_shape]. */
export const columnToImage: ShapeFunction = (call) => {
	const x = shapeOf(call, 0);
	const image = sizesOf(call, 1);
	const block = sizesOf(call, 2);
	const axes = image?.length ?? lengthOf(call, 1) ?? lengthOf(call, 2);
	if (axes === undefined) return [tensor()];
	const channels = block?.every((size) => size !== undefined) ? over(x?.[1], productOf(block)) : undefined;
	return [tensor([x?.[0], channels, ...(image ?? unknownShape(axes))])];
};
