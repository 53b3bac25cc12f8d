import type { TensorProto } from "@suture/onnx";
import { withBody } from "./applied.ts";
import { bodyOf } from "./body-of.ts";
import { changeNode } from "./change-node.ts";
import { declareTypes } from "./declare-types.ts";
import { declaredType, typeOfTensor } from "./declared-type.ts";
import type { Body, Graph } from "./graph.ts";
import { indexOf } from "./index-of.ts";
import { nearestName } from "./nearest-name.ts";
import { tensorAttribute } from "./new-node.ts";
import { refuse } from "./refusal.ts";
import { isConstant } from "./tensor-of-value.ts";

/** The graph with another tensor where a body holds one under this name, in an initializer or a Constant. Its declared type
 *  follows. */
export function withTensor(graph: Graph, body: Body, tensor: TensorProto): Graph {
	const value = tensor.name ?? "";
	const definition = indexOf(body).definitions.get(value);
	if (definition?.by === "initializer" || definition?.by === "sparse-initializer") {
		return withDeclaredType(withBody(graph, withInitializer(body, tensor)), body, tensor);
	}
	if (definition?.by === "node" && isConstant(definition.node)) {
		const attributes = [tensorAttribute("value", tensor)];
		return withDeclaredType(changeNode(graph, body.id, definition.node, { attributes }), body, tensor);
	}
	const nearest = nearestName(
		value,
		body.initializers.map(({ name }) => name ?? ""),
	);
	return refuse("edit/no-such-tensor", { wanted: value, nearest }, { value });
}

function withInitializer(body: Body, tensor: TensorProto): Body {
	const { name } = tensor;
	const isSparse = body.sparseInitializers.some(({ values }) => values?.name === name);
	if (isSparse) {
		const sparseInitializers = body.sparseInitializers.filter(({ values }) => values?.name !== name);
		return { ...body, sparseInitializers, initializers: [...body.initializers, tensor] };
	}
	const changed = (one: TensorProto): TensorProto => {
		const { docString, metadataProps } = one;
		return { ...tensor, ...(docString !== undefined && { docString }), metadataProps };
	};
	return { ...body, initializers: body.initializers.map((one) => (one.name === name ? changed(one) : one)) };
}

function withDeclaredType(graph: Graph, before: Body, tensor: TensorProto): Graph {
	const value = tensor.name ?? "";
	const infos = [...before.inputs, ...before.outputs, ...before.valueInfo];
	const isDeclared = infos.some(({ name, type }) => name === value && type !== undefined);
	const type = typeOfTensor(tensor);
	const known = declaredType(bodyOf(graph, before.id), value);
	return isDeclared && known ? declareTypes(graph, before.id, new Map([[value, type]])) : graph;
}
