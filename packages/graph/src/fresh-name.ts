import { bodyOf } from "./body-of.ts";
import type { BodyId, Graph } from "./graph.ts";
import { indexOf } from "./index-of.ts";

/** `wanted`, or `wanted_1`, `wanted_2`, … with a number that makes it the name of no value in any body. */
export function freshName(graph: Graph, wanted: string): string {
	return freshNames(graph)(wanted);
}

/** Whether a value of any body has this name. ONNX wants names unique across nested bodies; across functions it costs nothing. */
export function isValueName(graph: Graph, name: string): boolean {
	for (const body of graph.bodies.values()) {
		const { definitions, uses } = indexOf(body);
		if (definitions.has(name) || uses.has(name)) return true;
	}
	return false;
}

/** Gives names that no value of the graph has, none of them twice, and none of `reserved`. */
export function freshNames(graph: Graph, reserved: Iterable<string> = []): (wanted: string) => string {
	return givingOnce(reserved, (name) => isValueName(graph, name));
}

/** The same for names of nodes, which are to be unique in their body. An empty name stays empty. */
export function freshNodeNames(graph: Graph, id: BodyId, reserved: Iterable<string> = []): (wanted: string) => string {
	const { named } = indexOf(bodyOf(graph, id));
	const give = givingOnce(reserved, (name) => named.has(name));
	return (wanted) => (wanted === "" ? "" : give(wanted));
}

function givingOnce(reserved: Iterable<string>, isTaken: (name: string) => boolean): (wanted: string) => string {
	const given = new Set(reserved);
	/** By what was wanted, the last number that was given for it. */
	const numbers = new Map<string, number>();
	const isFree = (name: string) => !given.has(name) && !isTaken(name);
	return (wanted) => {
		const last = numbers.get(wanted) ?? 0;
		const number = last === 0 && isFree(wanted) ? 0 : firstFree(last + 1, (one) => isFree(numbered(wanted, one)));
		const name = number === 0 ? wanted : numbered(wanted, number);
		numbers.set(wanted, number);
		given.add(name);
		return name;
	};
}

function numbered(wanted: string, number: number): string {
	return `${wanted}_${number}`;
}

const triedOneByOne = 8;

/** The first number from a start on that is free; among many that are taken, one behind which a free one comes, since trying them
 *  all would make a thousand edits that want the same name slow. It depends on the names alone. */
function firstFree(start: number, isFree: (number: number) => boolean): number {
	let taken = start - 1;
	let free = start;
	while (!isFree(free)) {
		taken = free;
		free = free - start < triedOneByOne ? free + 1 : free * 2;
	}
	while (free - taken > 1) {
		const middle = Math.floor((taken + free) / 2);
		if (isFree(middle)) free = middle;
		else taken = middle;
	}
	return free;
}
