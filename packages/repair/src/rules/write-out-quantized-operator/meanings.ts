import type { Node } from "@suture/graph";
import { cast, type Draft, floatOf, integerOf, rankAt, type Site, withAttributes } from "@suture/rewrite";

/** Where an operand, its scale and its zero point stand among the inputs. */
interface Operand {
	readonly value: number;
	readonly scale: number;
	readonly zero: number;
	/** The axis of scales where there is one for each place; undefined: always one for all. */
	readonly axis?: number;
}

/** A quantized operator as the plain one between DequantizeLinear and QuantizeLinear. */
export interface Meaning {
	readonly operands: readonly Operand[];
	readonly compute: (draft: Draft, operands: readonly string[]) => string;
	/** Undefined where it gives floating point. */
	readonly result: { readonly scale: number; readonly zero: number } | undefined;
}

/** A text says why an operator can't be said so. */
type MeaningOf = (site: Site, node: Node) => Meaning | string;

const one: readonly Operand[] = [{ value: 0, scale: 1, zero: 2 }];
const two: readonly Operand[] = [...one, { value: 3, scale: 4, zero: 5 }];

/** Sources: ONNX Operators.md; ONNX Runtime 1.31, ContribOperators.md. */
export const meanings: Readonly<Record<string, MeaningOf>> = {
	QLinearConv: convolution,
	QLinearMatMul: (site, node) => ({
		operands: [
			{ value: 0, scale: 1, zero: 2, axis: -2 },
			{ value: 3, scale: 4, zero: 5, axis: -1 },
		].map(({ axis, ...operand }) => (rankAt(site, node.inputs[operand.scale]) === 1 ? { ...operand, axis } : operand)),
		compute: (draft, inputs) => draft.add("MatMul", inputs),
		result: { scale: 6, zero: 7 },
	}),
	QGemm: product,
	QLinearAdd: elementwise("Add"),
	QLinearMul: elementwise("Mul"),
	QLinearSigmoid: unary((draft, [x = ""]) => draft.add("Sigmoid", [x])),
	QLinearLeakyRelu: unary((draft, [x = ""], node) =>
		draft.add("LeakyRelu", [x], { alpha: floatOf(draft.site, node, "alpha") ?? 0.01 }),
	),
	QLinearSoftmax: softmax,
	QLinearGlobalAveragePool: (site, node) =>
		integerOf(site, node, "channels_last") === 1 ? lastChannels : pooled("GlobalAveragePool")(site, node),
	QLinearAveragePool: (site, node) =>
		integerOf(site, node, "channels_last") === 1 ? lastChannels : pooled("AveragePool")(site, node),
	QLinearConcat: (site, { inputs, ...node }) => ({
		operands: inputs.flatMap((_, i) => (i >= 2 && (i - 2) % 3 === 0 ? [{ value: i, scale: i + 1, zero: i + 2 }] : [])),
		compute: (draft, values) => draft.add("Concat", values, { axis: integerOf(site, { ...node, inputs }, "axis") }),
		result: { scale: 0, zero: 1 },
	}),
	QLinearWhere: (_, { inputs: [condition = ""] }) => ({
		operands: [
			{ value: 1, scale: 2, zero: 3 },
			{ value: 4, scale: 5, zero: 6 },
		],
		compute: (draft, values) => draft.add("Where", [condition, ...values]),
		result: { scale: 7, zero: 8 },
	}),
	MatMulIntegerToFloat: integerToFloat,
};

const lastChannels = "Its channels come last.";

function elementwise(opType: string): MeaningOf {
	return () => ({
		operands: two,
		compute: (draft, values) => draft.add(opType, values),
		result: { scale: 6, zero: 7 },
	});
}

function unary(compute: (draft: Draft, values: readonly string[], node: Node) => string): MeaningOf {
	return (_, node) => ({
		operands: one,
		compute: (draft, values) => compute(draft, values, node),
		result: { scale: 3, zero: 4 },
	});
}

function pooled(opType: string): MeaningOf {
	return unary((draft, values, node) =>
		draft.copy({ ...node, opType, domain: "" }, values, withAttributes(node.attributes, [], ["channels_last"])),
	);
}

function softmax(site: Site, node: Node): Meaning | string {
	const axis = integerOf(site, node, "axis") ?? -1;
	const rank = rankAt(site, node.inputs[0]);
	const isLast = rank !== undefined && (axis === -1 || axis === rank - 1);
	const meant = (integerOf(site, node, "opset") ?? 13) >= 13;
	// Up to opset 12 Softmax was over all axes from one on.
	if (!isLast && meant !== site.opset >= 13) return "Its axis means something else at this opset.";
	return unary((draft, values) => draft.add("Softmax", values, { axis: isLast && rank ? rank - 1 : axis }))(site, node);
}

/** The bias is of integers that are as large as the product of both scales. */
function convolution(site: Site, node: Node): Meaning | string {
	if (integerOf(site, node, "channels_last") === 1) return lastChannels;
	const [, scaleOfX = "", , , scaleOfW = ""] = node.inputs;
	const bias = node.inputs[8] ?? "";
	const plain = { ...node, opType: "Conv", domain: "" };
	const attributes = withAttributes(node.attributes, [], ["channels_last"]);
	const isOfEach = rankAt(site, scaleOfW) === 1;
	return {
		operands: [
			{ value: 0, scale: 1, zero: 2 },
			{ value: 3, scale: 4, zero: 5, ...(isOfEach ? { axis: 0 } : {}) },
		],
		compute: (draft, operands) =>
			draft.copy(plain, bias === "" ? operands : [...operands, biasOf(draft, bias, scaleOfX, scaleOfW)], attributes),
		result: { scale: 6, zero: 7 },
	};
}

function biasOf(draft: Draft, bias: string, left: string, right: string): string {
	return draft.add("Mul", [cast(draft, bias, "float"), draft.add("Mul", [left, right])]);
}

function product(site: Site, node: Node): Meaning | string {
	const [, scaleOfA = "", , , scaleOfB = "", , bias = ""] = node.inputs;
	const [alpha, transA, transB] = [
		floatOf(site, node, "alpha") ?? 1,
		integerOf(site, node, "transA"),
		integerOf(site, node, "transB"),
	];
	const isOfEach = rankAt(site, scaleOfB) === 1;
	const isQuantized = (node.inputs[7] ?? "") !== "";
	return {
		operands: [
			{ value: 0, scale: 1, zero: 2 },
			{ value: 3, scale: 4, zero: 5, ...(isOfEach ? { axis: transB === 1 ? 0 : 1 } : {}) },
		],
		compute: (draft, operands) => {
			// Its integers count in alpha times both scales.
			const summand = bias === "" ? [] : [biasOf(draft, bias, scaleOfA, scaleOfB)];
			const scaled = summand.map((value) =>
				alpha === 1 ? value : draft.add("Mul", [value, draft.scalar("float", alpha)]),
			);
			return draft.add("Gemm", [...operands, ...scaled], { alpha, transA, transB });
		},
		result: isQuantized ? { scale: 7, zero: 8 } : undefined,
	};
}

function integerToFloat(site: Site, { inputs }: Node): Meaning | string {
	const bias = inputs[6] ?? "";
	const isOfEach = rankAt(site, inputs[3]) === 1;
	return {
		operands: [
			{ value: 0, scale: 2, zero: 4 },
			{ value: 1, scale: 3, zero: 5, ...(isOfEach ? { axis: -1 } : {}) },
		],
		compute: (draft, operands) => {
			const found = draft.add("MatMul", operands);
			return bias === "" ? found : draft.add("Add", [found, bias]);
		},
		result: undefined,
	};
}
