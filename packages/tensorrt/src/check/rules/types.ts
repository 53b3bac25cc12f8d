import { elementTypeOf } from "@suture/ops";
import { dataTypeIn } from "../../parser/data-types.ts";
import {
	all,
	any,
	anyIsComputed,
	anyTypeIs,
	anyTypeIsNot,
	has,
	integerIs,
	not,
	typeIs,
	typeIsNot,
} from "../conditions.ts";
import type { Refusal } from "../rule.ts";
import { integerOf, type Site, typeOf } from "../site.ts";
import { activations, arithmetic, logic, pools, reductions, unaries } from "./families.ts";

const found = (input: number) => (site: Site) =>
	`Found ${site.release < 1000 ? "invalid" : "unsupported"} input type of ${typeOf(site.inputs[input], site.release)}`;

const unary = "This version of TensorRT does not support the given operator with the given input data type.";
const elementwise = "Elementwise layer does not support the given inputs and operator.";

/** Whether an attribute names a type that the parser has. */
function namesType(attribute: string): (site: Site) => boolean {
	return (site) => {
		const element = elementTypeOf(integerOf(site, attribute, 0));
		return element !== undefined && dataTypeIn(site.release, element) !== undefined;
	};
}

/** Data types that an importer refuses. onnx-tensorrt builtin_op_importers.cpp and onnx2trt_utils.cpp of 8.0-GA to 9.0-GA,
 *  onnxOpImporters.cpp and importerUtils.cpp of 10.1-GA; RTX 1.7.1 was asked about those that have no end. */
export const typeRefusals: readonly Refusal[] = (
	[
		{
			operators: [...activations, "HardSwish"],
			until: "8.4",
			when: typeIs(0, "INT32", "BOOL"),
			said: "This version of TensorRT does not support activations on INT32 or BOOL inputs!",
		},
		{ operators: activations, from: "8.5", when: typeIs(0, "INT32", "BOOL", "UINT8"), said: found(0) },
		{
			operators: ["HardSwish"],
			from: "8.5",
			when: typeIsNot(0, "FLOAT", "HALF", "INT8", "BF16"),
			said: "Only FLOAT, HALF or INT8 input is supported for the HardSwish operator in this version of TensorRT",
		},
		{
			operators: ["Celu"],
			from: "10.0",
			when: typeIs(0, "HALF", "BF16"),
			said: "The rank of operands should be the same adding inputs.",
		},
		{
			operators: ["Mish"],
			when: typeIsNot(0, "FLOAT", "HALF", "BF16"),
			said: "Only FLOAT32 or FLOAT16 input is supported for the Mish operator in this version of TensorRT.",
		},
		{ operators: ["Not"], when: typeIsNot(0, "BOOL"), said: unary },
		{ operators: [...unaries, "Sign"], until: "8.6", when: typeIs(0, "INT32", "BOOL", "UINT8"), said: unary },
		{ operators: unaries, from: "9.0", when: typeIs(0, "INT32", "INT64", "BOOL", "UINT8"), said: unary },
		{ operators: ["Abs", "Neg", "Sign"], from: "8.5", when: typeIs(0, "BOOL", "UINT8"), said: unary },
		{ operators: ["IsNaN"], until: "8.4", when: typeIs(0, "BOOL"), said: elementwise },
		{ operators: logic, when: anyTypeIsNot("BOOL"), said: elementwise },
		{ operators: arithmetic, when: anyTypeIs("BOOL"), said: elementwise },
		{
			operators: arithmetic,
			from: "8.5",
			when: anyTypeIs("UINT8"),
			said: "…: ElementWiseOperation … requires inputs with type kFLOAT, kHALF, …",
		},
		{
			operators: pools,
			from: "8.5",
			when: typeIs(0, "UINT8"),
			said: "…: input has type UInt8 but must have type Float, Half, …",
		},
		{
			operators: ["DequantizeLinear"],
			from: "8.5",
			when: all(typeIs(0, "UINT8"), ({ inputs }) => inputs[0]?.maker?.node.opType !== "QuantizeLinear"),
			said: found(0),
		},
		{
			// The bias of a model that ONNX Runtime quantized; RTX 1.7.1 said so.
			operators: ["DequantizeLinear"],
			from: "8.0",
			when: typeIs(0, "INT32"),
			said: "…: input has type Int32 but must have type …",
		},
		{ operators: ["Equal"], until: "8.4", when: anyTypeIs("BOOL"), said: elementwise },
		{ operators: ["Pow"], when: anyTypeIs("BOOL"), said: elementwise },
		{ operators: ["Pow"], until: "10.11", when: anyTypeIs("INT32", "INT64"), said: elementwise },
		{
			operators: ["ArgMax", "ArgMin"],
			until: "8.4",
			when: typeIs(0, "INT32"),
			said: "This version of TensorRT does not support INT32 ArgMin/ArgMax input data.",
		},
		{ operators: ["ArgMax", "ArgMin"], from: "8.5", until: "8.5", when: typeIs(0, "INT32"), said: found(0) },
		{
			operators: ["TopK"],
			until: "8.4",
			when: typeIs(0, "INT32"),
			said: "This version of TensorRT does not support INT32 input for the TopK operator.",
		},
		{ operators: ["TopK"], from: "8.5", until: "8.5", when: typeIs(0, "INT32"), said: found(0) },
		{
			operators: ["Clip"],
			until: "8.4",
			when: all(anyIsComputed(1), typeIsNot(0, "FLOAT", "INT32")),
			said: "This version of TensorRT only supports FLOAT or INT32 inputs for Clip!",
		},
		{
			operators: ["Clip"],
			from: "8.5",
			until: "8.6",
			when: all(anyIsComputed(1), typeIsNot(0, "FLOAT", "HALF", "INT32")),
			said: "This version of TensorRT only supports FLOAT or INT32 inputs for Clip!",
		},
		{
			operators: ["Clip"],
			from: "10.7",
			when: typeIs(0, "INT8", "UINT8", "BOOL"),
			said: "This version of TensorRT only supports floating-point, INT32, or INT64 inputs for Clip!",
		},
		{
			operators: ["Clip"],
			from: "9.0",
			until: "10.6",
			when: all(anyIsComputed(1), typeIsNot(0, "FLOAT", "HALF", "BF16", "INT32", "INT64")),
			said: "This version of TensorRT only supports floating-point, INT32, or INT64 inputs for Clip!",
		},
		{
			operators: ["ArgMax", "ArgMin", "TopK"],
			from: "10.0",
			when: typeIs(0, "BOOL"),
			said: "…: first input has type Bool but must have type Float, Half, …",
		},
		...["Gather", "GatherElements", "GatherND"].map((operator) => ({
			operators: [operator],
			until: "8.4",
			when: typeIs(0, "BOOL"),
			said: `This version of TensorRT does not support BOOL input type for the ${operator} operator.`,
		})),
		{
			operators: ["Where"],
			until: "8.4",
			when: any(typeIs(1, "BOOL"), typeIs(2, "BOOL")),
			said: "This version of TensorRT does not support BOOL types for Where operators.",
		},
		{
			operators: ["DepthToSpace"],
			when: typeIs(0, "BOOL"),
			said: "TensorRT does not support BOOL input type for the DepthToSpace operator.",
		},
		{
			operators: ["SpaceToDepth"],
			when: typeIs(0, "BOOL"),
			said: "This version of TensorRT does not support BOOL input for the SpaceToDepth operator.",
		},
		{
			operators: ["Tile"],
			until: "8.0",
			when: typeIs(0, "BOOL"),
			said: "This version of TensorRT does not support BOOL input for the Tile operator.",
		},
		...(["MatMul", "Gemm"] as const).map((operator) => ({
			operators: [operator],
			until: "8.4",
			when: any(typeIs(0, "INT32"), typeIs(1, "INT32")),
			said: `TensorRT doesn't support INT32 inputs for ${operator === "Gemm" ? "GEMM" : operator}!`,
		})),
		{ operators: ["MatMul", "Gemm"], from: "8.5", when: typeIs(0, "INT32", "INT64"), said: found(0) },
		{ operators: ["Einsum"], from: "10.12", when: typeIs(0, "INT32", "INT64", "UINT8"), said: found(0) },
		{
			operators: ["PRelu"],
			until: "8.4",
			when: typeIs(0, "INT32"),
			said: "This version of TensorRT does not support INT32 input tensor for the PRelu operator.",
		},
		{
			operators: ["PRelu"],
			until: "8.4",
			when: typeIs(1, "INT32"),
			said: "This version of TensorRT does not support INT32 slope tensor for the PRelu operator.",
		},
		{ operators: ["PRelu"], from: "8.5", when: typeIs(0, "INT32", "INT64"), said: found(0) },
		{
			operators: ["LpNormalization", "LpPool"],
			until: "8.4",
			when: typeIs(0, "BOOL", "INT8", "INT32"),
			said: ({ node }) => `Only float inputs/outputs supported in ${node.opType}.`,
		},
		{
			operators: ["LpNormalization", "LpPool"],
			from: "8.5",
			when: typeIsNot(0, "FLOAT", "HALF", "BF16"),
			said: ({ node }) => `Only float inputs/outputs supported in ${node.opType}.`,
		},
		{
			operators: ["Range"],
			until: "8.2",
			when: all(anyIsComputed(0), typeIsNot(0, "INT32")),
			said: "For range operator with dynamic inputs, this version of TensorRT only supports INT32!",
		},
		{
			operators: ["Range"],
			from: "8.4",
			until: "8.6",
			when: typeIsNot(0, "INT32", "FLOAT"),
			said: "This version of TensorRT only supports int32 and float input types for Range!",
		},
		{
			operators: ["Range"],
			from: "9.0",
			when: typeIsNot(0, "INT32", "INT64", "FLOAT"),
			said: "This version of TensorRT only supports int32, int64, and float input types for Range!",
		},
		...(["Resize", "Upsample"] as const).map((operator) => ({
			operators: [operator],
			until: "8.4",
			when: typeIs(0, "INT32", "BOOL"),
			said: `This version of TensorRT does not support INT32 or BOOL input for the ${operator} operator.`,
		})),
		{ operators: ["Resize", "Upsample"], from: "8.5", when: typeIs(0, "BOOL", "UINT8"), said: found(0) },
		{
			operators: ["Resize", "Upsample"],
			from: "10.0",
			when: typeIs(0, "INT32", "INT64"),
			said: "…: first input has type Int32 but must have type Float, Half, …",
		},
		{ operators: ["Shrink"], until: "8.4", when: typeIs(0, "BOOL"), said: "BOOL is unsupported in Shrink" },
		{ operators: ["Shrink"], until: "8.4", when: typeIs(0, "INT8"), said: "INT8 is unsupported in Shrink." },
		{
			operators: ["Shrink"],
			from: "8.5",
			when: typeIs(0, "BOOL", "UINT8"),
			said: "Only FLOAT, HALF, INT8 and INT32 are supported in Shrink.",
		},
		{ operators: ["GridSample"], when: any(typeIs(0, "BOOL", "UINT8"), typeIs(1, "BOOL", "UINT8")), said: found(0) },
		{ operators: reductions, from: "10.0", when: typeIs(0, "BOOL", "UINT8"), said: found(0) },
		{
			operators: ["Hardmax"],
			when: typeIs(0, "INT64", "INT32", "INT8", "UINT8", "BOOL"),
			said: found(0),
		},
		{
			operators: ["Mod"],
			when: all(integerIs("fmod", 0, 0), typeIsNot(0, "INT32", "INT64")),
			said: "The fmod attribute is set to 0. Inputs cannot be of floating point types.",
		},
		{
			operators: ["MeanVarianceNormalization"],
			when: typeIsNot(0, "FLOAT", "HALF", "BF16"),
			said: "Only float32/float16/bfloat16 inputs/outputs supported in MeanVarianceNormalization.",
		},
		{
			operators: ["InstanceNormalization"],
			from: "9.0",
			until: "10.1",
			when: typeIsNot(0, "FLOAT", "HALF"),
			said: "Inputs must be either FLOAT or FLOAT16.",
		},
		{
			operators: ["Cast"],
			when: not(namesType("to")),
			said: "Unsupported data type for the Cast operator!",
		},
		{
			operators: ["Constant"],
			when: ({ outputs, release }) => {
				const type = outputs[0]?.fact.type;
				return type?.kind === "tensor" && type.element !== undefined && typeOf(outputs[0], release) === undefined;
			},
			said: "Unable to convert ONNX weights",
		},
		{
			operators: ["EyeLike"],
			when: all(has("dtype"), not(namesType("dtype"))),
			said: "Unsupported cast!",
		},
		{
			operators: ["RandomUniform", "RandomUniformLike", "RandomNormal", "RandomNormalLike"],
			when: (site) => ![0, 1, 10].includes(integerOf(site, "dtype", 0)),
			said: "Unsupported data type",
		},
		{
			operators: [
				..."Clip Concat DepthToSpace SpaceToDepth Expand EyeLike Gather GatherElements GatherND Pad Slice Split Tile".split(
					" ",
				),
				..."TopK Trilu ReverseSequence OneHot Mod ArgMax ArgMin Einsum".split(" "),
			],
			from: "8.5",
			when: typeIs(0, "UINT8"),
			said: found(0),
		},
		{ operators: ["Where"], from: "8.5", when: any(typeIs(1, "UINT8"), typeIs(2, "UINT8")), said: found(1) },
	] satisfies Omit<Refusal, "code">[]
).map((row) => ({ ...row, code: "tensorrt/unsupported-type" }));
