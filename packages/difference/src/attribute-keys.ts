import type { Attribute, Node } from "@suture/graph";
import { AttributeType, newMessage } from "@suture/onnx";
import { type AttributeSchema, operatorSchema } from "@suture/ops";
import type { Reading } from "./reading.ts";
import { sparseTensorKey, tensorKey, textOf } from "./tensor-key.ts";

/** The opset of a domain, where a node stands. */
export type OpsetOf = (domain: string) => number | undefined;

/** What each attribute of a node says, bodies apart: equal values have equal keys. One that says its operator's default is not
 *  in it: exporters write it or don't. */
export function attributeKeys(node: Node, opsetOf: OpsetOf, reading: Reading): Map<string, number> {
	const keys = new Map<string, number>();
	if (node.attributes.length === 0) return keys;
	const opset = opsetOf(node.domain);
	const schema = opset === undefined ? undefined : operatorSchema(node.opType, node.domain, opset);
	for (const attribute of node.attributes) {
		const name = attribute.name ?? "";
		if (attribute.bodies !== undefined) continue;
		const key = attributeKey(attribute, reading);
		const known = schema?.attributes.get(name);
		if (!known || key !== defaultKey(known, reading)) keys.set(name, key);
	}
	return keys;
}

/** All of them as one key, whatever their order. */
export function attributesKey(node: Node, opsetOf: OpsetOf, reading: Reading): number {
	const keys = Array.from(attributeKeys(node, opsetOf, reading), ([name, key]) => `${key} ${name}`);
	return reading.intern(`attributes ${keys.sort().join("\n")}`);
}

function attributeKey(attribute: Attribute, reading: Reading): number {
	const { refAttrName, type } = attribute;
	return reading.intern(refAttrName ? `@${refAttrName}` : `${type} ${valueText(attribute, reading)}`);
}

function valueText(attribute: Attribute, reading: Reading): string {
	const { f, i, s, t, tp, floats, ints, strings, tensors, sparseTensor, sparseTensors, typeProtos } = attribute;
	switch (attribute.type) {
		case AttributeType.INT:
			return String(i ?? 0n);
		case AttributeType.FLOAT:
			return floatText(f ?? 0);
		case AttributeType.STRING:
			return s ? textOf(s) : "";
		case AttributeType.INTS:
			return ints.join();
		case AttributeType.FLOATS:
			return floats.map(floatText).join();
		case AttributeType.STRINGS:
			return JSON.stringify(strings.map(textOf));
		case AttributeType.TENSOR:
			return t ? String(tensorKey(t, reading)) : "";
		case AttributeType.TENSORS:
			return tensors.map((one) => tensorKey(one, reading)).join();
		case AttributeType.SPARSE_TENSOR:
			return sparseTensor ? String(sparseTensorKey(sparseTensor, reading)) : "";
		case AttributeType.SPARSE_TENSORS:
			return sparseTensors.map((one) => sparseTensorKey(one, reading)).join();
		default:
			// Types, and files that do not say what they hold.
			return [
				JSON.stringify([tp, typeProtos], (_, value) => (typeof value === "bigint" ? String(value) : value)),
				f === undefined ? "" : floatText(f),
				i ?? "",
				s ? JSON.stringify(textOf(s)) : "",
				t ? tensorKey(t, reading) : "",
				floats.map(floatText).join(),
				ints.join(),
				JSON.stringify(strings.map(textOf)),
				tensors.map((one) => tensorKey(one, reading)).join(),
			].join("|");
	}
}

function floatText(value: number): string {
	return Object.is(value, -0) ? "-0" : String(Math.fround(value));
}

/** The key that the default would have as an attribute. */
function defaultKey(schema: AttributeSchema, reading: Reading): number | undefined {
	const type = AttributeType[schema.type];
	const bytes = (text: string) => new TextEncoder().encode(text);
	const key = (fields: object) => attributeKey(newMessage("AttributeProto", { type, ...fields }), reading);
	if (schema.default === undefined) return undefined;
	switch (schema.type) {
		case "INT":
			return key({ i: schema.default });
		case "FLOAT":
			return key({ f: schema.default });
		case "STRING":
			return key({ s: bytes(schema.default) });
		case "INTS":
			return key({ ints: schema.default });
		case "FLOATS":
			return key({ floats: schema.default });
		case "STRINGS":
			return key({ strings: schema.default.map(bytes) });
		default:
			return undefined;
	}
}
