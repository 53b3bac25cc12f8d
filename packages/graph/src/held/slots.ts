import type { ValueInfoProto } from "@suture/onnx";
import { bodiesOfNode } from "../bodies-of-node.ts";
import { bodyOf } from "../body-of.ts";
import type { Body, BodyId, Graph } from "../graph.ts";
import { plainDomain } from "../opset-imports.ts";
import { type Holder, holderOf } from "../scope.ts";
import { slotsOfLoop } from "./slots-of-loop.ts";
import { slotsOfScan } from "./slots-of-scan.ts";

/** What a slot is for. Slots of one kind stand together, in the order in which the node's kinds are listed here. */
export type SlotKind =
	/** What a Loop's body always takes and gives: the round, and whether to go on. */
	| "fixed"
	/** Handed from round to round. */
	| "carried"
	/** Taken apart, a piece a round. */
	| "scanned"
	/** Collected from all rounds, or what a branch gives. */
	| "given";

/** A value as a node and its bodies have it: they go and move together. */
export interface Slot {
	readonly kind: SlotKind;
	readonly bodyInput?: ValueInfoProto;
	/** By body: both branches of an If give it. */
	readonly bodyOutputs: ReadonlyMap<BodyId, ValueInfoProto>;
	/** "" where the node does not name it. */
	readonly nodeInput?: string;
	readonly nodeOutput?: string;
	/** Its place among those of its kind as the model had it; undefined for one that is new. */
	readonly place?: number;
}

/** A node with all that it and its bodies agree on. */
export interface HeldInterface {
	readonly holder: Holder;
	readonly operator: "If" | "Loop" | "Scan";
	readonly bodies: readonly BodyId[];
	readonly slots: readonly Slot[];
}

/** What the node that holds a body and the body agree on. Undefined for main, functions, bodies of other operators, and where
 *  they do not agree: there each is edited by itself. */
export function heldInterface(graph: Graph, id: BodyId): HeldInterface | undefined {
	const holder = holderOf(graph, id);
	if (!holder || plainDomain(holder.node.domain) !== "") return undefined;
	const { node } = holder;
	const body = bodyOf(graph, id);
	switch (node.opType) {
		case "If":
			return slotsOfIf(graph, holder);
		case "Loop":
			return heldBy(holder, "Loop", id, slotsOfLoop(node, body));
		case "Scan":
			return heldBy(holder, "Scan", id, slotsOfScan(node, body));
		default:
			return undefined;
	}
}

function heldBy(
	holder: Holder,
	operator: HeldInterface["operator"],
	id: BodyId,
	slots: readonly Slot[] | undefined,
): HeldInterface | undefined {
	return slots && { holder, operator, bodies: [id], slots };
}

/** Where one branch gives more than the other, the last slots are of that branch alone, and the node has none of them. */
function slotsOfIf(graph: Graph, holder: Holder): HeldInterface | undefined {
	const bodies = bodiesOfNode(holder.node);
	const outputs = bodies.map((id) => bodyOf(graph, id).outputs);
	if (bodies.some((id) => bodyOf(graph, id).inputs.length > 0)) return undefined;
	const shared = Math.min(...outputs.map(({ length }) => length));
	if (holder.node.outputs.length > shared) return undefined;
	const slots = Array.from({ length: Math.max(...outputs.map(({ length }) => length)) }, (_, place): Slot => {
		const given = bodies.flatMap((id, i): [BodyId, Body["outputs"][number]][] => {
			const output = outputs[i]?.[place];
			return output ? [[id, output]] : [];
		});
		const nodeOutput = holder.node.outputs[place] ?? "";
		return { kind: "given", bodyOutputs: new Map(given), place, ...(place < shared && { nodeOutput }) };
	});
	return { holder, operator: "If", bodies, slots };
}
