import { findNode } from "./address.ts";
import type { NodeAddress, ReplaceNodes } from "./edit.ts";
import type { Body } from "./graph.ts";
import type { TensorLiteral } from "./tensor/tensor-literal.ts";
import { readLines, textWithNames } from "./text/lines.ts";

/** The edit with the names that its nodes' values have in this body, where they had others when it was made. */
export function inNamesOf(body: Body, edit: ReplaceNodes): ReplaceNodes {
	const names = otherNames(body, edit.nodes);
	if (names.size === 0) return edit;
	const lines = readLines(edit.with);
	if ("problems" in lines) return edit; // whoever applies it says what is wrong
	const now = (name: string) => names.get(name) ?? name;
	const text = textWithNames(lines.read, now, (name) => name);
	const tensors = Object.entries(edit.tensors ?? {}).map(([name, literal]) => [now(name), shared(literal, now)]);
	return { ...edit, with: text, ...(edit.tensors ? { tensors: Object.fromEntries(tensors) } : {}) };
}

function shared(literal: TensorLiteral, now: (name: string) => string): TensorLiteral {
	return "same" in literal ? { same: now(literal.same) } : literal;
}

/** By the name that a value had, the one that it has, where that is another. */
function otherNames(body: Body, addresses: readonly NodeAddress[]): ReadonlyMap<string, string> {
	const names = new Map<string, string>();
	for (const address of addresses) {
		const { near } = address;
		const node = near && findNode(body, address);
		if (!node || "problem" in node) continue;
		const pair = (before: readonly string[], now: readonly string[]) =>
			before.forEach((name, i) => {
				const other = now[i];
				if (name !== "" && other && name !== other) names.set(escaped(name), escaped(other));
			});
		pair(near.takes, node.found.inputs);
		pair(near.makes, node.found.outputs);
	}
	return names;
}

/** A name of the graph as lines have it, where % marks local ones. */
function escaped(name: string): string {
	return name.startsWith("%") ? `%${name}` : name;
}
