import type { TensorProto } from "@suture/onnx";
import { bodyOf } from "./body-of.ts";
import type { Body, BodyId, Graph, Node } from "./graph.ts";
import { indexOf } from "./index-of.ts";
import { plainDomain } from "./opset-imports.ts";
import { bodiesAround } from "./scope.ts";

/** The tensor of a value that a body can read: of an initializer or a Constant, in the body or around it. */
export function tensorOfValue(graph: Graph, id: BodyId, value: string): TensorProto | undefined {
	for (const body of [bodyOf(graph, id), ...bodiesAround(graph, id)]) {
		const definition = indexOf(body).definitions.get(value);
		if (definition) return tensorIn(body, value);
	}
	return undefined;
}

/** The same for a value of this very body. */
export function tensorIn(body: Body, value: string): TensorProto | undefined {
	const definition = indexOf(body).definitions.get(value);
	if (definition?.by === "initializer") return body.initializers[definition.position];
	return definition?.by === "node" ? tensorOfConstant(definition.node) : undefined;
}

/** The tensor that a Constant node gives; undefined for other nodes, and for a Constant that is no tensor attribute. */
export function tensorOfConstant(node: Node): TensorProto | undefined {
	return isConstant(node) ? node.attributes.find(({ name }) => name === "value")?.t : undefined;
}

export function isConstant({ opType, domain }: Node): boolean {
	return opType === "Constant" && plainDomain(domain) === "";
}
