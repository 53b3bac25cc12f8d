import { all, hasOutput, typeIs } from "../conditions.ts";
import type { Crash } from "../rule.ts";

/** What ends the process of the parser, seen with 8.4.3. Five models of five with INT8 weights ended by a segmentation fault:
 *  onnx-tensorrt 8.0-GA to 8.4-GA, convertToTensor, takes what the network made of them without asking whether it made anything. */
export const crashes: readonly Crash[] = [
	{
		operators: ["DequantizeLinear"],
		from: "8.0",
		until: "8.4",
		when: all(typeIs(0, "INT8"), ({ inputs }) => inputs[0]?.isWeights === true),
		because: "it can't make a tensor of an INT8 initializer.",
	},
	{
		operators: ["BatchNormalization"],
		until: "8.4",
		when: hasOutput(1),
		because: "its importer makes one output, and the node has more.",
	},
];
