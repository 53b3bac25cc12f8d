import { withBody } from "../applied.ts";
import { bodyOf } from "../body-of.ts";
import { changeNode } from "../change-node.ts";
import { freshNames } from "../fresh-name.ts";
import type { Attribute, Body, BodyId, Graph } from "../graph.ts";
import { indexOf } from "../index-of.ts";
import { intAttribute, intsAttribute } from "../new-node.ts";
import { withoutDescriptions } from "../splice/leftovers.ts";
import { refuseIfRead } from "../splice/refuse-loose-ends.ts";
import type { HeldInterface, Slot, SlotKind } from "./slots.ts";

/** The graph in which a node and its bodies agree on these slots instead. Outputs of the node without a name get one, since it
 *  must have as many as its bodies give. Refuses to take away what something reads, unless it may dangle. */
export function withSlots(graph: Graph, held: HeldInterface, slots: readonly Slot[], dangling = false): Graph {
	const { holder } = held;
	let edited = graph;
	for (const id of held.bodies) edited = withInterface(edited, id, slots, dangling);
	const fresh = freshNames(graph);
	const nameOf = ({ bodyOutputs }: Slot) => [...bodyOutputs.values()][0]?.name ?? "";
	const outputs = slots.flatMap((slot) =>
		slot.nodeOutput === undefined ? [] : slot.nodeOutput || fresh(`${nameOf(slot)}_all`),
	);
	const inputs = slots.flatMap(({ nodeInput }) => nodeInput ?? []);
	const attributes = held.operator === "Scan" ? scanAttributes(holder.node.attributes, slots) : holder.node.attributes;
	const change = { outputs, attributes, ...(held.operator !== "If" && { inputs }) };
	return changeNode(edited, holder.body.id, holder.node, change);
}

function withInterface(graph: Graph, id: BodyId, slots: readonly Slot[], dangling: boolean): Graph {
	const before = bodyOf(graph, id);
	const inputs = slots.flatMap(({ bodyInput }) => bodyInput ?? []);
	const outputs = slots.flatMap(({ bodyOutputs }) => bodyOutputs.get(id) ?? []);
	const left = { ...before, inputs, outputs, valueInfo: valueInfoWith(before, outputs) };
	const edited = withBody(graph, left);
	const stay = new Set(inputs);
	const lost = before.inputs.filter((input) => !stay.has(input)).map(({ name }) => name ?? "");
	if (!dangling) for (const value of lost) refuseIfRead(edited, id, value);
	return lost.length === 0 ? edited : withBody(edited, withoutDescriptions(left, new Set(lost)));
}

/** A value that stops being an output keeps its declared type, and one that is an output has it there. */
function valueInfoWith(before: Body, outputs: Body["outputs"]): Body["valueInfo"] {
	const listed = new Set(outputs.map(({ name }) => name));
	const { definitions } = indexOf(before);
	const isMade = (name: string) => definitions.get(name)?.by === "node";
	const freed = before.outputs.filter(({ name = "", type }) => type && !listed.has(name) && isMade(name));
	const kept = before.valueInfo.filter(({ name }) => !listed.has(name));
	return freed.length === 0 && kept.length === before.valueInfo.length ? before.valueInfo : [...kept, ...freed];
}

const listsOfScan: Readonly<Record<string, SlotKind>> = {
	scan_input_axes: "scanned",
	scan_input_directions: "scanned",
	scan_output_axes: "given",
	scan_output_directions: "given",
};

/** What a Scan says of each slot goes and moves with it; of one that is new it says 0. */
function scanAttributes(attributes: readonly Attribute[], slots: readonly Slot[]): readonly Attribute[] {
	return attributes.map((attribute) => {
		const { name = "", ints } = attribute;
		if (name === "num_scan_inputs") {
			return intAttribute(name, slots.filter(({ kind }) => kind === "scanned").length);
		}
		const kind = Object.hasOwn(listsOfScan, name) ? listsOfScan[name] : undefined;
		if (kind === undefined) return attribute;
		const same = slots.filter((slot) => slot.kind === kind);
		return intsAttribute(
			name,
			same.map(({ place }) => (place === undefined ? 0 : Number(ints[place] ?? 0))),
		);
	});
}
