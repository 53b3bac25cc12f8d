import { newMessage, type TensorProto, type TypeProto, tensorTypeNamed } from "@suture/onnx";
import { bodiesOfNode } from "../bodies-of-node.ts";
import { bodyOf } from "../body-of.ts";
import type { Body, BodyId, Graph, Node } from "../graph.ts";
import { intAttribute, intsAttribute, newNode } from "../new-node.ts";
import { importsAt, versionIn } from "../opset-imports.ts";
import { bodyAndInner, valuesNeededBy } from "../scope.ts";
import { type BodyCopy, copyBody } from "./copy-body.ts";
import type { Loop } from "./loop.ts";
import { ownNames, withFreshNames } from "./own-names.ts";

/** Contents of a Loop that runs a number of rounds, laid one behind the other. */
export interface Rounds extends BodyCopy {
	/** What the Loop gives, under the names that it has at the end: states, then what is collected. */
	readonly given: readonly string[];
}

/** Names that are free, for values and for nodes. */
export interface Fresh {
	readonly value: (wanted: string) => string;
	readonly node: (wanted: string) => string;
}

export function layRounds(graph: Graph, body: Body, loop: Loop, times: number, fresh: Fresh): Rounds {
	const laying = startLaying(graph, body, loop, fresh);
	for (let round = 0; round < times; round++) layRound(laying, loop, round, round === times - 1);
	const collected = loop.scanned.map((_, i) => collect(laying, loop, i));
	return { ...laying, given: [...laying.states, ...collected] };
}

interface Laying {
	readonly graph: Graph;
	readonly fresh: Fresh;
	readonly hasAxesInput: boolean;
	nextId: number;
	condition: string;
	states: readonly string[];
	/** For each collected output, its value of every round. */
	readonly scanned: string[][];
	readonly nodes: Node[];
	readonly bodies: Map<BodyId, Body>;
	readonly tensors: TensorProto[];
	readonly sparse: BodyCopy["sparse"];
	readonly annotations: BodyCopy["annotations"][number][];
	readonly types: Map<string, TypeProto>;
	/** What the body holds itself is the same in every round. */
	readonly shared: ReadonlyMap<string, string>;
}

function startLaying(graph: Graph, body: Body, loop: Loop, fresh: Fresh): Laying {
	const { inner, firstCondition, firstStates } = loop;
	const held = [...inner.initializers, ...inner.sparseInitializers.map(({ values }) => values)];
	const shared = withFreshNames(
		new Map(),
		held.map((one) => one?.name ?? ""),
		fresh.value,
	);
	const around = copyBody(graph, { ...inner, nodes: [] }, { names: shared, nextId: graph.nextId });
	const laying: Laying = {
		graph,
		fresh,
		hasAxesInput: (versionIn(importsAt(graph, body.id), "") ?? 0) >= 13,
		nextId: graph.nextId,
		condition: firstCondition,
		states: firstStates,
		scanned: loop.scanned.map(() => []),
		nodes: [],
		bodies: new Map(),
		tensors: [...around.tensors],
		sparse: around.sparse,
		annotations: [],
		types: new Map(),
		shared,
	};
	if (firstCondition === "") laying.condition = constant(laying, loop.condition, "bool", [], 1);
	return laying;
}

function layRound(laying: Laying, loop: Loop, round: number, isLast: boolean): void {
	const { graph, fresh } = laying;
	const { inner, states } = loop;
	const iteration = constant(laying, loop.iteration, "int64", [], round);
	const bound = new Map([...laying.shared, [loop.iteration, iteration], [loop.condition, laying.condition]]);
	states.forEach((state, i) => bound.set(state, laying.states[i] ?? ""));
	if (isLast) nameLast(bound, loop);
	const names = withFreshNames(bound, ownNames(graph, inner), fresh.value);
	const nodesAlone = { ...inner, initializers: [], sparseInitializers: [] };
	const copy = copyBody(graph, nodesAlone, { names, nodeName: fresh.node, nextId: laying.nextId });
	laying.nextId = copy.nextId;
	for (const one of copy.nodes) laying.nodes.push(one);
	for (const [id, body] of copy.bodies) laying.bodies.set(id, body);
	for (const [name, type] of copy.types) laying.types.set(name, type);
	for (const one of copy.annotations) laying.annotations.push(one);
	const named = (name: string) => names.get(name) ?? name;
	laying.condition = named(loop.nextCondition);
	laying.states = loop.nextStates.map(named);
	loop.scanned.forEach((name, i) => laying.scanned[i]?.push(named(name)));
}

/** In the last round the nodes make the Loop's outputs themselves. */
function nameLast(bound: Map<string, string>, { inner, node, nextStates }: Loop): void {
	const made = new Set(inner.nodes.flatMap(({ outputs }) => outputs));
	nextStates.forEach((name, i) => {
		const output = node.outputs[i];
		if (output && made.has(name) && !bound.has(name)) bound.set(name, output);
	});
}

/** Puts the values of all rounds on each other along a new first axis. */
function collect(laying: Laying, { states, node }: Loop, position: number): string {
	const output = node.outputs[states.length + position];
	const values = laying.scanned[position] ?? [];
	if (!output) return "";
	const [only] = values;
	if (values.length === 1 && only !== undefined) return unsqueeze(laying, only, output);
	const raised = values.map((value) => unsqueeze(laying, value, laying.fresh.value(`${output}_round`)));
	const axis = intAttribute("axis", 0);
	laying.nodes.push(
		newNode(laying.nextId++, { opType: "Concat", inputs: raised, outputs: [output], attributes: [axis] }),
	);
	return output;
}

function unsqueeze(laying: Laying, input: string, output: string): string {
	const { hasAxesInput } = laying;
	const inputs = hasAxesInput ? [input, constant(laying, "axes", "int64", [1], 0)] : [input];
	const attributes = hasAxesInput ? [] : [intsAttribute("axes", [0])];
	laying.nodes.push(newNode(laying.nextId++, { opType: "Unsqueeze", inputs, outputs: [output], attributes }));
	return output;
}

/** The name of a new tensor with one element. */
function constant(
	laying: Laying,
	wanted: string,
	type: "bool" | "int64",
	dims: readonly number[],
	value: number,
): string {
	const name = laying.fresh.value(wanted);
	const bytes = type === "bool" ? Uint8Array.of(value) : new Uint8Array(BigInt64Array.of(BigInt(value)).buffer);
	const dataType = tensorTypeNamed(type)?.dataType ?? 0;
	laying.tensors.push(newMessage("TensorProto", { name, dataType, dims, rawData: { at: "memory", bytes } }));
	return name;
}

/** Contents without what none of the wanted values needs. */
export function withoutUnneeded<T extends BodyCopy>(graph: Graph, copy: T, wanted: readonly string[]): T {
	const held = { ...graph, bodies: new Map([...graph.bodies, ...copy.bodies]) };
	const makers = new Map(copy.nodes.flatMap((node) => node.outputs.map((output) => [output, node] as const)));
	const needed = new Set<string>();
	const kept = new Set<Node>();
	const pending = [...wanted];
	for (let value = pending.pop(); value !== undefined; value = pending.pop()) {
		if (needed.has(value)) continue;
		needed.add(value);
		const maker = makers.get(value);
		if (!maker || kept.has(maker)) continue;
		kept.add(maker);
		for (const one of valuesNeededBy(held, maker)) pending.push(one);
	}
	const inside = [...kept].flatMap(bodiesOfNode).flatMap((id) => bodyAndInner(held, id));
	return {
		...copy,
		nodes: copy.nodes.filter((node) => kept.has(node)),
		bodies: new Map(inside.map((id) => [id, bodyOf(held, id)])),
		tensors: copy.tensors.filter(({ name }) => needed.has(name ?? "")),
		sparse: copy.sparse.filter(({ values }) => needed.has(values?.name ?? "")),
		annotations: copy.annotations.filter(({ tensorName }) => needed.has(tensorName ?? "")),
	};
}
