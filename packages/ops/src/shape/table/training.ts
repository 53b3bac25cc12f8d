import type { ShapeFunction } from "../../call/call.ts";
import { gradient, optimizer } from "../training.ts";

/** ai.onnx.preview.training. The tensors come as all X, all gradients, and then all of each state. */
export const trainingShapes: Readonly<Record<string, ShapeFunction>> = {
	Adagrad: optimizer(3, 1),
	Adam: optimizer(4, 1),
	Momentum: optimizer(3, 1),
	Gradient: gradient,
};
