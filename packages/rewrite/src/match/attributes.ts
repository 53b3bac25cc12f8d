import type { Attribute, Node } from "@suture/graph";
import { AttributeType, newMessage } from "@suture/onnx";
import { operatorSchema } from "@suture/ops";
import type { Site } from "./site.ts";

export function attributeOf(node: Node, name: string): Attribute | undefined {
	return node.attributes.find((attribute) => attribute.name === name);
}

/** An integer attribute or its default at the site's opset. */
export function integerOf(site: Site, node: Node, name: string): number | undefined {
	const given = attributeOf(node, name)?.i;
	if (given !== undefined) return Number(given);
	const schema = operatorSchema(node.opType, node.domain, site.opset)?.attributes.get(name);
	return schema?.type === "INT" && schema.default !== undefined ? Number(schema.default) : undefined;
}

export function floatOf(site: Site, node: Node, name: string): number | undefined {
	const given = attributeOf(node, name)?.f;
	if (given !== undefined) return given;
	const schema = operatorSchema(node.opType, node.domain, site.opset)?.attributes.get(name);
	return schema?.type === "FLOAT" ? schema.default : undefined;
}

export function integersOf(node: Node, name: string): readonly number[] | undefined {
	return attributeOf(node, name)?.ints.map(Number);
}

const decoder = new TextDecoder();

export function textOf(site: Site, node: Node, name: string): string | undefined {
	const given = attributeOf(node, name)?.s;
	if (given !== undefined) return decoder.decode(given);
	const schema = operatorSchema(node.opType, node.domain, site.opset)?.attributes.get(name);
	return schema?.type === "STRING" ? schema.default : undefined;
}

/** Attributes to give to a new node. */
export function ints(name: string, values: readonly number[]): Attribute {
	return newMessage("AttributeProto", { name, type: AttributeType.INTS, ints: values.map(BigInt) });
}

export function int(name: string, value: number): Attribute {
	return newMessage("AttributeProto", { name, type: AttributeType.INT, i: BigInt(value) });
}

export function float(name: string, value: number): Attribute {
	return newMessage("AttributeProto", { name, type: AttributeType.FLOAT, f: value });
}

/** The attributes with some taken out or put in place of those of the same name. */
export function withAttributes(
	attributes: readonly Attribute[],
	changed: readonly Attribute[],
	removed: readonly string[] = [],
): readonly Attribute[] {
	const names = new Set([...removed, ...changed.map(({ name }) => name ?? "")]);
	return [...attributes.filter(({ name }) => !names.has(name ?? "")), ...changed];
}
