import type { Node, NodeId } from "@suture/graph";
import { elementCount, rawByteLength, tensorTypeNamed } from "@suture/onnx";
import { isTensor } from "@suture/ops";
import { factAt, homeOf, rankAt, type Site } from "../match/site.ts";

/** Bytes that the outputs of nodes have at most, all outputs of a node together. */
export type MadeBytes = ReadonlyMap<NodeId, number>;

/** What a string costs at least in memory, in ONNX Runtime 1.30. */
const stringBytes = 32;
/** No element takes more: complex128. */
const mostElementBytes = 16;

/** Bytes of a tensor as it is calculated; undefined where its shape is not known. */
export function byteLengthAt(site: Site, value: string): number | undefined {
	const { type } = factAt(site, value);
	if (!isTensor(type) || !type.shape?.every((size) => typeof size === "number")) return undefined;
	const elements = elementCount(type.shape as readonly number[]); // the line above has seen each
	if (type.element === "string") return elements * stringBytes;
	const stored = tensorTypeNamed(type.element ?? "");
	return stored ? rawByteLength(stored, elements) : elements * mostElementBytes;
}

/** Bytes that a value has at most; undefined where nobody can say. */
export function mostBytesAt(site: Site, value: string, made: MadeBytes): number | undefined {
	const known = byteLengthAt(site, value);
	if (known !== undefined) return known;
	const definition = homeOf(site, value)?.index.definitions.get(value);
	return definition?.by === "node" ? made.get(definition.node.id) : undefined;
}

/** Bytes of all inputs of a node at most. */
export function mostInputBytes(site: Site, { inputs }: Node, made: MadeBytes): number | undefined {
	return sumOf(inputs.map((value) => (value === "" ? 0 : mostBytesAt(site, value, made))));
}

/** Bytes of all outputs of a node without bodies, at most. */
export function mostOutputBytes(site: Site, node: Node, made: MadeBytes): number | undefined {
	const known = sumOf(node.outputs.map((value) => (value === "" ? 0 : byteLengthAt(site, value))));
	if (known !== undefined) return known;
	const factor = growthOf(site, node);
	const inputs = mostInputBytes(site, node, made);
	return factor === undefined || inputs === undefined ? undefined : factor * inputs;
}

/** How many bytes come out for each that goes in, at most, where elements decide how many there are. */
const growth: ReadonlyMap<string, number> = new Map([
	["Compress", 1],
	["ConcatFromSequence", 1],
	["Identity", 1],
	["NonMaxSuppression", 8], // three int64 for each score, which is a float
	["Optional", 1],
	["OptionalGetElement", 1],
	["SequenceAt", 1],
	["SequenceConstruct", 1],
	["SequenceEmpty", 0],
	["SequenceErase", 1],
	["SequenceInsert", 1],
	["SplitToSequence", 1],
	["StringNormalizer", 1],
	["Unique", 32], // four outputs of int64, of elements of a byte
]);

function growthOf(site: Site, { opType, domain, inputs }: Node): number | undefined {
	if (domain !== "") return undefined;
	if (opType !== "NonZero") return growth.get(opType);
	const rank = rankAt(site, inputs[0]);
	return rank === undefined ? undefined : 8 * Math.max(1, rank); // an int64 for each axis, of elements of a byte
}

/** Undefined when one of them is. */
export function sumOf(all: readonly (number | undefined)[]): number | undefined {
	let sum = 0;
	for (const one of all) {
		if (one === undefined) return undefined;
		sum += one;
	}
	return sum;
}
