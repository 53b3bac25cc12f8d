import type { Body, Node } from "./graph.ts";
import { indexOf } from "./index-of.ts";

/** Some nodes of a body in an order that depends on wires alone, not on names or on where they stand: the nearest to the inputs first,
 *  then the farthest from the outputs, then by operators and sizes of constants up to a few steps around. Undefined where two are alike in that too. */
export function alikeInOrder(body: Body, nodes: readonly Node[]): readonly Node[] | undefined {
	if (nodes.length < 2) return nodes;
	const keys = keysOf(body);
	const keyed = nodes.map((node) => ({ node, key: keys.get(node) ?? noKey }));
	keyed.sort((a, b) => compare(a.key, b.key));
	const isTie = keyed.some(({ key }, i) => {
		const before = keyed[i - 1]?.key;
		return before !== undefined && compare(before, key) === 0;
	});
	return isTie ? undefined : keyed.map(({ node }) => node);
}

interface Key {
	/** Nodes on the longest way to it. */
	readonly depth: number;
	/** Nodes on the longest way from it. */
	readonly height: number;
	/** A hash of what stands up to `rounds` wires away. */
	readonly print: number;
}

const noKey: Key = { depth: 0, height: 0, print: 0 };

function compare(a: Key, b: Key): number {
	return a.depth - b.depth || b.height - a.height || a.print - b.print;
}

const rounds = 6;
const known = new WeakMap<Body, ReadonlyMap<Node, Key>>();

function keysOf(body: Body): ReadonlyMap<Node, Key> {
	let keys = known.get(body);
	if (!keys) {
		const depths = depthsOf(body);
		const heights = heightsOf(body);
		const prints = printsOf(body);
		keys = new Map(
			body.nodes.map((node) => {
				const [depth, height, print] = [depths, heights, prints].map((numbers) => numbers.get(node));
				return [node, { depth: depth ?? 0, height: height ?? 0, print: print ?? 0 }];
			}),
		);
		known.set(body, keys);
	}
	return keys;
}

function depthsOf(body: Body): ReadonlyMap<Node, number> {
	const { definitions } = indexOf(body);
	const depths = new Map<Node, number>();
	for (const node of body.nodes) {
		let depth = 0;
		for (const value of node.inputs) {
			const definition = definitions.get(value);
			if (definition?.by === "node") depth = Math.max(depth, (depths.get(definition.node) ?? 0) + 1);
		}
		depths.set(node, depth);
	}
	return depths;
}

function heightsOf(body: Body): ReadonlyMap<Node, number> {
	const { uses } = indexOf(body);
	const heights = new Map<Node, number>();
	for (const node of body.nodes.toReversed()) {
		let height = 0;
		for (const value of node.outputs) {
			for (const use of uses.get(value) ?? []) height = Math.max(height, (heights.get(use.node) ?? 0) + 1);
		}
		heights.set(node, height);
	}
	return heights;
}

/** Each round a node's hash takes in those of its neighbours (after Weisfeiler and Leman). */
function printsOf(body: Body): ReadonlyMap<Node, number> {
	const { definitions, uses } = indexOf(body);
	let prints = new Map(body.nodes.map((node) => [node, hashOf([...`${node.domain}.${node.opType}`].map(code))]));
	const sizes = body.initializers.map(({ dims }) => hashOf(dims));
	const inputPrint = (value: string): number => {
		const definition = definitions.get(value);
		if (definition?.by === "node") return prints.get(definition.node) ?? 0;
		if (definition?.by === "initializer") return sizes[definition.position] ?? 0;
		return definition === undefined ? 1 : 2;
	};
	const outputPrint = (value: string): number => {
		const readers = uses.get(value) ?? [];
		if (readers.length > mostReaders) return readers.length;
		return hashOf(readers.map((use) => mixed(prints.get(use.node) ?? 0, use.input)).sort((a, b) => a - b));
	};
	for (let round = 0; round < rounds; round++) {
		prints = new Map(
			body.nodes.map((node) => {
				const around = [prints.get(node) ?? 0, ...node.inputs.map(inputPrint), ...node.outputs.map(outputPrint)];
				return [node, hashOf(around)];
			}),
		);
	}
	return prints;
}

/** Of a value with more readers only their number counts: who reads it is looked at in every round. */
const mostReaders = 50;

function code(letter: string): number {
	return letter.codePointAt(0) ?? 0;
}

/** Nodes whose hashes are the same by accident are taken for alike, which is said and harms nothing. */
function hashOf(numbers: readonly number[]): number {
	return numbers.reduce(mixed, numbers.length);
}

function mixed(hash: number, number: number): number {
	const product = Math.imul(hash ^ number, 0x9e3779b1);
	return (product ^ (product >>> 15)) >>> 0;
}
