import { factOf } from "@suture/analysis";
import { freshName, type NodeId, textFromType } from "@suture/graph";
import { type ElementType, isFloat, tensorOf, typeToProto } from "@suture/ops";
import type { Side } from "./assign-nodes.ts";
import type { Flow, FlowValue } from "./flow.ts";

/** "pre" and "post" run in ONNX Runtime, before and behind the engine. */
export type Role = "pre" | "engine" | "post";

/** By side. */
export const roles: readonly ["pre", "engine", "post"] = ["pre", "engine", "post"];

export const sides: Readonly<Record<Role, Side>> = { pre: 0, engine: 1, post: 2 };

/** A tensor that one part gives to others. */
export interface Boundary {
	readonly value: string;
	readonly from: Role;
	readonly to: readonly Role[];
	/** As ONNX's textual syntax has it. */
	readonly type: string;
	/** Where all sizes are known. */
	readonly bytes: number | undefined;
	/** How it crosses the engine's border when its own type can't. */
	readonly carrier: Carrier | undefined;
}

/** The same tensor under another name, cast to a type that engines take. */
export interface Carrier {
	readonly name: string;
	readonly element: ElementType;
	readonly type: string;
}

/** Under what else a part takes a value; undefined when it takes the value itself. */
export function carrierFor({ from, carrier }: Boundary, to: Role): Carrier | undefined {
	return from === "engine" || to === "engine" ? carrier : undefined;
}

export function boundariesOf(flow: Flow, side: ReadonlyMap<NodeId, Side>): readonly Boundary[] {
	return flow.values.flatMap((value) => {
		const from = side.get(value.maker.id) ?? 1;
		const to = [...new Set(value.readers.map(({ id }) => side.get(id) ?? 1))].filter((one) => one !== from).toSorted();
		return to.length === 0 ? [] : [boundaryOf(flow, value, from, to)];
	});
}

function boundaryOf(
	flow: Flow,
	{ name, element, isPlain, bytes }: FlowValue,
	from: Side,
	to: readonly Side[],
): Boundary {
	const { type } = factOf(flow.facts, flow.body.id, name);
	const shape = type?.kind === "tensor" ? type.shape : undefined;
	const touchesEngine = from === 1 || to.includes(1);
	const isKnown = shape?.every((size) => typeof size === "number") === true;
	return {
		value: name,
		from: roles[from],
		to: to.map((one) => roles[one]),
		type: textOf(element ?? "float", shape),
		bytes: isKnown ? bytes : undefined,
		carrier: touchesEngine && !isPlain && element !== undefined ? carrierOf(flow, name, element, shape) : undefined,
	};
}

type Shape = Parameters<typeof tensorOf>[1];

function carrierOf({ graph }: Flow, value: string, element: ElementType, shape: Shape): Carrier {
	const carried: ElementType = isFloat(element) ? "float" : "int32";
	return { name: freshName(graph, `${value}_${carried}`), element: carried, type: textOf(carried, shape) };
}

function textOf(element: ElementType, shape: Shape): string {
	const type = typeToProto(tensorOf(element, shape));
	return (type && textFromType(type)) ?? element;
}
