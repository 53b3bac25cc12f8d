import { factOf } from "@suture/analysis";
import { type Edit, indexOf, type NodeId } from "@suture/graph";
import { dataTypeOf, type ElementType, elementOfFact } from "@suture/ops";
import { int, replacement, siteOf } from "@suture/rewrite";
import type { Side } from "./assign-nodes.ts";
import { type Boundary, carrierFor, type Role, roles } from "./boundary.ts";
import type { Flow } from "./flow.ts";

/** The edits that leave one part of a model: what comes in becomes inputs, what goes out outputs, the rest goes. Undefined when nothing
 *  runs there. A value of a type that engines do not take goes under another name, cast there and back by the two parts. */
export function partEdits(
	flow: Flow,
	side: ReadonlyMap<NodeId, Side>,
	boundaries: readonly Boundary[],
	role: Role,
): readonly Edit[] | undefined {
	const own = outputsOf(flow, side, role);
	const given = boundaries.filter(({ from }) => from === role);
	const taken = boundaries.filter(({ to }) => to.includes(role));
	if (own.length === 0 && given.length === 0) return undefined;
	const outputs = new Set(flow.body.outputs.map(({ name = "" }) => name));
	const isGiven = new Set(given.filter((one) => one.to.some((to) => !carrierFor(one, to))).map(({ value }) => value));
	return [
		...given.flatMap((boundary) => giving(flow, boundary, outputs)),
		...[...outputs]
			.filter((name) => !own.includes(name) && !isGiven.has(name))
			.map((value): Edit => ({ do: "remove-output", value })),
		...taken.flatMap((boundary) => taking(flow, boundary, role)),
		{ do: "remove-unreachable", inputs: true },
	];
}

/** Outputs of the model that a part makes. One that no node makes, a mere input, is given back by the last part outside of the engine. */
function outputsOf({ body, nodes }: Flow, side: ReadonlyMap<NodeId, Side>, role: Role): readonly string[] {
	const { definitions } = indexOf(body);
	const present = new Set(nodes.map(({ node }) => side.get(node.id)));
	const last: Role = present.has(2) ? "post" : present.has(0) ? "pre" : "engine";
	return body.outputs
		.map(({ name = "" }) => name)
		.filter((name) => {
			const definition = definitions.get(name);
			const made = definition?.by === "node" ? side.get(definition.node.id) : undefined;
			return (made === undefined ? last : roles[made]) === role;
		});
}

function giving(flow: Flow, boundary: Boundary, outputs: ReadonlySet<string>): readonly Edit[] {
	const { value, type, carrier, to } = boundary;
	const edits: Edit[] = [];
	const isWanted = to.some((role) => !carrierFor(boundary, role));
	if (isWanted && !outputs.has(value)) edits.push({ do: "add-output", value, type });
	if (carrier && to.some((role) => carrierFor(boundary, role))) {
		edits.push(cast(flow, value, carrier.name, carrier.element), {
			do: "add-output",
			value: carrier.name,
			type: carrier.type,
		});
	}
	return edits;
}

function taking(flow: Flow, boundary: Boundary, role: Role): readonly Edit[] {
	const { value, type } = boundary;
	const carrier = carrierFor(boundary, role);
	if (!carrier) return [{ do: "make-input", value, type }];
	const element = elementOfFact(factOf(flow.facts, flow.body.id, value)) ?? "float";
	return [
		{ do: "add-input", value: carrier.name, type: carrier.type },
		{ do: "make-input", value, type },
		{ do: "remove-input", value, dangling: true },
		cast(flow, carrier.name, value, element),
	];
}

function cast({ graph, facts, body }: Flow, from: string, to: string, element: ElementType): Edit {
	const site = siteOf(graph, facts, body.id);
	const node = { opType: "Cast", inputs: [from], outputs: [to], attributes: [int("to", dataTypeOf(element))] };
	return replacement(site, [], [node]);
}
