import { newMessage, type TensorProto } from "@suture/onnx";
import { typeOfTensor } from "../declared-type.ts";
import type { Body, Graph, Node } from "../graph.ts";
import { newConstant } from "../new-node.ts";

/** Tensors as a body can have them. */
export interface GivenTensors {
	readonly initializers: Body["initializers"];
	readonly inputs: Body["inputs"];
	/** Nodes that give tensors where there can't be initializers. */
	readonly nodes: readonly Node[];
	readonly nextId: number;
}

/** How a body has more tensors: as initializers, before IR version 4 as inputs too; a function has no initializers, so there
 *  they become Constant nodes. */
export function giveTensors(graph: Graph, body: Body, tensors: readonly TensorProto[]): GivenTensors {
	const { nextId } = graph;
	const { initializers, inputs } = body;
	if (tensors.length === 0) return { initializers, inputs, nodes: [], nextId };
	if (graph.functions.some((head) => head.body === body.id)) {
		const nodes = tensors.map((tensor, i) => newConstant(nextId + i, tensor, tensor.name ?? ""));
		return { initializers, inputs, nodes, nextId: nextId + nodes.length };
	}
	return {
		initializers: [...initializers, ...tensors],
		inputs: initializersAreInputs(graph, body) ? [...inputs, ...tensors.map(inputOf)] : inputs,
		nodes: [],
		nextId,
	};
}

/** Before IR version 4 an initializer of the main graph had to be listed among the inputs. */
export function initializersAreInputs({ header, main }: Graph, body: Body): boolean {
	return body.id === main && header.irVersion !== undefined && header.irVersion < 4;
}

function inputOf(tensor: TensorProto): Body["inputs"][number] {
	return newMessage("ValueInfoProto", { name: tensor.name ?? "", type: typeOfTensor(tensor) });
}
