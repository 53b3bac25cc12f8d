import type { Inferred } from "@suture/analysis";
import {
	addressOfBody,
	applyEdits,
	type Body,
	bodyOf,
	type Edit,
	freshName,
	type Graph,
	graphFromText,
	indexOf,
	literalFromTensor,
	modelFromGraph,
	type NodeId,
	type TensorLiteral,
	textFromNodes,
	textFromType,
	writeTextWithWeights,
} from "@suture/graph";
import { storedByteLength } from "@suture/onnx";
import { type Problem, problem } from "@suture/problems";
import { addressedNames } from "./addressed-names.ts";
import { placeOf } from "./describe.ts";
import { extracted } from "./extract.ts";

/** As much as a clipboard takes without stopping the page. */
const mostWeightBytes = 4_000_000;

/** Nodes as a small model in ONNX's textual syntax, with the weights that they use. Weights beyond a few megabytes are refused. */
export async function copiedText(
	graph: Graph,
	inferred: Inferred,
	body: Body,
	nodes: readonly NodeId[],
): Promise<string | Problem> {
	const copied = extracted(graph, inferred, body, nodes);
	const tensors = [...copied.bodies.values()].flatMap((one) => one.initializers);
	const bytes = tensors.reduce((sum, tensor) => sum + storedByteLength(tensor), 0);
	if (bytes > mostWeightBytes) return problem("page/too-much-to-copy", { size: bytes, most: mostWeightBytes });
	return (await writeTextWithWeights(modelFromGraph(copied), { notes: false })).text;
}

/** What a text brings to a graph, or why it brings nothing. */
export type Paste = { readonly edits: readonly Edit[] } | { readonly problems: readonly Problem[] };

/** The edits that put a model in ONNX's textual syntax, or only lines of it, into a body. Values that the text takes and the
 *  body has are connected; others become inputs where the text tells their type, else stay open. All that it makes gets names
 *  that are free. */
export async function pasteEdits(graph: Graph, body: Body, text: string): Promise<Paste> {
	const read = graphFromText(text);
	if (!read.graph) return { problems: read.problems };
	const { definitions } = indexOf(body);
	const pasted = bodyOf(read.graph, read.graph.main);
	const missing = pasted.inputs.filter(({ name = "" }) => !definitions.has(name));
	const place = placeOf(graph, body.id);
	const added: Edit[] = [];
	const renamed: Edit[] = [];
	const open: string[] = [];
	const fresh = (name: string) => freshName(graph, name);
	for (const { name = "", type } of missing) {
		const written = type && textFromType(type);
		if (written === undefined || body.id !== graph.main) open.push(name);
		else {
			// A value of another body may have the name.
			added.push({ do: "add-input", value: fresh(name), type: written });
			if (fresh(name) !== name) renamed.push({ do: "rename-value", value: name, name: fresh(name) });
		}
	}
	const local = withLocalNames(applyEdits(read.graph, renamed).graph, new Set(open));
	if ("problems" in local) return local;
	const main = bodyOf(local.graph, local.graph.main);
	const tensors: [string, TensorLiteral][] = [];
	for (const tensor of main.initializers) {
		const literal = await literalFromTensor(tensor);
		if ("problem" in literal) return { problems: [literal.problem] };
		tensors.push([tensor.name ?? "", literal.literal]);
	}
	const lines = textFromNodes(local.graph, main.nodes, { names: true, notes: false, weights: "all" });
	const edit: Edit = {
		do: "replace-nodes",
		nodes: [],
		with: lines,
		...(tensors.length === 0 ? {} : { tensors: Object.fromEntries(tensors) }),
		...place,
	};
	return { edits: [...added, edit] };
}

/** The graph with a % before every name that it makes, which an edit takes as "a name that is free"; values of `open` are no
 *  longer taken. */
function withLocalNames(
	graph: Graph,
	open: ReadonlySet<string>,
): { readonly graph: Graph } | { readonly problems: readonly Problem[] } {
	const edits: Edit[] = [];
	const main = bodyOf(graph, graph.main);
	for (const node of main.nodes)
		node.inputs.forEach((value, input) => {
			const output = node.outputs.find((name) => name !== "");
			if (open.has(value) && output !== undefined) edits.push({ do: "set-input", node: { output }, input, value: "" });
		});
	for (const { body, values, nodes } of addressedNames(graph)) {
		const at = addressOfBody(graph, body);
		const place = at === undefined ? {} : { in: at };
		// Nodes first: the way to inner bodies goes by their outputs too, which keep their names until then.
		for (const { name, output } of nodes)
			edits.push({ do: "rename-node", node: { name, output }, name: `%${name}`, ...place });
		for (const value of values) edits.push({ do: "rename-value", value, name: `%${value}`, ...place });
	}
	const { graph: renamed, problems } = applyEdits(graph, edits);
	const errors = problems.flatMap(({ problem: met }) => (met.severity === "error" ? met : []));
	return errors.length > 0 ? { problems: errors } : { graph: renamed };
}
