import { newMessage, type TensorProto, type TypeProto, type ValueInfoProto } from "@suture/onnx";
import type { Body } from "./graph.ts";
import { indexOf } from "./index-of.ts";

const tables = new WeakMap<Body, ReadonlyMap<string, TypeProto>>();

/** The type that the file itself gives for a value of a body: from inputs, outputs, value_info, or an initializer. */
export function declaredType(body: Body, value: string): TypeProto | undefined {
	const definition = indexOf(body).definitions.get(value);
	if (definition?.by === "initializer") {
		const tensor = body.initializers[definition.position];
		if (tensor) return typeOfTensor(tensor);
	}
	return declarations(body).get(value);
}

function declarations(body: Body): ReadonlyMap<string, TypeProto> {
	let table = tables.get(body);
	if (!table) {
		const rows: [string, TypeProto][] = [];
		// Inputs and outputs come last: where they differ from value_info, readers believe them.
		const all: readonly ValueInfoProto[] = [...body.valueInfo, ...body.outputs, ...body.inputs];
		for (const { name, type } of all) if (name && type) rows.push([name, type]);
		table = new Map(rows);
		tables.set(body, table);
	}
	return table;
}

export function typeOfTensor({ dataType, dims }: TensorProto): TypeProto {
	const dim = dims.map((dimValue) => ({ dimValue }));
	const shape = newMessage("TensorShapeProto", { dim });
	return newMessage("TypeProto", { tensorType: { ...(dataType === undefined ? {} : { elemType: dataType }), shape } });
}
