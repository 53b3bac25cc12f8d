import type { Facts } from "@suture/analysis";
import { type BodyId, bodiesOfNode, bodyOf, capturedBy, type Graph, type Node, type NodeId } from "@suture/graph";
import { elementCount, rawByteLength, storedByteLength, type TensorProto, tensorTypeNamed } from "@suture/onnx";
import { type Fact, isTensor } from "@suture/ops";
import { tensorOfConstant } from "../match/constant-node.ts";
import { factAt, homeOf, isPlain, type Site, siteOf, tensorAt } from "../match/site.ts";
import { bodiesOutermostFirst } from "./bodies-outermost-first.ts";
import { isDeterministic } from "./deterministic.ts";

/** A value that is to become a constant. */
export interface FoldedValue {
	readonly site: Site;
	readonly value: string;
	readonly node: Node;
	/** Its elements, where shape inference knows them; otherwise it must be evaluated. */
	readonly fact: Fact | undefined;
}

/** A value that could be a constant and is left as it is. */
export interface LeftValue {
	readonly site: Site;
	readonly node: Node;
	readonly value: string;
	/** Bytes that the constant would have, and that it would make unnecessary. */
	readonly bytes: number;
	readonly freed: number;
}

export interface FoldingPlan {
	readonly values: readonly FoldedValue[];
	readonly left: readonly LeftValue[];
	/** All nodes whose outputs are constant, but for those that are left. */
	readonly constant: ConstantNodes;
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
	const left: LeftValue[] = [];
	const kept = new Set(refused);
	for (;;) {
		const constant = constantNodes(
			sites.filter(({ isKnown }) => isKnown),
			kept,
		);
		const values = frontier(sites, constant);
		const tooLarge = largeOnes(values, constant, limitBytes);
		if (tooLarge.length === 0) return { values, left, constant };
		left.push(...tooLarge);
		for (const { node } of tooLarge) kept.add(node.id);
	}
}

type Constancy = "facts" | "evaluated";

/** How the outputs of nodes are known; nodes that are not in it are not. */
export type ConstantNodes = ReadonlyMap<NodeId, Constancy>;

function constantNodes(sites: readonly Site[], kept: ReadonlySet<NodeId>): ConstantNodes {
	const constant = new Map<NodeId, Constancy>();
	for (const site of sites) {
		for (const node of site.body.nodes) {
			if (kept.has(node.id) || tensorOfConstant(node)) continue;
			if (isKnownFromFacts(site, node)) constant.set(node.id, "facts");
			else if (isEvaluable(site, node, constant)) constant.set(node.id, "evaluated");
		}
	}
	return constant;
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

function isEvaluable(site: Site, node: Node, constant: ConstantNodes): boolean {
	if (!isPlain(node) || node.outputs.every((name) => name === "")) return false;
	for (const name of node.inputs) if (name !== "" && !isConstantValue(site, name, constant)) return false;
	for (const inner of bodiesOfNode(node)) {
		for (const name of capturedBy(site.graph, inner)) if (!isConstantValue(site, name, constant)) return false;
		if (!bodyOf(site.graph, inner).nodes.every(isPlain)) return false;
	}
	return isDeterministic(site.graph, node, site.opset) && isBounded(site, node);
}

/** Bytes that one step of an evaluation may need. */
const mostBytes = 268_435_456;
/** Operators whose output is as large as their elements say, and never much larger than their inputs. */
const bounded: ReadonlySet<string> = new Set(
	"NonZero Unique Compress NonMaxSuppression If StringSplit StringNormalizer SequenceAt SplitToSequence".split(" "),
);

/** Whether a stranger's file can't make an evaluation endless, or its results huge. */
function isBounded(site: Site, node: Node): boolean {
	if (endless.has(node.opType)) return false;
	return node.outputs.every((value) => {
		if (value === "" || byteLengthAt(site, value) !== undefined) return (byteLengthAt(site, value) ?? 0) <= mostBytes;
		return bounded.has(node.opType);
	});
}

const endless: ReadonlySet<string> = new Set(["Loop", "Scan", "BeamSearch", "GreedySearch"]);

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

/** Values whose constant would be larger than what it makes unnecessary by more than the limit. */
function largeOnes(values: readonly FoldedValue[], constant: ConstantNodes, limitBytes: number): LeftValue[] {
	const found: LeftValue[] = [];
	const claimed = new Set<TensorProto>();
	for (const { site, value, node } of values) {
		const bytes = byteLengthAt(site, value) ?? 0;
		if (bytes <= limitBytes) continue;
		const freed = freedBy(site, node, constant, claimed);
		if (bytes > freed + limitBytes) found.push({ site, value, node, bytes, freed });
	}
	return found;
}

/** Bytes of a tensor; undefined where that is not known beforehand. */
function byteLengthAt(site: Site, value: string): number | undefined {
	const { type } = factAt(site, value);
	if (!isTensor(type) || !type.shape?.every((size) => typeof size === "number")) return undefined;
	const stored = tensorTypeNamed(type.element ?? "");
	return stored ? rawByteLength(stored, elementCount(type.shape as readonly number[])) : 0; // the line above has seen each
}

/** Bytes of the initializers that only constant nodes before this one read. Each counts for one value only. */
function freedBy(site: Site, node: Node, constant: ConstantNodes, claimed: Set<TensorProto>): number {
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
