import { bodyOf } from "./body-of.ts";
import type { BodyId, Graph } from "./graph.ts";
import { indexOf } from "./index-of.ts";

/** `wanted`, or `wanted_1`, `wanted_2`, … with a number that makes it the name of no value in any body. */
export function freshName(graph: Graph, wanted: string): string {
	return freeName(wanted, (name) => isValueName(graph, name));
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
	return (wanted) => {
		const name = freeName(wanted, (one) => given.has(one) || isTaken(one));
		given.add(name);
		return name;
	};
}

const triedOneByOne = 8;

/** The name itself or the first number that is free; among many that are taken, one behind which a free one comes, since
 *  trying them all would make a thousand edits that want the same name slow. It depends on the names alone. */
function freeName(wanted: string, isTaken: (name: string) => boolean): string {
	if (!isTaken(wanted)) return wanted;
	const numbered = (number: number) => `${wanted}_${number}`;
	let taken = 0;
	let free = 1;
	while (isTaken(numbered(free))) {
		taken = free;
		free = free < triedOneByOne ? free + 1 : free * 2;
	}
	while (free - taken > 1) {
		const middle = Math.floor((taken + free) / 2);
		if (isTaken(numbered(middle))) taken = middle;
		else free = middle;
	}
	return numbered(free);
}
