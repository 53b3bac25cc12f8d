import { bodyOf } from "../body-of.ts";
import { freshNames } from "../fresh-name.ts";
import type { Body, Graph } from "../graph.ts";
import { indexOf } from "../index-of.ts";
import { bodiesInside } from "../name-near.ts";
import { bodyAndInner, capturedBy } from "../scope.ts";

/** Names of the values that a body and the bodies inside it make: what must have other names where those are taken. Its inputs
 *  are not among them. */
export function ownNames(graph: Graph, body: Body): string[] {
	const inputs = new Set(body.inputs.map(({ name }) => name));
	const names = new Set([...indexOf(body).definitions.keys()].filter((name) => !inputs.has(name)));
	for (const inner of bodiesInside(graph, body)) {
		for (const name of indexOf(bodyOf(graph, inner)).definitions.keys()) names.add(name);
	}
	return [...names];
}

/** Gives names for what moves out of a body: free beside all but that body itself. */
export function freshBeside(graph: Graph, body: Body): (wanted: string) => string {
	const bodies = new Map(graph.bodies);
	for (const id of bodyAndInner(graph, body.id)) bodies.delete(id);
	return freshNames({ ...graph, bodies }, capturedBy(graph, body.id));
}

/** The map with a free name for each name that it does not have. */
export function withFreshNames(
	names: ReadonlyMap<string, string>,
	wanted: readonly string[],
	fresh: (wanted: string) => string,
): Map<string, string> {
	const all = new Map(names);
	for (const name of wanted) if (!all.has(name)) all.set(name, fresh(name));
	return all;
}
