import { factOf, inferShapes } from "@suture/analysis";
import {
	addressOfBody,
	addressOfNode,
	applyEdits,
	type Edit,
	type Graph,
	type Node,
	textFromNodes,
} from "@suture/graph";
import { AttributeType, DataType, newMessage } from "@suture/onnx";
import { elementOfFact } from "@suture/ops";

/** The graph in which nodes of an operator get inputs of double as float: ONNX Runtime has no kernels for some mixtures that ONNX
 *  allows, such as a GridSample of float whose grid is double. Its first input, which decides the output's type, stays. */
export function withFloatInputs(graph: Graph, operator: string): Graph {
	const { facts } = inferShapes(graph);
	const edits: Edit[] = [];
	for (const { id, nodes } of graph.bodies.values()) {
		const isDouble = (value: string, i: number) =>
			i > 0 && value !== "" && elementOfFact(factOf(facts, id, value)) === "double";
		const address = addressOfBody(graph, id);
		for (const node of nodes) {
			if (node.opType !== operator || !node.inputs.some(isDouble)) continue;
			const casts = node.inputs.filter(isDouble).map((value) => castOf(node, value));
			const inputs = node.inputs.map((value, i) => (isDouble(value, i) ? castName(value) : value));
			const text = textFromNodes(graph, [...casts, { ...node, inputs }], { names: true, weights: "all" });
			edits.push({
				do: "replace-nodes",
				nodes: [addressOfNode(node)],
				with: text,
				...(address ? { in: address } : {}),
			});
		}
	}
	return applyEdits(graph, edits).graph;
}

function castName(value: string): string {
	return `%${value}_float`;
}

function castOf(node: Node, value: string): Node {
	const to = newMessage("AttributeProto", { name: "to", type: AttributeType.INT, i: BigInt(DataType.FLOAT) });
	return {
		...node,
		name: "",
		opType: "Cast",
		domain: "",
		inputs: [value],
		outputs: [castName(value)],
		attributes: [to],
	};
}
