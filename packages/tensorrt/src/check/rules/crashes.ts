import { all, typeIs } from "../conditions.ts";
import type { Crash } from "../rule.ts";

/** What ends the process of the parser. Seen with 8.4.3: five models out of five with INT8 weights. onnx-tensorrt 8.0-GA to
 *  8.4-GA, convertToTensor: the network makes no constant of INT8, and nobody asks whether it did. */
export const crashes: readonly Crash[] = [
	{
		operators: ["DequantizeLinear"],
		from: "8.0",
		until: "8.4",
		when: all(typeIs(0, "INT8"), ({ inputs }) => inputs[0]?.isWeights === true),
		because: "it can't make a tensor of an INT8 initializer.",
	},
];
