import { nameOf } from "../address.ts";
import { bodyOf } from "../body-of.ts";
import type { Graph } from "../graph.ts";
import { indexOf } from "../index-of.ts";
import { refuseUnknownValue } from "../meant.ts";
import { refuse } from "../refusal.ts";
import { bodiesAround, readerOf, valuesNeededBy } from "../scope.ts";
import type { Spliced } from "./spliced.ts";

/** Refuses a value that is read and that nothing makes, where that is this splice's doing. With `mayDangle`, what was there
 *  before may go on reading what is gone; a node that comes still reads only what is there. */
export function refuseLooseEnds({ id, before, gone, touched }: Spliced, after: Graph, mayDangle: boolean): void {
	const body = bodyOf(after, id);
	const { definitions } = indexOf(body);
	const outside = bodiesAround(after, id).map((one) => indexOf(one).definitions);
	const isThere = (value: string) => definitions.has(value) || outside.some((names) => names.has(value));
	const neededBefore = new Map(gone.map((node) => [node.id, valuesNeededBy(before, node)]));
	for (const node of touched) {
		for (const value of valuesNeededBy(after, node)) {
			if (!isThere(value) && !neededBefore.get(node.id)?.has(value)) refuseUnknownValue(body, value);
		}
	}
	if (mayDangle) return;
	for (const { outputs } of gone) {
		for (const value of outputs) if (value !== "" && !definitions.has(value)) refuseIfRead(after, id, value);
	}
}

/** Refuses to leave a value of a body unmade that something reads. */
export function refuseIfRead(graph: Graph, id: Spliced["id"], value: string): void {
	const body = bodyOf(graph, id);
	const reader = readerOf(graph, body, value);
	if (reader) refuse("edit/still-read", { value, reader: nameOf(reader) }, { value });
	if (indexOf(body).outputs.has(value)) refuse("edit/still-read", { value, reader: undefined }, { value });
}
