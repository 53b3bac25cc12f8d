import { allTensors, type ModelProto, type NodeProto, type TensorProto, tensorBytes } from "@suture/onnx";
import type { Problem } from "@suture/problems";
import { bodyOf } from "../body-of.ts";
import type { BodyId, Graph, Node } from "../graph.ts";
import { modelFromGraph, nodeProto } from "../model-from-graph.ts";
import { commentsOfNotes, newNotes, problemsOfNotes } from "./notes.ts";
import type { Page, TextOptions } from "./page.ts";
import { graphText } from "./write-graph.ts";
import { writeModelText } from "./write-model.ts";
import { nodeText } from "./write-node.ts";

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
