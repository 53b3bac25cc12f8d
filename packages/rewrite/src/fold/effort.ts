import { bodiesOfNode, type Node, type NodeId } from "@suture/graph";
import { type Site, siteOf } from "../match/site.ts";
import { mostBytesAt, mostInputBytes, mostOutputBytes, sumOf } from "./most-bytes.ts";
import { mostSteps } from "./most-steps.ts";
import { roundsAtMost } from "./rounds-at-most.ts";

/** What it takes to calculate a node, at most. */
export interface Effort {
	/** Bytes of what it makes, and of what its bodies hold while they run. */
	readonly bytes: number;
	/** Elementary operations, about a nanosecond each. */
	readonly steps: number;
}

/** Why a constant is not calculated: a stranger's file shall keep nobody waiting, nor fill the memory. */
export interface Hindrance {
	/** Which node it is: inside of a body, where that stands against the node that holds it. */
	readonly node: Node;
	readonly reason:
		| { readonly why: "rounds unknown" }
		| { readonly why: "size unknown" }
		| { readonly why: "too long" }
		| { readonly why: "too much" };
}

/** Steps that all calculations of one rewriting may take together. */
export const mostStepsInAll: number = 2 ** 33;
/** Bytes that one node may make, beyond those that it reads. */
const mostBytes = 2 ** 28;

/** What calculating a node takes, or why it can't be said to end soon. `made` has the bytes of the nodes before it; its own, and
 *  those of the nodes in its bodies, are added. */
export function effortOf(site: Site, node: Node, made: Map<NodeId, number>): Effort | Hindrance {
	const bodies = bodiesOfNode(node);
	const effort = bodies.length > 0 ? effortOfHolder(site, node, made) : effortOfNode(site, node, made);
	if ("reason" in effort) return effort;
	const { bytes, steps } = effort;
	if (!(steps <= mostStepsInAll)) return { node, reason: { why: "too long" } };
	if (bytes > Math.max(mostBytes, mostInputBytes(site, node, made) ?? 0)) return { node, reason: { why: "too much" } };
	made.set(node.id, bytes);
	return effort;
}

function effortOfNode(site: Site, node: Node, made: Map<NodeId, number>): Effort | Hindrance {
	const bytes = mostOutputBytes(site, node, made);
	return bytes === undefined
		? { node, reason: { why: "size unknown" } }
		: { bytes, steps: mostSteps(site, node, made) };
}

/** Of a node with bodies: what a round takes, as often as there are rounds. */
function effortOfHolder(site: Site, node: Node, made: Map<NodeId, number>): Effort | Hindrance {
	const rounds = roundsAtMost(site, node);
	if (rounds === undefined) return { node, reason: { why: "rounds unknown" } };
	let [bytes, steps] = [mostInputBytes(site, node, made), 0];
	const bodies = bodiesOfNode(node).map((id) => siteOf(site.graph, site.facts, id));
	const running = bodies.filter(({ isKnown }) => isKnown); // of a branch that never runs nothing is known
	if (running.length === 0) return { node, reason: { why: "size unknown" } };
	for (const inner of running) {
		const round = effortOfRound(inner, made);
		if ("reason" in round) return round;
		const given = inner.body.outputs.map(({ name = "" }) => mostBytesAt(inner, name, made));
		const collected = given.slice(statesOf(node)).map((one) => one && one * rounds);
		bytes = sumOf([bytes, round.bytes, ...given, ...collected]);
		steps += round.steps;
	}
	return bytes === undefined ? { node, reason: { why: "size unknown" } } : { bytes, steps: rounds * steps };
}

/** How many outputs of a body are handed on to the next round rather than collected. */
function statesOf({ opType, inputs, outputs }: Node): number {
	return opType === "Loop" ? inputs.length - 1 : opType === "If" ? outputs.length : 0;
}

const stepsOfRound = 50_000;

function effortOfRound(site: Site, made: Map<NodeId, number>): Effort | Hindrance {
	let [bytes, steps] = [0, stepsOfRound];
	for (const node of site.body.nodes) {
		const effort = effortOf(site, node, made);
		if ("reason" in effort) return effort;
		bytes += effort.bytes;
		steps += effort.steps;
	}
	return { bytes, steps };
}
