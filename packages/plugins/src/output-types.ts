import type { FieldValue, PluginDescription } from "./plugin-description.ts";

/** A type of a tensor: its elements as ONNX's textual syntax has them, and its sizes. */
export interface TensorType {
	readonly element: string | undefined;
	/** Undefined when not even the rank is known. */
	readonly shape: readonly (number | string | undefined)[] | undefined;
}

/** The types of a plugin's outputs by its description, as `float[N,100,4]`; undefined where it does not say the element type or the
 *  rank. Sizes that inputs and outputs name alike are the same, names of fields are what these hold. An element type that several are
 *  possible for is that of the first input with the same choice. */
export function outputTypes(
	{ inputs: formal, outputs, fields }: PluginDescription,
	inputs: readonly (TensorType | undefined)[],
	given: ReadonlyMap<string, FieldValue>,
): readonly (string | undefined)[] {
	const sizes = new Map<string, number | string>();
	for (const { name, default: value } of fields) {
		const number = given.get(name) ?? value;
		if (typeof number === "number" && Number.isSafeInteger(number) && number >= 0) sizes.set(name, number);
	}
	for (const [i, { shape }] of formal.entries()) {
		const known = inputs[i]?.shape;
		if (!shape || !known || shape.length !== known.length) continue;
		for (const [axis, size] of shape.entries()) {
			const found = known[axis];
			if (typeof size === "string" && found !== undefined && !sizes.has(size)) sizes.set(size, found);
		}
	}
	return outputs.map(({ types, shape }) => {
		const twin = formal.findIndex((one) => one.types.join() === types.join());
		const element = types.length === 1 ? types[0] : inputs[twin]?.element;
		if (element === undefined || shape === undefined) return undefined;
		const dims = shape.map((size) => (typeof size === "number" ? size : (sizes.get(size) ?? "?")));
		return dims.length === 0 ? element : `${element}[${dims.map(sizeText).join(",")}]`;
	});
}

/** A symbol that ONNX's syntax has no plain word for stays unknown. */
function sizeText(size: number | string): string {
	return typeof size === "number" || /^[A-Za-z_][A-Za-z0-9_]*$/.test(size) ? String(size) : "?";
}
