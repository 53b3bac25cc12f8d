import type { Attribute, Node } from "@suture/graph";
import { tensorBytesInMemory } from "@suture/onnx";

/** Inputs whose order does not matter. */
const commutative: ReadonlySet<string> = new Set([
	"Add",
	"Mul",
	"And",
	"Or",
	"Xor",
	"Equal",
	"BitwiseAnd",
	"BitwiseOr",
	"BitwiseXor",
]);

/** A text that two nodes share only when they calculate the same; `sameValue` names values that are equal
 *  alike; undefined for nodes that hold bodies or large tensors. */
export function nodeKey(
	{ opType, domain, overload, inputs, outputs, attributes }: Node,
	sameValue: (value: string) => string,
): string | undefined {
	const attributesText = attributes.length === 0 ? "" : keyOfAttributes(attributes);
	if (attributesText === undefined) return undefined;
	const values = inputs.map(sameValue);
	const ordered = commutative.has(opType) && domain === "" ? values.sort() : values;
	return JSON.stringify([opType, domain, overload, outputs.length, ordered, attributesText]);
}

const known = new WeakMap<readonly Attribute[], { readonly key: string | undefined }>();

/** Asked for every node in every round, so it is kept. */
function keyOfAttributes(attributes: readonly Attribute[]): string | undefined {
	const seen = known.get(attributes);
	if (seen) return seen.key;
	const texts = attributes.map(attributeKey);
	const key = texts.includes(undefined) ? undefined : JSON.stringify(texts.sort());
	known.set(attributes, { key });
	return key;
}

function attributeKey(attribute: Attribute): string | undefined {
	const { name, type, f, i, s, t, tp, floats, ints, strings } = attribute;
	if (attribute.bodies || attribute.sparseTensor || tp || attribute.tensors.length > 0) return undefined;
	if (attribute.sparseTensors.length > 0 || attribute.typeProtos.length > 0) return undefined;
	const tensor = t && tensorBytesInMemory(t);
	if (tensor && "problem" in tensor) return undefined;
	if (t && !tensor) return undefined;
	return [
		name,
		type,
		f,
		i,
		s,
		t?.dataType,
		t?.dims,
		tensor?.bytes,
		floats,
		ints,
		strings.map((one) => one.join()),
	].join("|");
}
