import { type Problem, problem } from "@suture/problems";
import { bodyOf } from "./body-of.ts";
import type { Body, Graph } from "./graph.ts";

/** Inputs and outputs of the model that do not say what they are. Bodies inside may leave that out.
 *  Source: onnx/checker.cc 1.22, check_value_info. */
export function checkInterface(graph: Graph): Problem[] {
	const { inputs, outputs } = bodyOf(graph, graph.main);
	return [...untyped(inputs, "input"), ...untyped(outputs, "output")];
}

function untyped(infos: Body["inputs"], side: "input" | "output"): Problem[] {
	return infos.flatMap(({ name: value = "", type }) => {
		const tensor = type?.tensorType ?? type?.sparseTensorType;
		const isTyped = tensor ? (tensor.elemType ?? 0) !== 0 : isOtherType(type);
		if (!isTyped) return [problem("graph/untyped", { value, side }, { value })];
		return tensor && !tensor.shape ? [problem("graph/unshaped", { value, side }, { value })] : [];
	});
}

function isOtherType(type: Body["inputs"][number]["type"]): boolean {
	return Boolean(type?.sequenceType ?? type?.optionalType ?? type?.mapType ?? type?.opaqueType);
}
