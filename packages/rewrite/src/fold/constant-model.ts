import { bodiesOfNode, capturedBy, type Node, nodeProto } from "@suture/graph";
import {
	AttributeType,
	contentsOf,
	isExternal,
	joinParts,
	type NodeProto,
	newMessage,
	storedByteLength,
	type TensorProto,
	writeModel,
} from "@suture/onnx";
import { dataTypeOf } from "@suture/ops";
import { tensorOfConstant } from "../match/constant-node.ts";
import { elementAt, factAt, homeOf, type Site } from "../match/site.ts";
import type { ConstantNodes, FoldedValue } from "./plan-folding.ts";
import { tensorOfFact } from "./tensor-of-fact.ts";

/** A model without inputs that computes values. */
export interface ConstantModel {
	readonly bytes: Uint8Array;
	/** What it computes: the values that were asked for, without those that did not fit. */
	readonly values: readonly FoldedValue[];
	/** The names that they have as outputs: bfloat16 comes as float, since no JavaScript of ONNX Runtime hands it over. */
	readonly outputs: readonly string[];
	/** Why the first one that did not fit did not. */
	readonly hindrance: "too long" | "too much" | undefined;
	/** Elementary operations that it takes at most. */
	readonly steps: number;
	/** The graph's nodes by the names that they have in the model. */
	readonly nodes: ReadonlyMap<string, Node>;
}

/** protobuf's readers refuse 2 GiB. */
const mostBytes = 2 ** 31 - 2 ** 20;
/** Bytes that all results may have together: ONNX Runtime may hold them at the same time. */
const mostMadeBytes = 2 ** 31;

interface Draft {
	readonly constant: ConstantNodes;
	readonly mostSteps: number;
	readonly tensors: Map<string, TensorProto>;
	readonly protos: NodeProto[];
	readonly nodes: Map<string, Node>;
	/** The body that defines each name: names of functions may be those of main. */
	readonly homes: Map<string, Site>;
	readonly placed: Set<Node>;
	byteLength: number;
	madeBytes: number;
	steps: number;
}

/** One model for all values that must be evaluated, as far as they fit into `mostSteps`. Reads the weights that they depend on.
 *  Rejects with SutureError when their source fails. */
export async function constantModel(
	wanted: readonly FoldedValue[],
	constant: ConstantNodes,
	mostSteps: number,
): Promise<ConstantModel> {
	const draft: Draft = {
		constant,
		mostSteps,
		tensors: new Map(),
		protos: [],
		nodes: new Map(),
		homes: new Map(),
		placed: new Set(),
		byteLength: 0,
		madeBytes: 0,
		steps: 0,
	};
	const fits = wanted.map(({ site, value }) => include(draft, site, value));
	const values = wanted.filter((_, i) => fits[i] === "included");
	const outputs = values.map((one) => outputFor(draft, one));
	const [first] = values;
	const header = first?.site.graph.header;
	const model = newMessage("ModelProto", {
		irVersion: header?.irVersion ?? 8,
		opsetImport: header?.opsetImport ?? [],
		graph: newMessage("GraphProto", {
			name: "constants",
			node: draft.protos,
			initializer: [...draft.tensors.values()],
			output: outputs.map((name) => newMessage("ValueInfoProto", { name })),
		}),
	});
	const [file] = writeModel(model, { name: "constants.onnx" }).files;
	return {
		bytes: await joinParts(file?.parts ?? []),
		values,
		outputs,
		hindrance: fits.find((one) => one === "too long" || one === "too much"),
		steps: draft.steps,
		nodes: draft.nodes,
	};
}

function outputFor(draft: Draft, { site, value }: FoldedValue): string {
	if (elementAt(site, value) !== "bfloat16") return value;
	const name = `${value}/as-float`;
	draft.protos.push(
		newMessage("NodeProto", {
			opType: "Cast",
			input: [value],
			output: [name],
			attribute: [
				newMessage("AttributeProto", { name: "to", type: AttributeType.INT, i: BigInt(dataTypeOf("float")) }),
			],
		}),
	);
	return name;
}

type Inclusion = "included" | "unknown" | "too long" | "too much";

/** Adds what a value needs, or says what stands against it: a name, or how much it is. */
function include(draft: Draft, from: Site, wanted: string): Inclusion {
	const pending: { readonly site: Site; readonly value: string }[] = [{ site: from, value: wanted }];
	const order: Placed[] = [];
	const seen = new Set<Node>();
	const tensors = new Map<string, { tensor: TensorProto; home: Site }>();
	let { byteLength, madeBytes, steps } = draft;
	for (let next = pending.pop(); next; next = pending.pop()) {
		const home = homeOf(next.site, next.value);
		if (!home) return "unknown";
		if ((draft.homes.get(next.value) ?? home).body.id !== home.body.id) return "unknown";
		const tensor = tensorOf(home, next.value, draft.constant);
		if (tensor) {
			if (!draft.tensors.has(next.value) && !tensors.has(next.value)) byteLength += storedByteLength(tensor);
			tensors.set(next.value, { tensor, home });
			continue;
		}
		const definition = home.index.definitions.get(next.value);
		if (definition?.by !== "node") return "unknown";
		const { node } = definition;
		if (seen.has(node) || draft.placed.has(node)) continue;
		seen.add(node);
		order.push({ site: home, node });
		const effort = draft.constant.get(node.id);
		if (effort === undefined || effort === "facts") return "unknown";
		madeBytes += effort.bytes;
		steps += effort.steps;
		for (const value of neededBy(home, node)) pending.push({ site: home, value });
	}
	if (byteLength > mostBytes || madeBytes > mostMadeBytes) return "too much";
	if (steps > draft.mostSteps) return "too long";
	Object.assign(draft, { byteLength, madeBytes, steps });
	for (const [name, { tensor, home }] of tensors) {
		draft.tensors.set(name, tensor);
		draft.homes.set(name, home);
	}
	for (const { site, node } of sorted(order)) place(draft, site, node);
	return "included";
}

function neededBy({ graph }: Site, node: Node): string[] {
	const captured = bodiesOfNode(node).flatMap((inner) => [...capturedBy(graph, inner)]);
	return [...node.inputs.filter((name) => name !== ""), ...captured];
}

function tensorOf(home: Site, value: string, constant: ConstantNodes): TensorProto | undefined {
	const definition = home.index.definitions.get(value);
	if (definition?.by === "initializer") return inModel(home.body.initializers[definition.position]);
	if (definition?.by !== "node") return undefined;
	const own = tensorOfConstant(definition.node);
	if (own) return inModel({ ...own, name: value });
	return constant.get(definition.node.id) === "facts" ? tensorOfFact(value, factAt(home, value)) : undefined;
}

/** A weight in a file beside the model, with its contents in the model. */
function inModel(tensor: TensorProto | undefined): TensorProto | undefined {
	const contents = tensor && isExternal(tensor) ? contentsOf(tensor) : undefined;
	if (!tensor || !contents) return tensor;
	const { name = "", dataType, dims } = tensor;
	return newMessage("TensorProto", {
		name,
		...(dataType === undefined ? {} : { dataType }),
		dims,
		rawData: contents.payload,
	});
}

interface Placed {
	readonly site: Site;
	readonly node: Node;
}

/** Nodes in the order of their bodies, outer ones first. */
function sorted(order: readonly Placed[]): readonly Placed[] {
	return order.toSorted((a, b) => depthOf(a.site) - depthOf(b.site) || positionOf(a) - positionOf(b));
}

function depthOf(site: Site): number {
	return site.outer ? 1 + depthOf(site.outer) : 0;
}

const positions = new WeakMap<Site, ReadonlyMap<Node, number>>();

function positionOf({ site, node }: Placed): number {
	let known = positions.get(site);
	if (!known) {
		known = new Map(site.body.nodes.map((one, i) => [one, i]));
		positions.set(site, known);
	}
	return known.get(node) ?? 0;
}

function place(draft: Draft, site: Site, node: Node): void {
	const name = `suture_${draft.protos.length}`;
	draft.placed.add(node);
	draft.nodes.set(name, node);
	for (const output of node.outputs) if (output !== "") draft.homes.set(output, site);
	draft.protos.push({ ...nodeProto(site.graph, node), name });
}
