import type { FormalParameter } from "./operator-schema.ts";

const word = /^(?<name>[^\s:?*~]+)(?<mark>\?|[*~])?(?<minArity>\d+)?:(?<type>\S+)$/;

/** Reads "X:T B?:T" back; see OperatorRow for the marks. */
export function decodeParameters(
	words: string,
	typesOf: ReadonlyMap<string, readonly string[]>,
): readonly FormalParameter[] {
	return words === "" ? [] : words.split(" ").map((found) => decodeParameter(found, typesOf));
}

function decodeParameter(found: string, typesOf: ReadonlyMap<string, readonly string[]>): FormalParameter {
	const { name = "", mark, minArity, type = "" } = word.exec(found)?.groups ?? {};
	return {
		name,
		type,
		types: typesOf.get(type) ?? [type],
		option: mark === undefined ? "single" : mark === "?" ? "optional" : "variadic",
		homogeneous: mark !== "~",
		minArity: minArity === undefined ? 1 : Number(minArity),
	};
}

/**
 * How many tensors a node must and may give. An optional one in the middle still takes its place, as an empty name:
 * the last parameter that must be there decides.
 */
export function countRange(parameters: readonly FormalParameter[]): { min: number; max: number } {
	let min = 0;
	parameters.forEach((parameter, index) => {
		if (parameter.option === "single") min = index + 1;
		if (parameter.option === "variadic") min = index + parameter.minArity;
	});
	const endless = parameters.at(-1)?.option === "variadic";
	return { min, max: endless ? Number.POSITIVE_INFINITY : parameters.length };
}
