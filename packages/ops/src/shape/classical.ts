import { integer, integers, isGiven, text, texts } from "../call/attributes.ts";
import type { Call, ShapeFunction } from "../call/call.ts";
import { elementOf, shapeOf, typeOf } from "../call/inputs.ts";
import { tensor } from "../call/outputs.ts";
import { type PartialSize, plus } from "../dimension/partial.ts";
import { sumOf } from "../dimension/polynomial.ts";
import { type ElementType, elementTypeOf } from "../fact/element-type.ts";
import type { ValueType } from "../fact/value-type.ts";

/** The operators of ai.onnx.ml: classical learning, where rows are samples. Source: ONNX Operators-ml.md. */

/** The rows of a matrix; a vector is one sample. */
function rowsOf(call: Call): PartialSize {
	const shape = shapeOf(call, 0);
	if (shape === undefined) return undefined;
	return shape.length <= 1 ? 1 : shape[0];
}

function columnsOf(call: Call, input: number): PartialSize {
	const shape = shapeOf(call, input);
	return shape === undefined ? undefined : (shape.at(-1) ?? 1);
}

/** ArrayFeatureExtractor: the columns that the second input picks. */
export const arrayFeatureExtractor: ShapeFunction = (call) => {
	const shape = shapeOf(call, 0);
	const picked = shapeOf(call, 1)?.at(-1);
	return [tensor(shape && [...(shape.length === 1 ? [1] : shape.slice(0, -1)), picked])];
};

/** FeatureVectorizer: the columns of all inputs side by side. */
export const featureVectorizer: ShapeFunction = (call) => {
	const columns = integers(call, "inputdimensions");
	const width = columns
		? sumOf(columns)
		: call.inputs.reduce<PartialSize>((all, _, i) => plus(all, columnsOf(call, i)), 0);
	return [tensor([rowsOf(call), width])];
};

/** OneHotEncoder: a new last axis, one entry a category. */
export const oneHotEncoder: ShapeFunction = (call) => {
	const categories = integers(call, "cats_int64s") ?? texts(call, "cats_strings");
	const shape = shapeOf(call, 0);
	return [tensor(shape && [...shape, categories?.length])];
};

/** LabelEncoder: the type follows from the list of values that is given. */
export const labelEncoder: ShapeFunction = (call) => [tensor(shapeOf(call, 0), encodedElement(call))];

function encodedElement(call: Call): ElementType | undefined {
	const table = call.attributes.get("values_tensor")?.t;
	if (table) return elementTypeOf(table.dataType);
	for (const [name, element] of valueLists) if (isGiven(call, name)) return element;
	// LabelEncoder-1 turns strings into numbers and numbers into strings.
	return elementOf(call, 0) === "string" ? "int64" : "string";
}

const valueLists: readonly (readonly [string, ElementType])[] = [
	["values_strings", "string"],
	["values_int64s", "int64"],
	["values_floats", "float"],
];

/** CategoryMapper: strings to numbers or numbers to strings. */
export const categoryMapper: ShapeFunction = (call) => [
	tensor(shapeOf(call, 0), elementOf(call, 0) === "string" ? "int64" : "string"),
];

/** Regressors: [samples, targets]. */
export function regressor(targets: string): ShapeFunction {
	return (call) => [tensor([rowsOf(call), integer(call, targets) ?? 1])];
}

/** SVMRegressor gives one number a sample. */
export const oneTarget: ShapeFunction = (call) => [tensor([rowsOf(call), 1])];

/** Classifiers: a label for each sample, and [samples, classes] scores. */
export const classifier: ShapeFunction = (call) => {
	const labels = labelsOf(call);
	const rows = rowsOf(call);
	return [tensor([rows], labels.element), tensor([rows, labels.count], "float")];
};

function labelsOf(call: Call): { readonly element: ElementType; readonly count: number | undefined } {
	const strings = texts(call, "classlabels_strings");
	if (strings && strings.length > 0) return { element: "string", count: strings.length };
	const numbers = integers(call, "classlabels_int64s") ?? integers(call, "classlabels_ints");
	return { element: "int64", count: numbers && numbers.length > 0 ? numbers.length : undefined };
}

/** TreeEnsemble: [samples, n_targets]. */
export const treeEnsemble: ShapeFunction = (call) => [tensor([rowsOf(call), integer(call, "n_targets") ?? 1])];

/** CastMap, DictVectorizer: one row. */
export const castMap: ShapeFunction = (call) => {
	const most = integer(call, "max_map") ?? 1;
	const width = text(call, "map_form") === "SPARSE" && most > 0 ? most : undefined;
	return [tensor([1, width], castTargets.get(text(call, "cast_to") ?? "TO_FLOAT"))];
};

const castTargets: ReadonlyMap<string, ElementType> = new Map([
	["TO_FLOAT", "float"],
	["TO_STRING", "string"],
	["TO_INT64", "int64"],
]);

export const dictVectorizer: ShapeFunction = (call) => {
	const vocabulary = texts(call, "string_vocabulary") ?? integers(call, "int64_vocabulary");
	const type = typeOf(call, 0);
	const value: ValueType | undefined = type?.kind === "map" ? type.value : undefined;
	return [tensor([1, vocabulary?.length], value?.kind === "tensor" ? value.element : undefined)];
};

/** ZipMap: a sequence of maps from label to score, one for each sample. */
export const zipMap: ShapeFunction = (call) => {
	const strings = texts(call, "classlabels_strings");
	const key: ElementType = strings && strings.length > 0 ? "string" : "int64";
	const value: ValueType = { kind: "tensor", element: "float", shape: [] };
	return [{ type: { kind: "sequence", of: { kind: "map", key, value } } }];
};
