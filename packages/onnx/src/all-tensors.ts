import type {
	AttributeProto,
	GraphProto,
	ModelProto,
	NodeProto,
	SparseTensorProto,
	TensorProto,
} from "./schema.gen.ts";

/** Every tensor of a model: initializers and attributes, in bodies, functions and training graphs too. */
export function* allTensors(model: ModelProto): Generator<TensorProto> {
	const pending: (GraphProto | undefined)[] = [model.graph];
	for (const { initialization, algorithm } of model.trainingInfo) pending.push(initialization, algorithm);
	for (const { node, attributeProto } of model.functions) {
		yield* tensorsOfAttributes(attributeProto, pending);
		yield* tensorsOfNodes(node, pending);
	}
	// Bodies are put on the list, not recursed into, so that their depth does not matter.
	while (pending.length > 0) {
		const graph = pending.pop();
		if (graph === undefined) continue;
		yield* graph.initializer;
		for (const sparse of graph.sparseInitializer) yield* tensorsOfSparse(sparse);
		yield* tensorsOfNodes(graph.node, pending);
	}
}

function* tensorsOfNodes(nodes: readonly NodeProto[], pending: (GraphProto | undefined)[]): Generator<TensorProto> {
	for (const { attribute } of nodes) yield* tensorsOfAttributes(attribute, pending);
}

function* tensorsOfAttributes(
	attributes: readonly AttributeProto[],
	pending: (GraphProto | undefined)[],
): Generator<TensorProto> {
	for (const attribute of attributes) {
		if (attribute.t) yield attribute.t;
		yield* attribute.tensors;
		if (attribute.sparseTensor) yield* tensorsOfSparse(attribute.sparseTensor);
		for (const sparse of attribute.sparseTensors) yield* tensorsOfSparse(sparse);
		pending.push(attribute.g, ...attribute.graphs);
	}
}

function* tensorsOfSparse({ values, indices }: SparseTensorProto): Generator<TensorProto> {
	if (values) yield values;
	if (indices) yield indices;
}
