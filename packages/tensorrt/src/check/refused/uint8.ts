import { bodyOf, type Graph } from "@suture/graph";
import { releaseNumber } from "../../target/releases.ts";
import { type Site, typeOf } from "../site.ts";

/** UINT8 is a type of inputs and outputs of the network and of quantization only. onnx-tensorrt 8.5-GA to 10.1-GA; RTX 1.7.1. */
export function uint8Inside({ node, outputs, release }: Site, graph: Graph): string | undefined {
	if (release < releaseNumber("8.5") || node.opType === "Constant" || node.opType === "QuantizeLinear")
		return undefined;
	const results = new Set(bodyOf(graph, graph.main).outputs.map(({ name }) => name));
	const inner = outputs.some(
		(output) => output.name !== "" && !results.has(output.name) && typeOf(output, release) === "UINT8",
	);
	return inner ? "TensorRT does not support UINT8 types for intermediate tensors!" : undefined;
}
