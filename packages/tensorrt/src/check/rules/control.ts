import type { Refusal } from "../rule.ts";
import { inputOf, type Site, shapeOf, weightsOf } from "../site.ts";

/** What Scan and the logic of pre-opset-7 models run into. onnx-tensorrt 7.2.1 to 10.1-GA; 8.4.3 and RTX 1.7.1 were asked. */
export const controlRefusals: readonly Refusal[] = [
	{
		operators: ["Scan"],
		when: ({ node, attributes }) => node.inputs.length <= Number(attributes.get("num_scan_inputs")?.i ?? 0),
		code: "tensorrt/refused-node",
		said: "vector::_M_range_check: __n (which is 0) >= this->size() (which is 0)",
	},
	{
		operators: ["Dropout"],
		fromOpset: 12,
		when: (site) => weightsOf(inputOf(site, 2))?.[0] === 1,
		code: "tensorrt/unsupported-input",
		said: "TensorRT does not support the Dropout operator in training mode.",
	},
	{
		operators: ["Add", "Sub", "Mul", "Div", "Pow", "And", "Or", "Xor", "Equal", "Less", "Greater"],
		untilOpset: 6,
		when: hasUnlikeRanks,
		code: "tensorrt/refused-node",
		said: "Pre-opset 7 broadcasting is unsupported in this version of the ONNX parser",
	},
];

function hasUnlikeRanks(site: Site): boolean {
	return shapeOf(inputOf(site, 0))?.length !== shapeOf(inputOf(site, 1))?.length;
}
