import { type Attribute, type BodyId, type Node, textFromType } from "@suture/graph";
import {
	AttributeType,
	elementCount,
	type TensorProto,
	tensorBytesInMemory,
	tensorType,
	tensorValues,
} from "@suture/onnx";
import { type AttributeChoice, type AttributeSchema, attributeChoice, type OperatorSchema } from "@suture/ops";
import { attributeText, typeOfAttribute } from "../scene/card.ts";
import { shortNumber } from "../scene/short-number.ts";

/** A name of AttributeProto.AttributeType. */
export type AttributeTypeName = keyof typeof AttributeType;

/** An attribute of a node as a person can change it. */
export interface AttributeField {
	readonly name: string;
	readonly type: AttributeTypeName;
	/** Given by the node; else by the operator's definition, as a default or only as a possibility. */
	readonly from: "node" | "default" | "nothing";
	readonly isRequired: boolean;
	/** Whether the operator's definition has it. Undefined for an operator that nobody knows. */
	readonly isKnown: boolean | undefined;
	/** What stands in its widget: one number, one text, a list's elements each on its own, a tensor or a type as ONNX writes it. */
	readonly draft: readonly string[];
	/** In a few characters. */
	readonly summary: string;
	/** Whether the draft says all of it: a large tensor and bytes that are no text have none. */
	readonly isWritable: boolean;
	readonly choice: AttributeChoice | undefined;
	/** Of a function's node: the attribute of the function that gives it. */
	readonly reference: string | undefined;
	readonly bodies: readonly BodyId[];
}

/** The attributes that a node has, then those that its operator knows besides. */
export function attributeFields(node: Node, schema: OperatorSchema | undefined): AttributeField[] {
	const given = node.attributes.map((attribute) => fieldOf(node, attribute, schema));
	const names = new Set(given.map(({ name }) => name));
	const others = [...(schema?.attributes.values() ?? [])].filter(({ name }) => !names.has(name));
	return [...given, ...others.map((attribute) => missingField(node, attribute))];
}

function fieldOf(node: Node, attribute: Attribute, schema: OperatorSchema | undefined): AttributeField {
	const name = attribute.name ?? "";
	const known = schema?.attributes.get(name);
	const type = typeName(typeOfAttribute(attribute));
	const draft = attribute.refAttrName ? undefined : draftOf(type, attribute);
	return {
		name,
		type,
		from: "node",
		isRequired: known?.required ?? false,
		isKnown: schema && known !== undefined,
		draft: draft ?? [],
		summary: attribute.bodies ? "" : attributeText(attribute),
		isWritable: draft !== undefined,
		choice: known && attributeChoice(node.opType, node.domain, known),
		reference: attribute.refAttrName || undefined,
		bodies: attribute.bodies ?? [],
	};
}

function missingField(node: Node, schema: AttributeSchema): AttributeField {
	const { name, type, required } = schema;
	const value = schema.default;
	const draft = value === undefined ? [] : Array.isArray(value) ? value.map(defaultText) : [defaultText(value)];
	const isList = Array.isArray(value);
	return {
		name,
		type,
		from: value === undefined ? "nothing" : "default",
		isRequired: required,
		isKnown: true,
		draft,
		summary: isList ? `[${draft.join(", ")}]` : (draft[0] ?? ""),
		isWritable: !type.startsWith("GRAPH") && !type.startsWith("SPARSE"),
		choice: attributeChoice(node.opType, node.domain, schema),
		reference: undefined,
		bodies: [],
	};
}

function defaultText(value: unknown): string {
	return typeof value === "number" ? shortNumber(value) : String(value);
}

function typeName(type: number): AttributeTypeName {
	const found = Object.entries(AttributeType).find(([, number]) => number === type);
	return (found?.[0] ?? "UNDEFINED") as AttributeTypeName;
}

const utf8 = new TextDecoder("utf-8", { fatal: true });

function textOf(bytes: Uint8Array): string | undefined {
	try {
		return utf8.decode(bytes);
	} catch {
		return undefined;
	}
}

/** Lists longer than this are not put into a form. */
const mostElements = 4096;

function draftOf(type: AttributeTypeName, attribute: Attribute): readonly string[] | undefined {
	const { f, i, s, t, tp, floats, ints, strings } = attribute;
	switch (type) {
		case "INT":
			return [String(i ?? 0n)];
		case "FLOAT":
			return [shortNumber(f ?? 0)];
		case "STRING":
			return whole([textOf(s ?? new Uint8Array())]);
		case "INTS":
			return ints.length > mostElements ? undefined : ints.map(String);
		case "FLOATS":
			return floats.length > mostElements ? undefined : floats.map(shortNumber);
		case "STRINGS":
			return strings.length > mostElements ? undefined : whole(strings.map(textOf));
		case "TENSOR":
			return whole([t && tensorText(t)]);
		case "TYPE_PROTO":
			return whole([tp && textFromType(tp)]);
		default:
			return undefined;
	}
}

function whole(texts: readonly (string | undefined)[]): readonly string[] | undefined {
	const found = texts.filter((text) => text !== undefined);
	return found.length === texts.length ? found : undefined;
}

/** A small tensor as ONNX's textual syntax has it: float[2] {1, 2}; undefined for one that is large, not at hand, or of a type
 *  whose elements the syntax writes as bits. */
export function tensorText(tensor: TensorProto): string | undefined {
	const type = tensorType(tensor.dataType);
	const elements = elementCount(tensor.dims);
	if (!type || !(elements <= 64) || !wholeNumbersOrFloats.has(type.text)) return undefined;
	const read = tensorBytesInMemory(tensor);
	if (!read || "problem" in read) return undefined;
	const values: ArrayLike<number | bigint> = tensorValues(type, read.bytes, elements);
	const isFloat = type.text === "float" || type.text === "double";
	const texts = Array.from(values, (value) => {
		if (typeof value !== "number" || !isFloat) return String(value);
		return type.text === "float" ? shortNumber(value) : String(value);
	}).map((text) => text.replace("Infinity", "inf").replace("NaN", "nan"));
	const head = tensor.dims.length === 0 ? type.text : `${type.text}[${tensor.dims.join(",")}]`;
	return `${head} {${texts.join(", ")}}`;
}

const wholeNumbersOrFloats: ReadonlySet<string> = new Set(
	"float double int8 int16 int32 int64 uint8 uint16 uint32 uint64 bool".split(" "),
);
