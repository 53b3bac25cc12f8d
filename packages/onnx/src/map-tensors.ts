import type {
	AttributeProto,
	GraphProto,
	ModelProto,
	NodeProto,
	SparseTensorProto,
	TensorProto,
} from "./schema.gen.ts";

export type TensorRole = "initializer" | "attribute";

/** The model with each tensor replaced by what `change` gives for it. Messages in which nothing changes stay the same
 *  objects, so they are still written by copying. */
export function mapTensors(
	model: ModelProto,
	change: (tensor: TensorProto, role: TensorRole) => TensorProto,
): ModelProto {
	const initializer = (tensor: TensorProto) => change(tensor, "initializer");
	const attribute = (tensor: TensorProto) => change(tensor, "attribute");
	// The parts of a sparse tensor are written as attributes are: no reader looks for their data elsewhere.
	const ofSparse = (sparse: SparseTensorProto): SparseTensorProto =>
		withFields(sparse, {
			values: sparse.values && attribute(sparse.values),
			indices: sparse.indices && attribute(sparse.indices),
		});
	const ofAttribute = (one: AttributeProto): AttributeProto =>
		withFields(one, {
			t: one.t && attribute(one.t),
			tensors: mapped(one.tensors, attribute),
			sparseTensor: one.sparseTensor && ofSparse(one.sparseTensor),
			sparseTensors: mapped(one.sparseTensors, ofSparse),
			g: one.g && ofGraph(one.g),
			graphs: mapped(one.graphs, ofGraph),
		});
	const ofNode = (node: NodeProto): NodeProto => withFields(node, { attribute: mapped(node.attribute, ofAttribute) });
	const ofGraph = (graph: GraphProto): GraphProto =>
		withFields(graph, {
			initializer: mapped(graph.initializer, initializer),
			sparseInitializer: mapped(graph.sparseInitializer, ofSparse),
			node: mapped(graph.node, ofNode),
		});
	return withFields(model, {
		graph: model.graph && ofGraph(model.graph),
		trainingInfo: mapped(model.trainingInfo, (info) =>
			withFields(info, {
				initialization: info.initialization && ofGraph(info.initialization),
				algorithm: info.algorithm && ofGraph(info.algorithm),
			}),
		),
		functions: mapped(model.functions, (body) =>
			withFields(body, { node: mapped(body.node, ofNode), attributeProto: mapped(body.attributeProto, ofAttribute) }),
		),
	});
}

/** The same array when no element changes. */
function mapped<T>(values: readonly T[], change: (value: T) => T): readonly T[] {
	let changed: T[] | undefined;
	values.forEach((value, i) => {
		const next = change(value);
		if (next === value) return;
		changed ??= values.slice();
		changed[i] = next;
	});
	return changed ?? values;
}

/** The same object when no field changes; absent fields stay absent. */
function withFields<T extends object>(message: T, fields: { [K in keyof T]?: T[K] | undefined }): T {
	const changes = Object.entries(fields).filter(
		([key, value]) => value !== undefined && value !== message[key as keyof T],
	);
	return changes.length === 0 ? message : { ...message, ...Object.fromEntries(changes) };
}
