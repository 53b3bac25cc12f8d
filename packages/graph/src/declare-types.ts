import { newMessage, type TypeProto, type ValueInfoProto } from "@suture/onnx";
import { withBody } from "./applied.ts";
import { bodyOf } from "./body-of.ts";
import type { Body, BodyId, Graph } from "./graph.ts";
import { filtered, mapped } from "./same-array.ts";
import { textFromType } from "./value-type.ts";

/** The graph with these types declared where the body declares types: at inputs and outputs, else in value_info. Undefined takes
 *  a declaration back. Names of nothing in the body are declared all the same. */
export function declareTypes(graph: Graph, id: BodyId, types: ReadonlyMap<string, TypeProto | undefined>): Graph {
	if (types.size === 0) return graph;
	const body = bodyOf(graph, id);
	const typed = (info: ValueInfoProto) => {
		const name = info.name ?? "";
		return types.has(name) ? withType(info, types.get(name)) : info;
	};
	// A function's inputs and outputs are names: their types stand in its value_info.
	const isFunction = graph.functions.some((head) => head.body === id);
	const inputs = isFunction ? body.inputs : mapped(body.inputs, typed);
	const outputs = isFunction ? body.outputs : mapped(body.outputs, typed);
	const listed = new Set(isFunction ? [] : [...inputs, ...outputs].map(({ name }) => name));
	const kept = mapped(body.valueInfo, typed);
	for (const { name } of kept) listed.add(name);
	const added = [...types].filter(([name, type]) => type !== undefined && !listed.has(name));
	const valueInfo = withoutUntyped(body, kept, added as [string, TypeProto][]);
	const isSame = inputs === body.inputs && outputs === body.outputs && valueInfo === body.valueInfo;
	return isSame ? graph : withBody(graph, { ...body, inputs, outputs, valueInfo });
}

function withoutUntyped(
	body: Body,
	kept: readonly ValueInfoProto[],
	added: readonly [name: string, type: TypeProto][],
): readonly ValueInfoProto[] {
	if (kept === body.valueInfo && added.length === 0) return kept;
	const before = new Set(body.valueInfo);
	const left = filtered(kept, (info) => info.type !== undefined || before.has(info));
	if (added.length === 0) return left;
	return [...left, ...added.map(([name, type]) => newMessage("ValueInfoProto", { name, type }))];
}

/** The same object when it says so already. */
function withType(info: ValueInfoProto, type: TypeProto | undefined): ValueInfoProto {
	if (type === undefined) {
		const { type: _, ...untyped } = info;
		return untyped;
	}
	return info.type && textFromType(info.type) === textFromType(type) ? info : { ...info, type };
}
