import { tensorTypeNamed } from "@suture/onnx";
import { type ElementType, elementTypeOf } from "../fact/element-type.ts";
import { isTensor, tensorOf, type ValueType } from "../fact/value-type.ts";
import type { FormalParameter } from "../operator-schema.ts";

/** The type that a schema gives an output, as far as its constraint is bound or leaves one choice. Without a shape. */
export function typeFromSchema(
	parameter: FormalParameter | undefined,
	bound: ReadonlyMap<string, ValueType>,
): ValueType | undefined {
	if (parameter === undefined) return undefined;
	const known = bound.get(parameter.type);
	if (known !== undefined) return isTensor(known) ? tensorOf(known.element, undefined) : known;
	const [only, ...more] = parameter.types;
	if (only !== undefined && more.length === 0) return typeFromText(only);
	// Whatever it is, all that the schema allows are tensors.
	return parameter.types.every((type) => type.startsWith("tensor(")) ? tensorOf(undefined, undefined) : undefined;
}

/** A type string of ONNX: tensor(float), seq(tensor(int64)), optional(…), map(int64,tensor(float)). */
function typeFromText(text: string): ValueType | undefined {
	const [, kind, inner = ""] = /^([a-z_]+)\((.*)\)$/.exec(text.trim()) ?? [];
	switch (kind) {
		case "tensor":
			return tensorOf(elementNamed(inner), undefined);
		case "sparse_tensor":
			return { kind: "sparse-tensor", element: elementNamed(inner), shape: undefined };
		case "seq":
			return { kind: "sequence", of: typeFromText(inner) };
		case "optional":
			return { kind: "optional", of: typeFromText(inner) };
		case "map": {
			const comma = inner.indexOf(",");
			return { kind: "map", key: elementNamed(inner.slice(0, comma)), value: typeFromText(inner.slice(comma + 1)) };
		}
		default:
			return elementNamed(text) && tensorOf(elementNamed(text), []);
	}
}

function elementNamed(text: string): ElementType | undefined {
	return elementTypeOf(tensorTypeNamed(text.trim())?.dataType);
}
