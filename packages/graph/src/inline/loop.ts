import { type TensorProto, tensorBytesInMemory, tensorType, tensorValues } from "@suture/onnx";
import { nameOf } from "../address.ts";
import { bodyOf } from "../body-of.ts";
import type { Body, Graph, Node } from "../graph.ts";
import { indexOf } from "../index-of.ts";
import { plainDomain } from "../opset-imports.ts";
import { refuse } from "../refusal.ts";
import { tensorIn, tensorOfValue } from "../tensor-of-value.ts";

/** A Loop as its parts are named. */
export interface Loop {
	readonly node: Node;
	readonly inner: Body;
	/** Names inside: the number of the round, whether to go on, and what the rounds hand to each other. */
	readonly iteration: string;
	readonly condition: string;
	readonly states: readonly string[];
	/** What a round gives: whether to go on, the states for the next one, and what is collected of every round. */
	readonly nextCondition: string;
	readonly nextStates: readonly string[];
	readonly scanned: readonly string[];
	/** Names outside. */
	readonly firstCondition: string;
	readonly firstStates: readonly string[];
}

/** The parts of a Loop; refuses a node that is none, or whose body does not fit it. */
export function loopOf(graph: Graph, node: Node): Loop {
	const refuseLoop = (reason: string) => refuse("edit/no-inline", { node: nameOf(node), reason });
	if (node.opType !== "Loop" || plainDomain(node.domain) !== "") refuseLoop("it is no Loop");
	const id = node.attributes.find(({ name }) => name === "body")?.bodies?.[0];
	if (id === undefined) return refuseLoop("it has no body");
	const inner = bodyOf(graph, id);
	const [iteration, condition, ...states] = inner.inputs.map(({ name }) => name ?? "");
	const [nextCondition, ...given] = inner.outputs.map(({ name }) => name ?? "");
	const [, firstCondition = "", ...firstStates] = node.inputs;
	const fits =
		firstStates.length === states.length && given.length >= states.length && given.length >= node.outputs.length;
	if (iteration === undefined || condition === undefined || nextCondition === undefined || !fits) {
		return refuseLoop("its body takes or gives another number of values");
	}
	if (firstStates.includes("")) refuseLoop("one of its first states is not given");
	const [nextStates, scanned] = [given.slice(0, states.length), given.slice(states.length)];
	return { node, inner, iteration, condition, states, nextCondition, nextStates, scanned, firstCondition, firstStates };
}

/** How many rounds the model says a Loop runs, at most or exactly; undefined where only running it can tell. */
export function roundsOf(graph: Graph, body: Body, loop: Loop): { atMost: number; exactly: boolean } | undefined {
	const known = (value: string) => (value === "" ? undefined : tensorOfValue(graph, body.id, value));
	const starts = loop.firstCondition === "" ? 1 : scalarOf(known(loop.firstCondition));
	if (starts === 0) return { atMost: 0, exactly: true };
	const most = scalarOf(known(loop.node.inputs[0] ?? ""));
	if (most === undefined) return undefined;
	return { atMost: Math.max(0, most), exactly: starts === 1 && goesOnAlways(loop) };
}

/** Whether the condition of every round is the one before, or constant. */
function goesOnAlways({ inner, condition, nextCondition }: Loop): boolean {
	const { definitions } = indexOf(inner);
	const seen = new Set<string>();
	for (let value = nextCondition; !seen.has(value); ) {
		if (value === condition) return true;
		seen.add(value);
		const constant = scalarOf(tensorIn(inner, value));
		if (constant !== undefined) return constant === 1;
		const definition = definitions.get(value);
		const isCopied = definition?.by === "node" && definition.node.opType === "Identity";
		if (!isCopied) return false;
		value = definition.node.inputs[0] ?? "";
	}
	return false;
}

/** The one element of a tensor of integers or truth values; undefined for other tensors, and where it is not in memory. */
function scalarOf(tensor: TensorProto | undefined): number | undefined {
	const type = tensorType(tensor?.dataType);
	if (!tensor || !type || tensor.dims.some((size) => size !== 1)) return undefined;
	const read = tensorBytesInMemory(tensor);
	if (!read || "problem" in read) return undefined;
	const [element] = tensorValues(type, read.bytes, 1);
	return element === undefined ? undefined : Number(element);
}
