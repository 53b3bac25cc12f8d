import { allTensors, type ModelProto, newMessage } from "@suture/onnx";
import { type Problem, problem } from "@suture/problems";
import type { Graph } from "../graph.ts";
import { graphFromModel } from "../graph-from-model.ts";
import { isLeftOut } from "./left-out-weights.ts";
import { importsFor, irVersionFor, newestOpset } from "./newest-opset.ts";
import { readFunction } from "./read-function.ts";
import { readGraph } from "./read-graph.ts";
import { readHeader } from "./read-header.ts";
import { readShortForm } from "./read-short-form.ts";
import { ahead, atEnd, type Scanner, scannerOf, sees, stopExpecting } from "./scanner.ts";
import { problemOfStop, Stop } from "./stop.ts";
import { expectName, takeName } from "./strings.ts";
import { withWeightsOf } from "./weights-of.ts";

export interface ReadTextOptions {
	/** Version of ai.onnx for a text that has no header; the newest by default. */
	readonly opset?: number;
	/** Where weights that the text leaves out, or says to be in another file, are taken from: tensors of the same name, or at
	 *  the same attribute, with the same type and shape. */
	readonly weightsOf?: ModelProto;
}

/** A model as text, or what keeps it from being one. With a model there can still be problems: tensors without their values. */
export interface ModelFromText {
	readonly model: ModelProto | undefined;
	readonly problems: readonly Problem[];
}

/** The model that a text describes in ONNX's textual syntax: header, graph and functions; a graph alone; or lines of nodes,
 *  see `readShortForm`. Reads all that onnx.parser 1.23 reads, but for values that it reads and drops.
 *  Values of tensors become raw_data. Never throws; stops at the first place that it can't read. */
export function modelFromText(text: string, options: ReadTextOptions = {}): ModelFromText {
	const scanner = scannerOf(text);
	try {
		const read = readModelText(scanner, options.opset ?? newestOpset);
		const model = options.weightsOf ? withWeightsOf(read, options.weightsOf) : read;
		return { model, problems: [...scanner.problems, ...leftOutProblems(model)] };
	} catch (stop) {
		if (!(stop instanceof Stop)) throw stop;
		return { model: undefined, problems: [...scanner.problems, problemOfStop(stop, text)] };
	}
}

/** The same, as a graph. */
export function graphFromText(
	text: string,
	options: ReadTextOptions = {},
): { readonly graph: Graph | undefined; readonly problems: readonly Problem[] } {
	const { model, problems } = modelFromText(text, options);
	return { graph: model && graphFromModel(model), problems };
}

const keys = [
	"ir_version",
	"opset_import",
	"producer_name",
	"producer_version",
	"domain",
	"model_version",
	"doc_string",
	"metadata_props",
] as const;

function readModelText(scanner: Scanner, opset: number): ModelProto {
	if (atEnd(scanner)) stopExpecting(scanner, "a node or a graph");
	const hasHeader = sees(scanner, "<");
	const header = readHeader(scanner, keys);
	const isShort = !seesGraph(scanner);
	const graph = isShort ? readShortForm(scanner) : readGraph(scanner, expectName(scanner));
	const functions = [];
	while (!atEnd(scanner)) functions.push(readFunction(scanner));
	const chosen = { irVersion: irVersionFor(opset), opsetImport: importsFor(graph.node, opset) };
	return newMessage("ModelProto", { ...(hasHeader ? header : chosen), graph, functions });
}

/** Whether a name comes next and then what only a graph has behind its name. */
function seesGraph(scanner: Scanner): boolean {
	return ahead(scanner, () => takeName(scanner) !== undefined && (sees(scanner, "(") || sees(scanner, "=>")));
}

function leftOutProblems(model: ModelProto): Problem[] {
	const tensors = [...allTensors(model)].filter(isLeftOut);
	if (tensors.length === 0) return [];
	const first = tensors.find(({ name }) => name)?.name ?? "one without a name";
	return [problem("text/weights-left-out", { tensors: tensors.length, first })];
}
