import type { Attribute } from "@suture/graph";
import { AttributeType } from "@suture/onnx";
import { NotScriptable } from "./not-scriptable.ts";
import { pythonList, pythonNumber, pythonText } from "./python.ts";
import { arrayOfTensor } from "./tensors.ts";

const utf8 = new TextDecoder();

/** The value of an attribute as onnx-graphsurgeon has it. */
export function attributeValue(attribute: Attribute): string {
	const { name = "", refAttrName, type, bodies } = attribute;
	if (refAttrName) throw new NotScriptable(`${name} is given by the caller of a function`);
	if (bodies) throw new NotScriptable(`${name} holds a graph`);
	switch (type) {
		case AttributeType.INT:
			return String(attribute.i ?? 0n);
		case AttributeType.FLOAT:
			return floatNumber(attribute.f ?? 0);
		case AttributeType.STRING:
			return pythonText(utf8.decode(attribute.s));
		case AttributeType.INTS:
			return pythonList(attribute.ints.map(String));
		case AttributeType.FLOATS:
			return pythonList(attribute.floats.map(floatNumber));
		case AttributeType.STRINGS:
			return pythonList(attribute.strings.map((one) => pythonText(utf8.decode(one))));
		case AttributeType.TENSOR:
			if (!attribute.t) throw new NotScriptable(`${name} has no tensor`);
			return `gs.Constant("", ${arrayOfTensor(attribute.t)})`;
		default:
			throw new NotScriptable(`${name} is of a kind that has no equivalent`);
	}
}

/** A whole number with its point, so that it stays a float. */
function floatNumber(value: number): string {
	const text = pythonNumber(value);
	return /^-?\d+$/.test(text) ? `${text}.0` : text;
}
