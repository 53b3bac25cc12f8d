import { bodyAndInner, bodyOf, type Edit, type Graph, indexOf, isValueName, nodesByName } from "@suture/graph";
import type { Problem } from "@suture/problems";
import type { Connection } from "../graft/ports.ts";
import type { Met } from "./meeting-opsets.ts";
import { type OtherModel, textOfOther } from "./other-model.ts";

/** How another model shall come to the open one. */
export interface MergeWish {
	/** Where it comes: its outputs go into this one's inputs, it takes this one's outputs, or both stay apart. */
	readonly side: "in-front" | "behind" | "beside";
	readonly connections: readonly Connection[];
	/** Stands before the names of its values and nodes. */
	readonly prefix: string;
	/** Whether outputs of this one that the other one takes stay outputs. */
	readonly keepsOutputs: boolean;
}

/** The edits of a merge, with weights named by their hashes. */
export interface PlannedMerge {
	readonly edits: readonly Edit[];
	/** What of the other model gets lost. */
	readonly problems: readonly Problem[];
}

/** `met`: both models at the same operator sets. */
export async function planMerge(met: Met, other: OtherModel, wish: MergeWish): Promise<PlannedMerge> {
	const { side, connections, prefix, keepsOutputs } = wish;
	const { text, problems } = await textOfOther(met.other);
	const merge: Edit = {
		do: "merge-model",
		model: text,
		...(Object.keys(other.tensors).length === 0 ? {} : { tensors: other.tensors }),
		...(prefix === "" ? {} : { prefix }),
		...(side === "behind" && { inputs: Object.fromEntries(connections.map((one) => [one.taker, one.giver])) }),
		...(side === "in-front" && { outputs: Object.fromEntries(connections.map((one) => [one.giver, one.taker])) }),
	};
	const connected = side === "behind" && !keepsOutputs ? new Set(connections.map(({ giver }) => giver)) : [];
	const inside = Array.from(connected, (value): Edit => ({ do: "remove-output", value }));
	return { edits: [...met.edits, merge, ...inside], problems };
}

/** What stands before the other model's names so that none is taken: nothing, if that is enough. */
export function prefixFor(graph: Graph, other: OtherModel): string {
	const inner = bodyOf(other.graph, other.graph.main);
	const all = bodyAndInner(other.graph, inner.id).map((id) => bodyOf(other.graph, id));
	const values = new Set(all.flatMap((body) => [...indexOf(body).definitions.keys()]));
	const here = nodesByName(bodyOf(graph, graph.main));
	const nodes = inner.nodes.map(({ name }) => name).filter((name) => name !== "");
	const isFree = (prefix: string) =>
		![...values].some((name) => isValueName(graph, prefix + name)) && !nodes.some((name) => here.has(prefix + name));
	if (isFree("")) return "";
	const stem = other.name.replace(/\.onnx$/i, "").replace(/[^A-Za-z0-9_]+/g, "_");
	let prefix = `${stem}_`;
	for (let i = 2; !isFree(prefix); i++) prefix = `${stem}_${i}_`;
	return prefix;
}
