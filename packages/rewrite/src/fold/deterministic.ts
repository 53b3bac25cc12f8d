import { bodiesOfNode, bodyOf, type Graph, type Node } from "@suture/graph";
import { operatorSchema } from "@suture/ops";

/** Operators whose results differ from run to run. */
const random = /Random|Dropout|^Multinomial$|^Bernoulli$|^Sampling$/;

/** Operators that mean more than their numbers: TensorRT reads from them which precision to build. */
const quantizers: ReadonlySet<string> = new Set(
	"QuantizeLinear DequantizeLinear DynamicQuantizeLinear MatMulNBits DequantizeBFP QuantizeBFP".split(" "),
);

/** Whether a node's outputs follow from its inputs, by an operator that ONNX or ONNX Runtime defines. */
export function isDeterministic(graph: Graph, node: Node, opset: number): boolean {
	const { opType, domain } = node;
	if (random.test(opType) || quantizers.has(opType)) return false;
	if (graph.functions.some((head) => head.name === opType && head.domain === domain)) return false;
	if (!evaluated.has(domain) || !operatorSchema(opType, domain, domain === "" ? opset : newest)) return false;
	return bodiesOfNode(node).every((id) =>
		bodyOf(graph, id).nodes.every((inner) => isDeterministic(graph, inner, opset)),
	);
}

const evaluated: ReadonlySet<string> = new Set(["", "ai.onnx.ml", "com.microsoft"]);
const newest = Number.MAX_SAFE_INTEGER;

/** Whether two such nodes with the same inputs give the same. Folding leaves quantizers alone; two that are equal can be one all
 *  the same. */
export function repeats(graph: Graph, node: Node, opset: number): boolean {
	return /^(Dynamic)?(Quantize|Dequantize)Linear$/.test(node.opType) || isDeterministic(graph, node, opset);
}
