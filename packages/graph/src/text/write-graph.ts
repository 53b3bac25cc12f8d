import type { GraphProto, NodeProto, TensorProto, ValueInfoProto } from "@suture/onnx";
import { note } from "./notes.ts";
import type { Page } from "./page.ts";
import { nameText, quoted } from "./quote.ts";
import { isTypeWord } from "./read-type.ts";
import { nodeText } from "./write-node.ts";
import { tensorTypeText, valuesText } from "./write-tensor.ts";
import { hasDenotation, isReadByOnnx, writeType } from "./write-type.ts";

/** A graph behind its name: (inputs) => (outputs) <initializers and value_info> { nodes }. */
export function graphText(graph: GraphProto, page: Page, indent: string): string {
	noteUnwritten(graph, page);
	const inputs = valueTexts(graph.input, page);
	const outputs = valueTexts(graph.output, page);
	const inside = [
		...graph.initializer.flatMap((tensor) => initializerText(tensor, page) ?? []),
		...valueTexts(graph.valueInfo, page),
	];
	return `${listText("(", inputs, ")", indent)} => ${listText("(", outputs, ")", indent)} ${
		inside.length === 0 ? "" : `${blockText("<", inside, ">", indent)} `
	}${nodesText(graph.node, page, indent)}`;
}

/** Nodes between { and }, a line each. */
export function nodesText(nodes: readonly NodeProto[], page: Page, indent: string): string {
	const lines = nodes.map((node) => `${indent}  ${nodeText(node, page, `${indent}  `, graphText)}\n`);
	return `{\n${lines.join("")}${indent}}`;
}

const longLine = 100;

/** Things on one line, or when that is long, a line each. */
export function listText(open: string, texts: readonly string[], close: string, indent: string): string {
	const line = `${open}${texts.join(", ")}${close}`;
	return line.length <= longLine ? line : blockText(open, texts, close, indent);
}

export function blockText(open: string, texts: readonly string[], close: string, indent: string): string {
	return `${open}\n${texts.map((text) => `${indent}  ${text}`).join(",\n")}\n${indent}${close}`;
}

export function valueTexts(infos: readonly ValueInfoProto[], page: Page): string[] {
	return infos.map((info) => valueText(info, page));
}

/** A value with its type: float[1,N] x. */
export function valueText({ name = "", type, docString, metadataProps }: ValueInfoProto, page: Page): string {
	const { leftOut, notOnnx } = page.noted;
	if (docString) note(leftOut, "doc strings of values", name);
	note(leftOut, "metadata of values", name, metadataProps.length);
	const text = type && writeType(type);
	if (type && !text) note(leftOut, "types that ONNX has no word for", name);
	if (type && hasDenotation(type)) note(leftOut, "denotations of types", name);
	if (type && !isReadByOnnx(type)) note(notOnnx, "names of opaque types in quotes", name);
	return text ? `${text} ${nameText(name)}` : untypedName(name);
}

/** A name where a type could stand before it. */
export function untypedName(name: string): string {
	return isTypeWord(name) ? quoted(name) : nameText(name);
}

export function initializerText(tensor: TensorProto, page: Page): string | undefined {
	const name = tensor.name ?? "";
	const type = tensorTypeText(tensor);
	if (type !== undefined) return `${type} ${nameText(name)} = ${valuesText(tensor, page, name)}`;
	note(page.noted.leftOut, "initializers of types that ONNX has no word for", name);
	return undefined;
}

function noteUnwritten(graph: GraphProto, page: Page): void {
	const { leftOut } = page.noted;
	const where = graph.name || "the graph";
	if (graph.docString) note(leftOut, "doc strings of graphs", where);
	note(leftOut, "sparse initializers", where, graph.sparseInitializer.length);
	note(leftOut, "quantization annotations", where, graph.quantizationAnnotation.length);
	note(leftOut, "metadata of graphs", where, graph.metadataProps.length);
}
