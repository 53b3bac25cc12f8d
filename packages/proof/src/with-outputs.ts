import { bodyOf, type Graph } from "@suture/graph";
import { newMessage } from "@suture/onnx";

/** The graph with these values as its outputs, whatever they are of. ONNX Runtime finds their types by itself. */
export function withOutputs(graph: Graph, names: readonly string[]): Graph {
	const body = bodyOf(graph, graph.main);
	const own = new Map(body.outputs.map((output) => [output.name, output]));
	const outputs = names.map((name) => own.get(name) ?? newMessage("ValueInfoProto", { name }));
	return { ...graph, bodies: new Map(graph.bodies).set(graph.main, { ...body, outputs }) };
}
