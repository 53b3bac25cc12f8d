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
	const texts: string[] = [];
	for (const attribute of attributes) {
		const text = attributeKey(attribute);
		if (text === undefined) return undefined;
		texts.push(text);
	}
	const values = inputs.map(sameValue);
	const ordered = commutative.has(opType) && domain === "" ? values.sort() : values;
	return JSON.stringify([opType, domain, overload, outputs.length, ordered, texts.sort()]);
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
