import { factOf, inferShapes } from "@suture/analysis";
import { applyEdits, bodyOf, type Edit, findBody, type Graph, textFromType } from "@suture/graph";
import { typeToProto } from "@suture/ops";

/** Edits that make inputs and outputs of values, with the types that inference finds where none is given: TensorRT refuses an
 *  output without. Values that only other edits make stay without. */
export function withTypes(graph: Graph, edits: readonly Edit[]): Edit[] {
	if (!edits.some(lacksType)) return [...edits];
	const { facts } = inferShapes(graph);
	return edits.map((edit) => {
		if (!lacksType(edit)) return edit;
		const body = findBody(graph, edit.in);
		const proto = "found" in body ? typeToProto(factOf(facts, body.found.id, edit.value).type) : undefined;
		const type = proto && textFromType(proto);
		return type === undefined ? edit : { ...edit, type };
	});
}

function lacksType(edit: Edit): edit is Extract<Edit, { do: "add-output" | "make-input" }> {
	return (edit.do === "add-output" || edit.do === "make-input") && edit.type === undefined;
}

/** The graph with types for the outputs that have none, as far as inference finds them. */
export function withOutputTypes(graph: Graph): Graph {
	const main = bodyOf(graph, graph.main);
	const untyped = main.outputs.filter(({ type }) => type?.tensorType?.elemType === undefined && !type?.sequenceType);
	if (untyped.length === 0) return graph;
	const { facts } = inferShapes(graph);
	const types = untyped.flatMap(({ name = "" }) => {
		const proto = typeToProto(factOf(facts, main.id, name).type);
		const text = proto && textFromType(proto);
		return text === undefined ? [] : [[name, text] as const];
	});
	return types.length === 0 ? graph : applyEdits(graph, [{ do: "set-types", types: Object.fromEntries(types) }]).graph;
}
