import { bodyOf, type Graph } from "@suture/graph";
import type { TensorShapeProto_Dimension } from "@suture/onnx";
import {
	type Dimension,
	type DimensionReader,
	isTensor,
	parseDimension,
	type Shape,
	substitute,
	symbol,
	symbolOf,
	type TensorValueType,
	typeFromProto,
	type ValueType,
} from "@suture/ops";
import { type Problem, problem } from "@suture/problems";
import type { InputSizes } from "./input-sizes.ts";

/** What goes into a model. */
export interface InputTypes {
	/** By name. */
	readonly types: ReadonlyMap<string, ValueType>;
	/** Reads sizes that the file declares anywhere, with the same symbols bound. */
	readonly readDimension: DimensionReader;
	/** Names of the model's own symbols. */
	readonly symbols: ReadonlySet<string>;
	readonly problems: readonly Problem[];
}

/** The types of a model's inputs, with sizes that somebody asks for in place of its own. A name that gets a size in one input
 *  gets it everywhere. Problems: shape/no-such-input, shape/input-rank, shape/input-size, shape/symbol. */
export function inputTypes(graph: Graph, asked: InputSizes): InputTypes {
	const problems: Problem[] = [];
	const symbols = declaredSymbols(graph);
	const declared = declaredTypes(graph, symbols);
	const bound = new Map<string, Dimension>();
	const overridden = new Map<string, ValueType>();
	for (const [name, sizes] of asked) {
		const type = declared.get(name);
		if (type === undefined)
			problems.push(problem("shape/no-such-input", { input: name, inputs: [...declared.keys()] }));
		else if (isTensor(type)) overridden.set(name, withSizes(name, type, sizes, bound, problems));
	}
	const bind = (size: Dimension) => substitute(size, ({ name }) => bound.get(name));
	const types = new Map([...declared].map(([name, type]) => [name, overridden.get(name) ?? withSymbols(type, bind)]));
	const readDimension: DimensionReader = (dimension, axis) => bind(readDeclared(dimension, `?.${axis}`, symbols));
	return { types, readDimension, symbols, problems };
}

function declaredTypes(graph: Graph, symbols: ReadonlySet<string>): Map<string, ValueType> {
	const types = new Map<string, ValueType>();
	for (const { name = "", type } of bodyOf(graph, graph.main).inputs) {
		const found = typeFromProto(type, (dimension, axis) => readDeclared(dimension, `${name}.${axis}`, symbols));
		if (found) types.set(name, found);
	}
	return types;
}

/** Names that stand alone as a size of an input. */
function declaredSymbols(graph: Graph): Set<string> {
	const dimensions = bodyOf(graph, graph.main).inputs.flatMap(({ type }) => type?.tensorType?.shape?.dim ?? []);
	return new Set(
		dimensions.flatMap(({ dimValue, dimParam }) => (dimValue === undefined && dimParam ? [dimParam] : [])),
	);
}

/** A size as the file has it. A text is an expression only when its names are symbols of the inputs, or look like those that
 *  PyTorch makes (s0, u1): "batch-size" is a name. */
function readDeclared(
	{ dimValue, dimParam }: TensorShapeProto_Dimension,
	otherwise: string,
	symbols: ReadonlySet<string>,
): Dimension {
	// Some converters write -1 for a size that is open.
	if (dimValue !== undefined && dimValue >= 0) return dimValue;
	if (!dimParam || namelessTexts.test(dimParam)) return symbol(otherwise);
	if (symbols.has(dimParam) && !isArithmetic(dimParam, symbols)) return symbol(dimParam);
	return parseDimension(dimParam, (name) => (isKnown(name, symbols) ? symbol(name) : undefined)) ?? symbol(dimParam);
}

/** What some converters write for a size that is open, which is no name: two of them are two sizes. */
const namelessTexts = /^(\?|None|-1|\*)$/i;

function isKnown(name: string, symbols: ReadonlySet<string>): boolean {
	return symbols.has(name) || /^[su]\d+$/.test(name);
}

function isArithmetic(text: string, symbols: ReadonlySet<string>): boolean {
	const others = new Set(symbols);
	others.delete(text);
	return parseDimension(text, (name) => (isKnown(name, others) ? symbol(name) : undefined)) !== undefined;
}

function withSizes(
	input: string,
	type: TensorValueType,
	sizes: readonly (Dimension | undefined)[],
	bound: Map<string, Dimension>,
	problems: Problem[],
): ValueType {
	const declared = type.shape;
	if (declared && declared.length !== sizes.length) {
		problems.push(problem("shape/input-rank", { input, declared: declared.length, given: sizes.length }));
	}
	const shape: Shape = sizes.map((given, axis) => {
		const own = declared?.[axis];
		if (given === undefined) return own ?? symbol(`${input}.${axis}`);
		bindSize(input, axis, own, given, bound, problems);
		return given;
	});
	return { ...type, shape };
}

function bindSize(
	input: string,
	axis: number,
	own: Dimension | undefined,
	given: Dimension,
	bound: Map<string, Dimension>,
	problems: Problem[],
): void {
	if (typeof own === "number" && typeof given === "number" && own !== given) {
		problems.push(problem("shape/input-size", { input, axis, declared: own, given }));
	}
	const name = symbolOf(own)?.name;
	if (name === undefined) return;
	const known = bound.get(name);
	if (known === undefined) bound.set(name, given);
	else if (typeof known === "number" && typeof given === "number" && known !== given) {
		problems.push(problem("shape/symbol", { symbol: name, left: known, right: given }));
	}
}

function withSymbols(type: ValueType, bind: (size: Dimension) => Dimension): ValueType {
	return isTensor(type) && type.shape ? { ...type, shape: type.shape.map(bind) } : type;
}
