import type { DataType } from "../parser/data-types.ts";
import { inputOf, integerOf, integersOf, isDynamic, type Operand, rankOf, type Site, textOf, typeOf } from "./site.ts";

type Condition = (site: Site) => boolean;

/** Whether the input has one of these types. */
export function typeIs(input: number, ...types: readonly DataType[]): Condition {
	return (site) => includes(types, typeOf(site.inputs[input], site.release));
}

/** Whether the type of the input is known and none of these. */
export function typeIsNot(input: number, ...types: readonly DataType[]): Condition {
	return (site) => {
		const type = typeOf(inputOf(site, input), site.release);
		return type !== undefined && !types.includes(type);
	};
}

/** Whether any input has one of these types. */
export function anyTypeIs(...types: readonly DataType[]): Condition {
	return ({ inputs, release }) => inputs.some((operand) => includes(types, typeOf(operand, release)));
}

/** Whether an input has a known type that is none of these. */
export function anyTypeIsNot(...types: readonly DataType[]): Condition {
	return ({ inputs, release }) =>
		inputs.some((operand) => {
			const type = typeOf(operand, release);
			return type !== undefined && !types.includes(type);
		});
}

function includes(types: readonly DataType[], type: DataType | undefined): boolean {
	return type !== undefined && types.includes(type);
}

/** Whether the rank of the input is known and not between these. */
export function rankIsNot(input: number, least: number, most: number = least): Condition {
	return (site) => {
		const rank = rankOf(inputOf(site, input));
		return rank !== undefined && (rank < least || rank > most);
	};
}

/** Whether a text attribute is none of these. */
export function textIsNot(name: string, otherwise: string, ...texts: readonly string[]): Condition {
	return (site) => !texts.includes(textOf(site, name, otherwise));
}

/** Whether a text attribute is this. */
export function textIs(name: string, otherwise: string, text: string): Condition {
	return (site) => textOf(site, name, otherwise) === text;
}

/** Whether an integer attribute is this. */
export function integerIs(name: string, otherwise: number, wanted: number): Condition {
	return (site) => integerOf(site, name, otherwise) === wanted;
}

/** Whether an integer attribute is none of these. */
export function integerIsNot(name: string, otherwise: number, ...wanted: readonly number[]): Condition {
	return (site) => !wanted.includes(integerOf(site, name, otherwise));
}

/** Whether a list of integers has one other than this. */
export function anyIntegerIsNot(name: string, wanted: number): Condition {
	return (site) => integersOf(site, name)?.some((one) => one !== wanted) ?? false;
}

/** Whether the node has the attribute. */
export function has(name: string): Condition {
	return ({ attributes }) => attributes.has(name);
}

/** Whether the input is given. */
export function isGiven(input: number): Condition {
	return (site) => inputOf(site, input) !== undefined;
}

/** Whether the input is given, and no initializer. */
export function isComputed(input: number): Condition {
	return (site) => isTensorOf(inputOf(site, input));
}

/** Whether any input is given, and no initializer. */
export function anyIsComputed(from: number): Condition {
	return ({ inputs }) => inputs.slice(from).some(isTensorOf);
}

function isTensorOf(operand: Operand | undefined): boolean {
	return operand !== undefined && operand.name !== "" && !operand.isWeights;
}

/** Whether a size of the input is not fixed. */
export function hasDynamicSize(input: number): Condition {
	return (site) => isDynamic(inputOf(site, input)) ?? false;
}

/** Whether the node names this output or one behind it; the parser counts also those without a name. */
export function hasOutput(output: number): Condition {
	return ({ node }) => node.outputs.length > output;
}

export function all(...conditions: readonly Condition[]): Condition {
	return (site) => conditions.every((condition) => condition(site));
}

export function any(...conditions: readonly Condition[]): Condition {
	return (site) => conditions.some((condition) => condition(site));
}

export function not(condition: Condition): Condition {
	return (site) => !condition(site);
}
