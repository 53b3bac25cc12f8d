import type { ValueInfoProto } from "@suture/onnx";
import type { Body, Node } from "./graph.ts";
import { mapped } from "./same-array.ts";

/** What a name becomes. Empty names, which mean no value, are never asked. */
export type Rename = (name: string) => string;

/** A node with other names for what it takes and makes; the same node when they are the same. */
export function renamedNode(node: Node, rename: Rename): Node {
	const name = (one: string) => (one === "" ? "" : rename(one));
	const inputs = mapped(node.inputs, name);
	const outputs = mapped(node.outputs, name);
	return inputs === node.inputs && outputs === node.outputs ? node : { ...node, inputs, outputs };
}

/** A body with other names for its values, but for those in its nodes. */
export function renamedAroundNodes(body: Body, rename: Rename): Body {
	const named = <T extends { readonly name?: string }>(one: T): T => {
		const name = one.name ? rename(one.name) : one.name;
		return name === one.name || name === undefined ? one : { ...one, name };
	};
	return {
		...body,
		inputs: mapped(body.inputs, named<ValueInfoProto>),
		outputs: mapped(body.outputs, named<ValueInfoProto>),
		valueInfo: mapped(body.valueInfo, named<ValueInfoProto>),
		initializers: mapped(body.initializers, named),
		sparseInitializers: mapped(body.sparseInitializers, (sparse) => {
			const values = sparse.values && named(sparse.values);
			return values === sparse.values || values === undefined ? sparse : { ...sparse, values };
		}),
		quantizationAnnotation: mapped(body.quantizationAnnotation, (annotation) => renamedAnnotation(annotation, rename)),
	};
}

type Annotation = Body["quantizationAnnotation"][number];

function renamedAnnotation(annotation: Annotation, rename: Rename): Annotation {
	const { tensorName } = annotation;
	const name = tensorName ? rename(tensorName) : tensorName;
	const parameters = mapped(annotation.quantParameterTensorNames, (entry) => {
		const value = entry.value ? rename(entry.value) : entry.value;
		return value === entry.value || value === undefined ? entry : { ...entry, value };
	});
	if (name === tensorName && parameters === annotation.quantParameterTensorNames) return annotation;
	return { ...annotation, ...(name === undefined ? {} : { tensorName: name }), quantParameterTensorNames: parameters };
}
