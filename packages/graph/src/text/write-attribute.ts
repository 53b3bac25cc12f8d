import { type AttributeProto, AttributeType, type GraphProto, type TensorProto, type TypeProto } from "@suture/onnx";
import { attributeKind, attributeWord, typeOfAttribute, typeOfValue } from "./attribute-kinds.ts";
import { floatText, withPoint } from "./float-text.ts";
import { note } from "./notes.ts";
import type { Page } from "./page.ts";
import { isIdentifier, nameText, quoted } from "./quote.ts";
import { isTypeWord } from "./read-type.ts";
import { stringText, tensorTypeText, valuesText } from "./write-tensor.ts";
import { hasDenotation, isReadByOnnx, writeType } from "./write-type.ts";

/** Writes a graph whose first line is indented already. Handed in, since graphs hold nodes, which hold attributes. */
export type WriteGraph = (graph: GraphProto, page: Page, indent: string) => string;

/** What writing an attribute needs besides it. */
export interface AttributeContext {
	readonly page: Page;
	/** What notes call the node. */
	readonly where: string;
	readonly indent: string;
	readonly writeGraph: WriteGraph;
}

/** Attributes between < and >, a space before them; nothing when there are none. */
export function attributesText(attributes: readonly AttributeProto[], context: AttributeContext): string {
	const texts = attributes.flatMap((attribute) => attributeText(attribute, context) ?? []);
	return texts.length === 0 ? "" : ` <${texts.join(", ")}>`;
}

/** An attribute with its value; undefined when ONNX has no words for it. A type annotation stands only where the value does
 *  not show its type. */
export function attributeText(attribute: AttributeProto, context: AttributeContext): string | undefined {
	const { page, where } = context;
	const { leftOut, notOnnx } = page.noted;
	if (attribute.docString) note(leftOut, "doc strings of attributes", where);
	const type = typeOfAttribute(attribute);
	const name = nameText(attribute.name ?? "");
	if (!isIdentifier(attribute.name ?? "")) note(notOnnx, "names of attributes in quotes", where);
	const annotation = attributeWord(type);
	if (attribute.refAttrName) {
		if (typeOfValue(attribute) !== undefined) note(leftOut, "values of attributes that are references", where);
		return `${name}${annotation ? `: ${annotation}` : ""} = @${nameText(attribute.refAttrName)}`;
	}
	const texts = valueTexts(attribute, type, context);
	if (texts === undefined) {
		note(
			leftOut,
			attribute.type ? `attributes of type ${annotation ?? attribute.type}` : "attributes without a value",
			where,
		);
		return undefined;
	}
	if (typeof texts === "string") return `${name} = ${texts}`;
	return `${name}${texts.length === 0 ? `: ${annotation}` : ""} = [${texts.join(", ")}]`;
}

/** The value, or those of a list; undefined when one of them can't be written. */
function valueTexts(
	attribute: AttributeProto,
	type: number | undefined,
	context: AttributeContext,
): string | readonly string[] | undefined {
	const kind = attributeKind(type);
	if (kind === undefined || kind.type === AttributeType.SPARSE_TENSOR) return undefined;
	const write = (value: unknown) => valueText(kind.type, value, context);
	// protobuf does not store a value that is zero in files of some writers: it stands for its default.
	if (type === kind.type) return write(attribute[kind.field]);
	const texts = (attribute[kind.listField] as readonly unknown[]).map(write);
	if (texts.length > 0 && !hasOnnxLists.has(kind.type)) {
		// onnx.parser 1.23 goes over the values of such a list and keeps none.
		note(context.page.noted.notOnnx, `lists of ${kind.word}s, which it takes for empty`, context.where);
	}
	return texts.every((text) => text !== undefined) ? texts : undefined;
}

const hasOnnxLists: ReadonlySet<number> = new Set([AttributeType.FLOAT, AttributeType.INT, AttributeType.STRING]);

/** One value of a type that is no list. */
function valueText(type: number, value: unknown, context: AttributeContext): string | undefined {
	switch (type) {
		case AttributeType.FLOAT:
			return withPoint(floatText((value as number | undefined) ?? 0));
		case AttributeType.INT:
			return String((value as bigint | undefined) ?? 0n);
		case AttributeType.STRING:
			return stringText((value as Uint8Array | undefined) ?? new Uint8Array(0), context.page, context.where);
		case AttributeType.TENSOR:
			return value === undefined ? undefined : tensorText(value as TensorProto, context);
		case AttributeType.TYPE_PROTO:
			return value === undefined ? undefined : typeText(value as TypeProto, context);
		case AttributeType.GRAPH:
			return value === undefined ? undefined : graphText(value as GraphProto, context);
		default:
			return undefined;
	}
}

function tensorText(tensor: TensorProto, context: AttributeContext): string | undefined {
	const type = tensorTypeText(tensor);
	if (type === undefined) return undefined;
	const name = tensor.name
		? labelText(tensor.name, isIdentifier(tensor.name), "", "names of tensors in attributes", context)
		: "";
	const values = valuesText(tensor, context.page, context.where);
	// Without a name, what is no { needs the = to be known for a tensor's contents.
	return `${type}${name && ` ${name}`}${values.startsWith("{") ? " " : " = "}${values}`;
}

function typeText(type: TypeProto, { page, where }: AttributeContext): string | undefined {
	if (hasDenotation(type)) note(page.noted.leftOut, "denotations of types", where);
	if (!isReadByOnnx(type)) note(page.noted.notOnnx, "names of opaque types in quotes", where);
	return writeType(type);
}

function graphText(graph: GraphProto, context: AttributeContext): string {
	const { page, indent, writeGraph } = context;
	const name = graph.name ?? "";
	const isPlain = isIdentifier(name) && !isTypeWord(name) && !/^(nan|inf|infinity)$/i.test(name);
	return `${labelText(name, isPlain, "body", "names of bodies", context)} ${writeGraph(graph, page, indent)}`;
}

/** A name that means nothing, at a place where onnx.parser takes no quotes. */
function labelText(name: string, isPlain: boolean, instead: string, what: string, context: AttributeContext): string {
	if (isPlain) return name;
	const { page, where } = context;
	if (page.reader === "onnx") {
		note(page.noted.leftOut, `${what} that are no identifiers`, where);
		return instead;
	}
	note(page.noted.notOnnx, `${what} in quotes`, where);
	return quoted(name);
}
