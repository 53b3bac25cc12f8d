import {
	type AttributeProto,
	allTensors,
	isExternal,
	type ModelProto,
	type NodeProto,
	type TensorProto,
	tensorBytes,
	tensorBytesInMemory,
	type ValueInfoProto,
} from "@suture/onnx";
import type { Problem } from "@suture/problems";
import { bodyOf } from "../body-of.ts";
import type { Attribute, BodyId, Graph, Node } from "../graph.ts";
import { modelFromGraph, nodeProto } from "../model-from-graph.ts";
import { commentsOfNotes, newNotes, problemsOfNotes } from "./notes.ts";
import type { Page, TextOptions } from "./page.ts";
import { attributeText } from "./write-attribute.ts";
import { graphText, initializerText, valueText } from "./write-graph.ts";
import { writeModelText } from "./write-model.ts";
import { nodeText } from "./write-node.ts";
import { tensorTypeText, valuesText } from "./write-tensor.ts";

/** A text, and what it does not say. */
export interface WrittenText {
	readonly text: string;
	/** "text/left-out" and "text/not-onnx", one for each kind of thing. */
	readonly problems: readonly Problem[];
}

/** A model in ONNX's textual syntax, which `modelFromText` and, but for what comments at the top say, onnx.parser read.
 *  The syntax has no words for doc strings and metadata of anything but models and functions, sparse tensors, quantization
 *  annotations, device configurations, training graphs, denotations and tensor segments: those are left out, with a comment. */
export function textFromModel(model: ModelProto, options: TextOptions = {}): string {
	return writeText(model, options).text;
}

export function textFromGraph(graph: Graph, options: TextOptions = {}): string {
	return textFromModel(modelFromGraph(graph), options);
}

/** A model as text together with what the text does not say, as problems. */
export function writeText(model: ModelProto, options: TextOptions = {}): WrittenText {
	return onPage(options, new Map(), (page) => writeModelText(model, page));
}

/** A model as text with the values of every tensor, also of those that must be read from a file first.
 *  Rejects with SutureError when the source fails. */
export async function writeTextWithWeights(model: ModelProto, options: TextOptions = {}): Promise<WrittenText> {
	const loaded = new Map<TensorProto, Uint8Array>();
	for (const tensor of allTensors(model)) {
		const read = await tensorBytes(tensor);
		if ("bytes" in read) loaded.set(tensor, read.bytes);
	}
	return onPage({ ...options, weights: "all" }, loaded, (page) => writeModelText(model, page));
}

/** The nodes of a body as lines: y = Conv <strides = [2, 2]> (x, w). */
export function textFromBody(graph: Graph, body: BodyId, options: TextOptions = {}): string {
	return textFromNodes(graph, bodyOf(graph, body).nodes, options);
}

/** Nodes of a graph as lines, in the order given. The last line has no line break. */
export function textFromNodes(graph: Graph, nodes: readonly Node[], options: TextOptions = {}): string {
	const protos: NodeProto[] = nodes.map((node) => nodeProto(graph, node));
	return onPage({ names: false, ...options }, new Map(), (page) => {
		return protos.map((node) => nodeText(node, page, "", graphText)).join("\n");
	}).text;
}

/** An attribute as an edit's text has it, axis = 1. Undefined where that does not say all: a graph, a sparse tensor, a tensor
 *  that is not in memory. */
export function textFromAttribute(attribute: Attribute): string | undefined {
	const { bodies, t, tensors = [] } = attribute;
	const isWhole = [...(t ? [t] : []), ...tensors].every(isInMemory);
	if (bodies || !isWhole) return undefined;
	const context = { where: "", indent: "", writeGraph: graphText };
	let text: string | undefined;
	onPage({ weights: "all", notes: false }, new Map(), (page) => {
		text = attributeText(attribute as AttributeProto, { ...context, page }); // it has no graphs
		return "";
	});
	return text;
}

function isInMemory(tensor: TensorProto): boolean {
	return tensor.stringData.length > 0 || tensorBytesInMemory(tensor) !== undefined;
}

/** A tensor with its type and values, float[2] {1, 2}; undefined when it has more than 64 elements or is not in memory. */
export function textFromTensor(tensor: TensorProto): string | undefined {
	const type = tensorTypeText(tensor);
	if (type === undefined || isExternal(tensor)) return undefined;
	const { text } = onPage({ notes: false }, new Map(), (page) => valuesText(tensor, page, ""));
	return text.startsWith("{") ? `${type} ${text}` : undefined;
}

/** Nodes as lines behind what else an edit's text can have: initializers, and types of values that the nodes make. */
export function textFromLines(
	graph: Graph,
	nodes: readonly Node[],
	tensors: readonly TensorProto[],
	types: readonly ValueInfoProto[],
): string {
	return onPage({ weights: "all", notes: false }, new Map(), (page) =>
		[
			...tensors.flatMap((tensor) => initializerText(tensor, page) ?? []),
			...types.map((info) => valueText(info, page)),
			...nodes.map((node) => nodeText(nodeProto(graph, node), page, "", graphText)),
		].join("\n"),
	).text;
}

function onPage(
	options: TextOptions,
	loaded: ReadonlyMap<TensorProto, Uint8Array>,
	write: (page: Page) => string,
): WrittenText {
	const noted = newNotes();
	const page: Page = { weights: "small", names: true, notes: true, reader: "suture", ...options, loaded, noted };
	const text = write(page);
	return { text: page.notes ? `${commentsOfNotes(noted)}${text}` : text, problems: problemsOfNotes(noted) };
}
