import type { Body, Node } from "@suture/graph";
import type { SparseTensorProto, TensorProto } from "@suture/onnx";
import type { Reading } from "./reading.ts";
import { sparseTensorKey, tensorKey } from "./tensor-key.ts";

/** A value that is known without running: exporters write the same one as an initializer or as a Constant node. */
export type Constant =
	| { readonly as: "initializer"; readonly name: string; readonly tensor: TensorProto }
	| { readonly as: "sparse-initializer"; readonly name: string; readonly tensor: SparseTensorProto }
	| { readonly as: "node"; readonly name: string; readonly tensor: TensorProto; readonly node: Node };

const known = new WeakMap<Body, ReadonlyMap<string, Constant>>();

/** The constants of a body by the names of their values. */
export function constantsOf(body: Body): ReadonlyMap<string, Constant> {
	let found = known.get(body);
	if (!found) {
		found = findConstants(body);
		known.set(body, found);
	}
	return found;
}

function findConstants(body: Body): Map<string, Constant> {
	const found = new Map<string, Constant>();
	for (const node of body.nodes) {
		const tensor = tensorOf(node);
		const [name = ""] = node.outputs;
		if (tensor && name !== "") found.set(name, { as: "node", name, tensor, node });
	}
	for (const tensor of body.sparseInitializers) {
		const name = tensor.values?.name ?? "";
		found.set(name, { as: "sparse-initializer", name, tensor });
	}
	for (const tensor of body.initializers) {
		const { name = "" } = tensor;
		found.set(name, { as: "initializer", name, tensor });
	}
	found.delete(""); // it can't be taken: "" is an input that is not given
	return found;
}

function tensorOf({ opType, domain, attributes }: Node): TensorProto | undefined {
	if (opType !== "Constant" || (domain !== "" && domain !== "ai.onnx")) return undefined;
	return attributes.length === 1 && attributes[0]?.name === "value" ? attributes[0].t : undefined;
}

export function constantKey(constant: Constant, reading: Reading): number {
	return constant.as === "sparse-initializer"
		? sparseTensorKey(constant.tensor, reading)
		: tensorKey(constant.tensor, reading);
}
