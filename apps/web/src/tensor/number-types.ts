import { tensorTypes } from "@suture/onnx";

/** The types that a tensor of numbers may be changed to. float8e8m0 holds scales alone: no zero, nothing negative. */
export const numberTypes: readonly string[] = tensorTypes()
	.filter(({ bits, name }) => bits > 0 && !name.startsWith("COMPLEX") && name !== "FLOAT8E8M0")
	.map(({ text }) => text);
