import type { TensorProto } from "@suture/onnx";
import { type ElementType, elementTypeOf } from "../fact/element-type.ts";
import type { Call } from "./call.ts";

const decoder = new TextDecoder();

/** An integer attribute, or its default; undefined when there is neither. */
export function integer(call: Call, name: string): number | undefined {
	const given = call.attributes.get(name)?.i;
	if (given !== undefined) return Number(given);
	const schema = call.schema.attributes.get(name);
	return schema?.type === "INT" && schema.default !== undefined ? Number(schema.default) : undefined;
}

/** A list of integers, or its default. An empty list that was given is a list. */
export function integers(call: Call, name: string): readonly number[] | undefined {
	const given = call.attributes.get(name);
	if (given !== undefined) return given.ints.map(Number);
	const schema = call.schema.attributes.get(name);
	return schema?.type === "INTS" ? schema.default?.map(Number) : undefined;
}

export function float(call: Call, name: string): number | undefined {
	const given = call.attributes.get(name)?.f;
	if (given !== undefined) return given;
	const schema = call.schema.attributes.get(name);
	return schema?.type === "FLOAT" ? schema.default : undefined;
}

export function floats(call: Call, name: string): readonly number[] | undefined {
	const given = call.attributes.get(name);
	if (given !== undefined) return given.floats;
	const schema = call.schema.attributes.get(name);
	return schema?.type === "FLOATS" ? schema.default : undefined;
}

export function text(call: Call, name: string): string | undefined {
	const given = call.attributes.get(name)?.s;
	if (given !== undefined) return decoder.decode(given);
	const schema = call.schema.attributes.get(name);
	return schema?.type === "STRING" ? schema.default : undefined;
}

export function texts(call: Call, name: string): readonly string[] | undefined {
	return call.attributes.get(name)?.strings.map((one) => decoder.decode(one));
}

export function tensorAttribute(call: Call, name: string): TensorProto | undefined {
	return call.attributes.get(name)?.t;
}

/** The element type that an attribute such as `to` or `dtype` names by its number. */
export function elementAttribute(call: Call, name: string): ElementType | undefined {
	return elementTypeOf(integer(call, name));
}

/** Whether the node itself gives the attribute. */
export function isGiven(call: Call, name: string): boolean {
	return call.attributes.has(name);
}
