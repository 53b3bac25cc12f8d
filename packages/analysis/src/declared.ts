import type { Body } from "@suture/graph";
import type { TypeProto, ValueInfoProto } from "@suture/onnx";

const tables = new WeakMap<readonly ValueInfoProto[], ReadonlyMap<string, TypeProto>>();

/** The type that a body's outputs or value_info declare for a value. Outputs are believed first, as readers do. */
export function declaredInBody({ outputs, valueInfo }: Body, value: string): TypeProto | undefined {
	return tableOf(outputs).get(value) ?? tableOf(valueInfo).get(value);
}

/** An edit keeps the lists that it does not touch, so their tables outlive it. */
function tableOf(list: readonly ValueInfoProto[]): ReadonlyMap<string, TypeProto> {
	let table = tables.get(list);
	if (table === undefined) {
		table = new Map(list.flatMap(({ name, type }) => (name && type ? [[name, type] as const] : [])));
		tables.set(list, table);
	}
	return table;
}
