import type { Attribute, Node } from "@suture/graph";
import { type Fact, isTensor, type Shape } from "@suture/ops";
import type { NodePlace } from "@suture/problems";
import { type DataType, dataTypeIn } from "../parser/data-types.ts";
import type { Target } from "../target/target.ts";

/** A value as the parser sees it. */
export interface Operand {
	/** "" for an optional input that is not given. */
	readonly name: string;
	/** An initializer or the output of a Constant: what the parser can read while it parses. */
	readonly isWeights: boolean;
	/** What constant folding makes an initializer, or is one. */
	readonly isConstant: boolean;
	readonly fact: Fact;
	/** The node that makes it; undefined for inputs and weights. */
	readonly maker: Site | undefined;
}

/** One import of a node: a node of a body that several nodes call has as many. */
export interface Site {
	readonly node: Node;
	readonly place: NodePlace;
	readonly inputs: readonly Operand[];
	readonly outputs: readonly Operand[];
	/** Where the node has a reference to an attribute of its function, that is resolved. */
	readonly attributes: ReadonlyMap<string, Attribute>;
	/** The opset of ai.onnx that the main graph imports: the parser knows no other. */
	readonly opset: number;
	/** The release of the parser: 8.4 is 804. */
	readonly release: number;
	readonly target: Target;
	/** Whether a QuantizeLinear or DequantizeLinear is anywhere in the model. */
	readonly isQuantized: boolean;
	/** An input that the parser never made: a loop has no iteration number without a trip count. */
	readonly missing: string | undefined;
}

const decoder = new TextDecoder();

export function integerOf({ attributes }: Site, name: string, otherwise: number): number {
	return Number(attributes.get(name)?.i ?? otherwise);
}

export function textOf({ attributes }: Site, name: string, otherwise: string): string {
	const given = attributes.get(name)?.s;
	return given === undefined ? otherwise : decoder.decode(given);
}

export function integersOf({ attributes }: Site, name: string): readonly number[] | undefined {
	return attributes.get(name)?.ints.map(Number);
}

export function textsOf({ attributes }: Site, name: string): readonly string[] | undefined {
	return attributes.get(name)?.strings.map((one) => decoder.decode(one));
}

/** The input at a position, when it is given. */
export function inputOf({ inputs }: Site, position: number): Operand | undefined {
	const operand = inputs[position];
	return operand === undefined || operand.name === "" ? undefined : operand;
}

/** The type that the parser has for a value; undefined when it is not known or has none. */
export function typeOf(operand: Operand | undefined, release: number): DataType | undefined {
	const type = operand?.fact.type;
	if (!operand || !isTensor(type) || type.element === undefined) return undefined;
	return dataTypeIn(release, type.element, operand.isWeights ? "weights" : "tensor");
}

export function shapeOf(operand: Operand | undefined): Shape | undefined {
	const type = operand?.fact.type;
	return isTensor(type) ? type.shape : undefined;
}

export function rankOf(operand: Operand | undefined): number | undefined {
	return shapeOf(operand)?.length;
}

/** Whether a size of the value is not a number; undefined when its rank is not known. */
export function isDynamic(operand: Operand | undefined): boolean | undefined {
	return shapeOf(operand)?.some((size) => typeof size !== "number");
}

/** The elements of an initializer, where all are known. */
export function weightsOf(operand: Operand | undefined): readonly number[] | undefined {
	return operand?.isWeights ? numbersOf(operand.fact) : undefined;
}

/** The elements of a value, where all are numbers. */
export function numbersOf({ value }: Fact): readonly number[] | undefined {
	return value?.every((element) => typeof element === "number") ? (value as readonly number[]) : undefined;
}
