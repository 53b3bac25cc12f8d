import type { Facts } from "@suture/analysis";
import {
	type BodyId,
	bodiesOfNode,
	bodyAndInner,
	bodyOf,
	capturedBy,
	type Graph,
	holderOf,
	type Node,
	type NodeId,
} from "@suture/graph";
import { elementCount, storedByteLength, type TensorProto } from "@suture/onnx";
import { type Fact, isTensor } from "@suture/ops";
import { tensorOfConstant } from "../match/constant-node.ts";
import { elementAt, factAt, homeOf, isInner, isPlain, readersOf, type Site, siteOf, tensorAt } from "../match/site.ts";
import { bodiesOutermostFirst } from "./bodies-outermost-first.ts";
import { isDeterministic } from "./deterministic.ts";
import { type Effort, effortOf, type Hindrance } from "./effort.ts";
import { byteLengthAt } from "./most-bytes.ts";

/** A value that is to become a constant. */
export interface FoldedValue {
	readonly site: Site;
	readonly value: string;
	readonly node: Node;
	/** Its elements, where shape inference knows them; otherwise it must be evaluated. */
	readonly fact: Fact | undefined;
}

/** A node that could be folded and is left. */
export interface LeftNode {
	readonly node: Node;
	readonly reason: Reason;
}

/** Why a constant is left to be calculated. */
export type Reason =
	| Hindrance["reason"]
	/** Bytes that the constant would have, and that it would make unnecessary. */
	| { readonly why: "too large"; readonly bytes: number; readonly freed: number }
	| { readonly why: "not run"; readonly message: string };

export interface FoldingPlan {
	readonly values: readonly FoldedValue[];
	readonly left: readonly LeftNode[];
	/** All nodes whose outputs are constant, but for those that are left. */
	readonly constant: ConstantNodes;
	/** Those of them that nothing needs any more once the values are constants: not the ones that make sequences for others. */
	readonly unneeded: ConstantNodes;
}

export interface PlanOptions {
	/** Bytes that a constant may have beyond what it makes unnecessary. */
	readonly limitBytes: number;
	/** Nodes that could not be evaluated. */
	readonly refused: ReadonlySet<NodeId>;
}

/** Which values of a graph are constant, and which of them have to become constants so that all that only leads to them can go. */
export function planFolding(graph: Graph, facts: Facts, { limitBytes, refused }: PlanOptions): FoldingPlan {
	const sites = bodiesOutermostFirst(graph).map((id) => siteOf(graph, facts, id));
	const known = sites.filter(({ isKnown }) => isKnown);
	const left = new Map<Node, LeftNode>();
	const kept = new Set(refused);
	const sequences = new Set<NodeId>();
	for (;;) {
		const { constant, hindered } = constantNodes(known, kept);
		for (const one of hindered) if (!left.has(one.node)) left.set(one.node, one);
		const unneeded = new Map([...constant].filter(([id]) => !sequences.has(id)));
		const values = frontier(
			sites.filter((site) => !isCalculatedWhole(site, unneeded)),
			unneeded,
		);
		const others = values.filter((one) => isNoTensor(one));
		const tooLarge = others.length > 0 ? [] : largeOnes(values, unneeded, limitBytes);
		if (others.length + tooLarge.length === 0) return { values, left: [...left.values()], constant, unneeded };
		for (const { node } of others) sequences.add(node.id);
		for (const { node, site, reason } of tooLarge) {
			// Where all that reads it is left, that is what there is to say.
			const readers = node.outputs.flatMap((value) => (isInner(site, value) ? readersOf(site, value) : [node]));
			if (!readers.every((reader) => kept.has(reader.id) || left.has(reader))) left.set(node, { node, reason });
		}
		for (const { node } of tooLarge) kept.add(node.id);
	}
}

/** Whether the body goes when the node that holds it is folded. */
function isCalculatedWhole({ graph, body, outer }: Site, constant: ConstantNodes): boolean {
	const holder = holderOf(graph, body.id);
	if (!holder || !outer) return false;
	return constant.has(holder.node.id) || isCalculatedWhole(outer, constant);
}

/** Sequences and optionals can't be weights. */
function isNoTensor({ site, value }: FoldedValue): boolean {
	const { type } = factAt(site, value);
	return type !== undefined && !isTensor(type);
}

/** How the outputs of a node are known: from facts, or by calculating them, with what that takes. */
export type Constancy = "facts" | Effort;

/** Nodes that are not in it are not constant. */
export type ConstantNodes = ReadonlyMap<NodeId, Constancy>;

function constantNodes(
	sites: readonly Site[],
	kept: ReadonlySet<NodeId>,
): { constant: ConstantNodes; hindered: readonly LeftNode[] } {
	const constant = new Map<NodeId, Constancy>();
	const hindered = new Map<Node, LeftNode>();
	const made = new Map<NodeId, number>();
	for (const site of sites) {
		for (const node of site.body.nodes) {
			if (kept.has(node.id) || tensorOfConstant(node)) continue;
			if (isKnownFromFacts(site, node)) constant.set(node.id, "facts");
			else if (readsConstantsOnly(site, node, constant) && isDeterministic(site.graph, node, site.opset)) {
				const effort = effortOf(site, node, made);
				if (!("reason" in effort)) constant.set(node.id, effort);
				// What stands against a node inside stands against those around it: the outermost is told.
				else if (!hindered.has(effort.node)) hindered.set(effort.node, { node, reason: effort.reason });
			}
		}
	}
	return { constant, hindered: [...hindered.values()] };
}

function isKnownFromFacts(site: Site, { outputs }: Node): boolean {
	let known = 0;
	for (const name of outputs) {
		if (name === "") continue;
		if (!isExact(factAt(site, name))) return false;
		known++;
	}
	return known > 0;
}

/** Whole numbers that JavaScript holds exactly, every one of them known. */
function isExact({ type, value }: Fact): boolean {
	if (value === undefined || !isTensor(type) || !exactTypes.has(type.element ?? "")) return false;
	if (!type.shape?.every((size) => typeof size === "number")) return false;
	for (const one of value) if (typeof one !== "number" || !Number.isSafeInteger(one)) return false;
	return elementCount(type.shape as readonly number[]) === value.length; // the line above has seen each
}

const exactTypes: ReadonlySet<string> = new Set("bool int8 int16 int32 int64 uint8 uint16 uint32 uint64".split(" "));

function readsConstantsOnly(site: Site, node: Node, constant: ConstantNodes): boolean {
	if (!isPlain(node) || node.outputs.every((name) => name === "")) return false;
	for (const name of node.inputs) if (name !== "" && !isConstantValue(site, name, constant)) return false;
	for (const inner of bodiesOfNode(node)) {
		for (const name of capturedBy(site.graph, inner)) if (!isConstantValue(site, name, constant)) return false;
		for (const id of bodyAndInner(site.graph, inner)) {
			if (!bodyOf(site.graph, id).nodes.every(isPlain)) return false;
		}
	}
	return true;
}

function isConstantValue(site: Site, value: string, constant: ConstantNodes): boolean {
	const definition = homeOf(site, value)?.index.definitions.get(value);
	if (definition?.by === "node")
		return tensorOfConstant(definition.node) !== undefined || constant.has(definition.node.id);
	return tensorAt(site, value) !== undefined;
}

/** Constant values that something reads which is not constant. */
function frontier(sites: readonly Site[], constant: ConstantNodes): FoldedValue[] {
	const found: FoldedValue[] = [];
	const wanted = wantedInside(sites, constant);
	for (const site of sites) {
		for (const node of site.body.nodes) {
			const how = constant.get(node.id);
			if (how === undefined) continue;
			for (const value of node.outputs) {
				if (value === "" || !isWanted(site, value, constant, wanted.get(site.body.id))) continue;
				found.push({ site, value, node, fact: how === "facts" ? factAt(site, value) : undefined });
			}
		}
	}
	return found;
}

function isWanted(
	{ index }: Site,
	value: string,
	constant: ConstantNodes,
	inside: ReadonlySet<string> | undefined,
): boolean {
	if (index.outputs.has(value) || inside?.has(value)) return true;
	return (index.uses.get(value) ?? []).some(({ node }) => !constant.has(node.id));
}

/** Per body, its values that bodies inside it give back or read in a node that is not constant. */
function wantedInside(sites: readonly Site[], constant: ConstantNodes): ReadonlyMap<BodyId, ReadonlySet<string>> {
	const wanted = new Map<BodyId, Set<string>>();
	const want = (site: Site, name: string) => {
		const home = homeOf(site, name);
		if (!home || home === site) return;
		const names = wanted.get(home.body.id) ?? new Set();
		wanted.set(home.body.id, names.add(name));
	};
	for (const site of sites) {
		if (!site.outer) continue;
		for (const node of site.body.nodes) if (!constant.has(node.id)) for (const name of node.inputs) want(site, name);
		for (const { name = "" } of site.body.outputs) want(site, name);
	}
	return wanted;
}

interface LargeValue extends LeftNode {
	readonly site: Site;
}

/** Values whose constant would be larger than what it makes unnecessary by more than the limit. */
function largeOnes(values: readonly FoldedValue[], constant: ConstantNodes, limitBytes: number): LargeValue[] {
	const found: LargeValue[] = [];
	const claimed = new Set<TensorProto>();
	for (const { site, value, node } of values) {
		// What strings take, and what has no shape yet, shows when it is calculated.
		const bytes = elementAt(site, value) === "string" ? 0 : (byteLengthAt(site, value) ?? 0);
		if (bytes <= limitBytes) continue;
		const freed = freedBy(site, node, constant, claimed);
		if (bytes > freed + limitBytes) found.push({ node, site, reason: { why: "too large", bytes, freed } });
	}
	return found;
}

/** Bytes of the initializers that only constant nodes before this one read. Each counts for one value only. */
export function freedBy(
	site: Site,
	node: Node,
	constant: ConstantNodes,
	claimed: Set<TensorProto> = new Set(),
): number {
	let bytes = 0;
	const seen = new Set<Node>([node]);
	for (const at of seen) {
		for (const name of at.inputs) {
			const definition = site.index.definitions.get(name);
			if (definition?.by === "node" && constant.has(definition.node.id)) seen.add(definition.node);
			const tensor = tensorAt(site, name);
			if (!tensor || claimed.has(tensor) || !onlyConstantReaders(site, name, constant)) continue;
			claimed.add(tensor);
			bytes += storedByteLength(tensor);
		}
	}
	return bytes;
}

function onlyConstantReaders({ index, captured }: Site, name: string, constant: ConstantNodes): boolean {
	if (index.outputs.has(name) || captured.has(name)) return false;
	return (index.uses.get(name) ?? []).every(({ node }) => constant.has(node.id));
}
