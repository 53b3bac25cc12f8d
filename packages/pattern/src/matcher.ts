import { type BodyId, bodyOf, type Graph, indexOf, type Node } from "@suture/graph";
import type { Problem } from "@suture/problems";
import { attributesOfNode } from "./attributes-of-node.ts";
import { isCommutative } from "./commutative.ts";
import { constantOf, textOfConstant } from "./constants.ts";
import type { MatchStep } from "./match-order.ts";
import type { Occurrence } from "./occurrence.ts";
import { plainDomain } from "./operator-version.ts";
import type { Pattern, PatternConstant, PatternNode } from "./pattern.ts";
import { withoutEmptyEnd } from "./without-empty-end.ts";

/** What a search is about. */
export interface Search {
	readonly graph: Graph;
	readonly body: BodyId;
	readonly pattern: Pattern;
	readonly order: readonly MatchStep[];
	readonly constants: ReadonlyMap<string, PatternConstant>;
	/** Nodes that belong to an occurrence already. */
	readonly taken: ReadonlySet<Node>;
	/** Attempts to fit a node that are left. */
	readonly budget: { left: number };
	/** What forbids a place where everything else fits. */
	readonly forbids: (occurrence: Occurrence) => Problem | undefined;
}

export type Matched =
	| { readonly at: "found"; readonly occurrence: Occurrence }
	| { readonly at: "forbidden"; readonly nodes: readonly Node[]; readonly problem: Problem }
	| { readonly at: "nowhere" | "given-up" };

/** Fits the pattern so that its first node in order is a given one. Tries all ways until one is not forbidden, or the budget is
 *  spent; of what is forbidden it tells the first. */
export function matchFrom(search: Search, first: Node): Matched {
	const { graph, body, pattern, order, budget } = search;
	const { definitions, uses } = indexOf(bodyOf(graph, body));
	const nodes: Node[] = new Array<Node>(pattern.nodes.length);
	const used = new Set<Node>();
	const values = new Map<string, string>();
	let forbidden: Matched = { at: "nowhere" };

	const candidates = (by: MatchStep["by"]): readonly Node[] => {
		if (!by) return [first];
		const value = values.get(by.value);
		if (value === undefined) return [];
		if (by.way === "takes") {
			const readers = uses.get(value) ?? [];
			budget.left -= Math.floor(readers.length / 16);
			return [...new Set(readers.map(({ node }) => node))];
		}
		const definition = definitions.get(value);
		return definition?.by === "node" ? [definition.node] : [];
	};

	const matchRest = (at: number): Occurrence | undefined => {
		const step = order[at];
		if (!step) return accept();
		const wanted = pattern.nodes[step.node];
		if (!wanted) return undefined;
		for (const node of candidates(step.by)) {
			if (used.has(node) || search.taken.has(node)) continue;
			if (--budget.left < 0) return undefined;
			if (!fits(search, wanted, node)) continue;
			const found = matchWires(at, step.node, wanted, node);
			if (found || budget.left < 0) return found;
		}
		return undefined;
	};

	const matchWires = (at: number, position: number, wanted: PatternNode, node: Node): Occurrence | undefined => {
		for (const inputs of orders(search.pattern, wanted, node)) {
			const bound = bindAll(search, values, [
				...wanted.inputs.map((name, i) => [name, inputs[i] ?? ""] as const),
				...wanted.outputs.flatMap((name, i) => (name === "" ? [] : [[name, node.outputs[i] ?? ""] as const])),
			]);
			if (!bound) continue;
			nodes[position] = node;
			used.add(node);
			const found = matchRest(at + 1);
			if (found || budget.left < 0) return found;
			used.delete(node);
			for (const name of bound) values.delete(name);
		}
		return undefined;
	};

	const accept = (): Occurrence | undefined => {
		budget.left -= nodes.length;
		const occurrence: Occurrence = { body, nodes: [...nodes], values: new Map(values) };
		const problem = search.forbids(occurrence);
		if (!problem) return occurrence;
		if (forbidden.at === "nowhere") forbidden = { at: "forbidden", nodes: occurrence.nodes, problem };
		return undefined;
	};

	const occurrence = matchRest(0);
	if (occurrence) return { at: "found", occurrence };
	return budget.left < 0 ? { at: "given-up" } : forbidden;
}

/** Whether a node is one of the wanted kind, whatever its wires. */
function fits({ graph, body }: Search, wanted: PatternNode, node: Node): boolean {
	if (node.opType !== wanted.opType || plainDomain(node.domain) !== wanted.domain) return false;
	if (node.overload !== wanted.overload) return false;
	if (withoutEmptyEnd(node.inputs).length !== wanted.inputs.length) return false;
	if (wanted.attributes === "any") return true;
	const given = attributesOfNode(graph, body, node);
	const names = new Set(wanted.attributes.map(({ name }) => name));
	if ([...given.keys()].some((name) => !names.has(name))) return false;
	return wanted.attributes.every(({ name, text }) => text === undefined || given.get(name) === text);
}

/** The inputs of a node in the orders that mean the same. */
function orders(pattern: Pattern, wanted: PatternNode, { inputs }: Node): (readonly string[])[] {
	const [a, b] = inputs;
	const isSwapped = pattern.commutative && wanted.inputs.length === 2 && a !== b && isCommutative(wanted);
	return isSwapped && a !== undefined && b !== undefined ? [inputs, [b, a]] : [inputs];
}

/** Binds the pattern's names to values; gives the names that were free before, or undefined when one does not fit. */
function bindAll(
	search: Search,
	values: Map<string, string>,
	pairs: readonly (readonly [string, string])[],
): readonly string[] | undefined {
	const bound: string[] = [];
	for (const [name, value] of pairs) {
		if (isBindable(search, values, name, value)) {
			if (name === "" || values.has(name)) continue;
			values.set(name, value);
			bound.push(name);
		} else {
			for (const one of bound) values.delete(one);
			return undefined;
		}
	}
	return bound;
}

function isBindable(search: Search, values: ReadonlyMap<string, string>, name: string, value: string): boolean {
	if (name === "" || value === "") return name === value;
	const known = values.get(name);
	if (known === value) return true;
	const constant = search.constants.get(name);
	if (!constant) return known === undefined;
	const { graph, body } = search;
	const tensor = constantOf(graph, body, value);
	if (!tensor) return false;
	if (constant.tensor !== undefined) return textOfConstant(tensor) === constant.tensor;
	if (known === undefined) return true;
	const text = textOfConstant(tensor);
	const other = constantOf(graph, body, known);
	return text !== "" && other !== undefined && textOfConstant(other) === text;
}
