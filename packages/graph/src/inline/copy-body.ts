import type { SparseTensorProto, TensorAnnotation, TensorProto, TypeProto } from "@suture/onnx";
import { type CopyRules, copyNodes } from "../copy-nodes.ts";
import type { Body, BodyId, Graph, Node } from "../graph.ts";
import { renamedAroundNodes } from "../renamed.ts";

/** A body's contents under other names, to be put into another body. */
export interface BodyCopy {
	readonly nodes: readonly Node[];
	readonly bodies: ReadonlyMap<BodyId, Body>;
	readonly tensors: readonly TensorProto[];
	readonly sparse: readonly SparseTensorProto[];
	readonly annotations: readonly TensorAnnotation[];
	/** Declared types, under the new names; those of inputs are not among them. */
	readonly types: ReadonlyMap<string, TypeProto>;
	readonly nextId: number;
}

/** How a copy differs, besides that values have the names of a map; the others keep theirs. */
export interface BodyCopyRules extends Omit<CopyRules, "value"> {
	readonly names: ReadonlyMap<string, string>;
	readonly nextId: number;
}

/** Copies what is in a body of a graph. */
export function copyBody(graph: Graph, body: Body, { names, nextId: firstId, ...rules }: BodyCopyRules): BodyCopy {
	const value = (name: string) => names.get(name) ?? name;
	const { nodes, bodies, nextId } = copyNodes(graph, body.nodes, { ...rules, value }, firstId);
	const around = renamedAroundNodes(body, value);
	const types = new Map<string, TypeProto>();
	const inputs = new Set(around.inputs.map(({ name }) => name));
	for (const { name, type } of [...around.valueInfo, ...around.outputs]) {
		if (name && type && !inputs.has(name)) types.set(name, type);
	}
	return {
		nodes,
		bodies,
		tensors: around.initializers,
		sparse: around.sparseInitializers,
		annotations: around.quantizationAnnotation,
		types,
		nextId,
	};
}
