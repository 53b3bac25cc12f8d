import { type AttributeProto, AttributeType } from "@suture/onnx";

/** A kind of attribute: one value of it, or a list. */
export interface AttributeKind {
	/** What a type annotation calls it: alpha: float = 1. */
	readonly word: string;
	readonly type: number;
	readonly field: keyof AttributeProto;
	readonly listWord: string;
	readonly listType: number;
	readonly listField: keyof AttributeProto;
}

function row(
	name: "FLOAT" | "INT" | "STRING" | "TENSOR" | "GRAPH" | "SPARSE_TENSOR" | "TYPE_PROTO",
	field: keyof AttributeProto,
	listField: keyof AttributeProto,
): AttributeKind {
	const word = name.toLowerCase();
	const [type, listType] = [AttributeType[name], AttributeType[`${name}S`]];
	return { word, type, field, listWord: `${word}s`, listType, listField };
}

// Source: AttributeProto in onnx.proto and AttributeTypeNameMap in onnx/defs/parser.h of ONNX 1.23.
const kinds: readonly AttributeKind[] = [
	row("FLOAT", "f", "floats"),
	row("INT", "i", "ints"),
	row("STRING", "s", "strings"),
	row("TENSOR", "t", "tensors"),
	row("GRAPH", "g", "graphs"),
	row("SPARSE_TENSOR", "sparseTensor", "sparseTensors"),
	row("TYPE_PROTO", "tp", "typeProtos"),
];

const byType: ReadonlyMap<number, AttributeKind> = new Map(
	kinds.flatMap((kind) => [
		[kind.type, kind],
		[kind.listType, kind],
	]),
);

const typeByWord: ReadonlyMap<string, number> = new Map(
	kinds.flatMap(({ word, type, listWord, listType }) => [
		[word, type],
		[listWord, listType],
	]),
);

/** The kind that an attribute type or its list belongs to. */
export function attributeKind(type: number | undefined): AttributeKind | undefined {
	return type === undefined ? undefined : byType.get(type);
}

/** The type that an annotation names. */
export function attributeTypeNamed(word: string): number | undefined {
	return typeByWord.get(word);
}

/** What an annotation calls a type. */
export function attributeWord(type: number | undefined): string | undefined {
	const kind = attributeKind(type);
	return kind && (type === kind.listType ? kind.listWord : kind.word);
}

/** The type of an attribute; where a file does not say it, that of the value that is there. */
export function typeOfAttribute(attribute: AttributeProto): number | undefined {
	return attribute.type || typeOfValue(attribute);
}

/** The type of the first value that an attribute holds; undefined when it holds none. */
export function typeOfValue(attribute: AttributeProto): number | undefined {
	for (const { type, field, listType, listField } of kinds) {
		if (attribute[field] !== undefined) return type;
		if ((attribute[listField] as readonly unknown[]).length > 0) return listType;
	}
	return undefined;
}
