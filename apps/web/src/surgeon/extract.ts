import { factOf, type Inferred } from "@suture/analysis";
import { type Body, bodiesOfNode, bodyAndInner, bodyOf, type Graph, type NodeId } from "@suture/graph";
import { newMessage, type ValueInfoProto } from "@suture/onnx";
import { typeToProto } from "@suture/ops";
import { nodeSet } from "./node-set.ts";

/** Some nodes of a body as a graph of their own: what they take from outside are its inputs, what leaves them its outputs. */
export function extracted(graph: Graph, { facts }: Inferred, body: Body, ids: readonly NodeId[]): Graph {
	const { nodes, inputs, outputs, weights } = nodeSet(graph, body, ids);
	const info = (name: string): ValueInfoProto => {
		const type = typeToProto(factOf(facts, body.id, name).type);
		return newMessage("ValueInfoProto", { name, ...(type === undefined ? {} : { type }) });
	};
	const isWeight = (name: string | undefined) => weights.includes(name ?? "");
	const made = new Set(nodes.flatMap((node) => node.outputs));
	const own: Body = {
		...body,
		nodes,
		inputs: inputs.map(info),
		outputs: outputs.map(info),
		initializers: body.initializers.filter(({ name }) => isWeight(name)),
		sparseInitializers: body.sparseInitializers.filter(({ values }) => isWeight(values?.name)),
		valueInfo: body.valueInfo.filter(({ name = "" }) => made.has(name) && !outputs.includes(name)),
		quantizationAnnotation: body.quantizationAnnotation.filter(({ tensorName = "" }) => made.has(tensorName)),
		docString: undefined,
		origin: undefined,
	};
	const inside = nodes.flatMap(bodiesOfNode).flatMap((inner) => bodyAndInner(graph, inner));
	const functions = graph.functions.flatMap((head) => bodyAndInner(graph, head.body));
	const bodies = new Map([...inside, ...functions].map((id) => [id, bodyOf(graph, id)]));
	return { ...graph, main: own.id, bodies: bodies.set(own.id, own) };
}
