import { newMessage, type TypeProto, type ValueInfoProto } from "@suture/onnx";
import { nameOf } from "../address.ts";
import type { AddInput } from "../edit.ts";
import type { BodyId, Graph } from "../graph.ts";
import { refuse } from "../refusal.ts";
import type { HeldInterface, Slot } from "./slots.ts";
import { withSlots } from "./with-slots.ts";

export type Side = "input" | "output";

/** A body gets one more value handed from round to round: it begins as `from` says, and stays so until the body gives another. */
export function addCarried(graph: Graph, held: HeldInterface, id: BodyId, edit: AddInput, type: TypeProto): Graph {
	const { value, from, position } = edit;
	if (held.operator === "If") refuse("edit/branch-input", { value, node: nameOf(held.holder.node) }, { value });
	if (from === undefined) refuseWithoutFrom(held, value);
	const info = newMessage("ValueInfoProto", { name: value, type });
	const slot: Slot = {
		kind: "carried",
		bodyInput: info,
		bodyOutputs: new Map([[id, info]]),
		nodeInput: from,
		nodeOutput: "",
	};
	const slots = insertedAmong(held.slots, slot, "input", id, position, value);
	return withSlots(graph, held, slots);
}

/** Refuses an input of a body without a word of what goes in. */
export function refuseWithoutFrom(held: HeldInterface, value: string): never {
	return refuse("edit/needs-from", { value, node: nameOf(held.holder.node) }, { value });
}

/** A body gives one more value: a Loop or Scan collects it from all rounds. Of an If the node has it once both branches give it. */
export function addGiven(graph: Graph, held: HeldInterface, id: BodyId, output: ValueInfoProto): Graph {
	const open = held.slots.findIndex(({ bodyOutputs }) => held.operator === "If" && !bodyOutputs.has(id));
	const slot = held.slots[open];
	const bodyOutputs = new Map(slot?.bodyOutputs).set(id, output);
	const isWhole = bodyOutputs.size === held.bodies.length;
	const given: Slot = { ...slot, kind: "given", bodyOutputs, ...(isWhole && { nodeOutput: "" }) };
	return withSlots(graph, held, slot ? held.slots.with(open, given) : [...held.slots, given]);
}

/** Takes a value away, from the node and its bodies at once. */
export function removeSlot(
	graph: Graph,
	held: HeldInterface,
	place: { readonly side: Side; readonly info: ValueInfoProto; readonly id: BodyId },
	dangling = false,
): Graph {
	const value = place.info.name ?? "";
	const slot = slotOf(held, place);
	const slots = held.slots.filter((one) => one !== slot);
	const isLast = !slots.some(({ nodeOutput }) => nodeOutput !== undefined);
	if (isLast && slot.nodeOutput !== undefined) refuse("edit/last-output", { value }, { value });
	return withSlots(graph, held, slots, dangling);
}

/** Gives a value another place among those of its kind; 0-based, among all inputs or outputs of the body without it. */
export function moveSlot(
	graph: Graph,
	held: HeldInterface,
	place: { readonly side: Side; readonly info: ValueInfoProto; readonly id: BodyId },
	position: number,
): Graph {
	const slot = slotOf(held, place);
	const others = held.slots.filter((one) => one !== slot);
	const slots = insertedAmong(others, slot, place.side, place.id, position, place.info.name ?? "");
	return slots.every((one, i) => one === held.slots[i]) ? graph : withSlots(graph, held, slots);
}

function slotOf(
	held: HeldInterface,
	{ side, info, id }: { readonly side: Side; readonly info: ValueInfoProto; readonly id: BodyId },
): Slot {
	const found = held.slots.find((slot) => sideOf(slot, side, id) === info);
	const value = info.name ?? "";
	if (found && found.kind !== "fixed") return found;
	return refuse("edit/fixed-place", { value, node: nameOf(held.holder.node) }, { value });
}

function sideOf({ bodyInput, bodyOutputs }: Slot, side: Side, id: BodyId): ValueInfoProto | undefined {
	return side === "input" ? bodyInput : bodyOutputs.get(id);
}

const order: readonly Slot["kind"][] = ["fixed", "carried", "scanned", "given"];

/** The slots with one more at a position of the body's list, which must lie among those of its kind; without one, behind these. */
function insertedAmong(
	slots: readonly Slot[],
	slot: Slot,
	side: Side,
	id: BodyId,
	position: number | undefined,
	value: string,
): readonly Slot[] {
	const rank = (one: Slot) => order.indexOf(one.kind);
	const listed = slots.filter((one) => sideOf(one, side, id));
	const first = listed.filter((one) => rank(one) < rank(slot)).length;
	const same = slots.filter(({ kind }) => kind === slot.kind);
	const wanted = Math.min(position ?? Infinity, listed.length);
	const among = position === undefined ? same.length : wanted - first;
	if (!Number.isInteger(among) || among < 0 || among > same.length) refuse("edit/other-kind", { value }, { value });
	const before = slots.filter((one) => rank(one) < rank(slot));
	const behind = slots.filter((one) => rank(one) > rank(slot));
	return [...before, ...same.toSpliced(among, 0, slot), ...behind];
}
