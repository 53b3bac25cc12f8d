import { isGiven, not, typeIs } from "../conditions.ts";
import type { Refusal } from "../rule.ts";
import { inputOf, type Site, weightsOf } from "../site.ts";

const operators = ["QuantizeLinear", "DequantizeLinear"];

/** What Q/DQ layers do not take. onnx-tensorrt 8.0-GA to 10.1-GA. */
export const quantizationRefusals: readonly Refusal[] = [
	{
		operators,
		until: "8.5",
		when: not(isGiven(2)),
		code: "tensorrt/unsupported-input",
		said: "This version of TensorRT requires 3 inputs for the DequantizeLinear operator.",
	},
	{
		operators,
		from: "8.5",
		until: "10.6",
		when: typeIs(2, "UINT8"),
		code: "tensorrt/unsupported-type",
		said: "Found invalid input type of UINT8",
	},
	{
		operators,
		when: hasZeroPoint,
		code: "tensorrt/unsupported-input",
		said: "TensorRT only supports symmetric quantization. The zero point for the QuantizeLinear/DequantizeLinear operator must be all zeros.",
	},
	{
		operators,
		when: (site) => weightsOf(inputOf(site, 1))?.some((scale) => !(scale > 0)) ?? false,
		code: "tensorrt/unsupported-input",
		said: "Scale coefficients must all be positive",
	},
];

function hasZeroPoint(site: Site): boolean {
	return weightsOf(inputOf(site, 2))?.some((zero) => zero !== 0) ?? false;
}
