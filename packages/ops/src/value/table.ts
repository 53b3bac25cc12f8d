import {
	absolute,
	add,
	and,
	divide,
	equal,
	exclusiveOr,
	greater,
	greaterOrEqual,
	invert,
	larger,
	less,
	lessOrEqual,
	multiply,
	negate,
	or,
	power,
	reciprocal,
	rectify,
	remainder,
	rounded,
	sign,
	smaller,
	squareRoot,
	subtract,
} from "./arithmetic.ts";
import { castElements } from "./cast.ts";
import { clip } from "./clip.ts";
import { combined, mapped, where } from "./elementwise.ts";
import {
	compressElements,
	constantElements,
	filled,
	nonZeroElements,
	rangeElements,
	shapeElements,
	sizeElement,
} from "./generate.ts";
import {
	concatElements,
	expandElements,
	gatheredElements,
	sliceElements,
	splitElements,
	tileElements,
	transposeElements,
	unmoved,
} from "./movement.ts";
import { cumulativeSum, indexOfExtreme, reduced } from "./reduction.ts";
import { scatterElements, scatterND } from "./scatter.ts";
import type { ValueFunction } from "./value-function.ts";

const fmod: ValueFunction = (call, outputs) =>
	combined(remainder(call.attributes.get("fmod")?.i === 1n))(call, outputs);

// Only what shapes are computed with: an activation of a network is never followed.
const onnx: Readonly<Record<string, ValueFunction>> = {
	Abs: mapped(absolute),
	Add: combined(add),
	And: combined(and),
	ArgMax: indexOfExtreme((candidate, best) => candidate > best),
	ArgMin: indexOfExtreme((candidate, best) => candidate < best),
	Cast: castElements,
	CastLike: castElements,
	Ceil: mapped(rounded("ceil")),
	Clip: clip,
	Compress: compressElements,
	Concat: concatElements,
	Constant: constantElements,
	ConstantOfShape: filled,
	CumSum: cumulativeSum,
	Div: combined(divide),
	Dropout: unmoved,
	Equal: combined(equal),
	Expand: expandElements,
	Flatten: unmoved,
	Floor: mapped(rounded("floor")),
	Gather: gatheredElements,
	Greater: combined(greater),
	GreaterOrEqual: combined(greaterOrEqual),
	Identity: unmoved,
	Less: combined(less),
	LessOrEqual: combined(lessOrEqual),
	Max: combined(larger),
	Min: combined(smaller),
	Mod: fmod,
	Mul: combined(multiply),
	Neg: mapped(negate),
	NonZero: nonZeroElements,
	Not: mapped(invert),
	Or: combined(or),
	Pow: combined(power),
	Range: rangeElements,
	Reciprocal: mapped(reciprocal),
	ReduceMax: reduced(larger),
	ReduceMin: reduced(smaller),
	ReduceProd: reduced(multiply),
	ReduceSum: reduced(add),
	Relu: mapped(rectify),
	Reshape: unmoved,
	Round: mapped(rounded("round")),
	Scatter: scatterElements,
	ScatterElements: scatterElements,
	ScatterND: scatterND,
	Shape: shapeElements,
	Sign: mapped(sign),
	Size: sizeElement,
	Slice: sliceElements,
	Split: splitElements,
	Sqrt: mapped(squareRoot),
	Squeeze: unmoved,
	Sub: combined(subtract),
	Sum: combined(add),
	Tile: tileElements,
	Transpose: transposeElements,
	Unsqueeze: unmoved,
	Where: where,
	Xor: combined(exclusiveOr),
};

const microsoft: Readonly<Record<string, ValueFunction>> = {
	ExpandDims: unmoved,
	Range: rangeElements,
};

const tables: ReadonlyMap<string, ReadonlyMap<string, ValueFunction>> = new Map([
	["", new Map(Object.entries(onnx))],
	["com.microsoft", new Map(Object.entries(microsoft))],
]);

/** How the elements of an operator's outputs follow from those of its inputs; undefined when they are not followed. */
export function valueFunction(operator: string, domain: string): ValueFunction | undefined {
	return tables.get(domain)?.get(operator);
}
