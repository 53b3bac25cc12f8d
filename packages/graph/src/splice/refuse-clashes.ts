import { bodiesOfNode } from "../bodies-of-node.ts";
import type { BodyIndex } from "../body-index.ts";
import { bodyOf } from "../body-of.ts";
import type { BodyId, Graph } from "../graph.ts";
import { indexOf } from "../index-of.ts";
import { refuse } from "../refusal.ts";
import { bodiesAround, bodyAndInner } from "../scope.ts";
import type { Spliced } from "./spliced.ts";

type Names = Pick<ReadonlyMap<string, unknown>, "has">;

/** Refuses names that are there twice and were not before: of values in the body, around it and inside, and of nodes. */
export function refuseClashes({ id, before, touched, newBodies, newTensors }: Spliced, after: Graph): void {
	const was = indexOf(bodyOf(before, id));
	const is = indexOf(bodyOf(after, id));
	for (const value of is.duplicates) if (!was.duplicates.has(value)) refuseTwice(value);
	const outside = bodiesAround(after, id).map((body) => indexOf(body).definitions);
	const made = [...newTensors, ...[...touched].flatMap(({ outputs }) => outputs)];
	refuseAmong(
		made.filter((value) => !was.definitions.has(value)),
		[...outside, ...definitionsInside(is, after)],
	);
	for (const { name } of touched) {
		const times = is.named.get(name)?.length ?? 0;
		if (times > 1 && times > (was.named.get(name)?.length ?? 0)) refuse("edit/name-taken", { name });
	}
	const comeBodies = [...touched].flatMap(bodiesOfNode).filter((inner) => newBodies.has(inner));
	for (const inner of comeBodies) refuseHiding(after, inner, [is.definitions, ...outside]);
}

function definitionsInside({ holders }: BodyIndex, graph: Graph): Names[] {
	const inside = holders.flatMap(bodiesOfNode).flatMap((inner) => bodyAndInner(graph, inner));
	return inside.map((inner) => indexOf(bodyOf(graph, inner)).definitions);
}

/** A body that comes must be sound in itself and hide nothing of what is around it. */
function refuseHiding(graph: Graph, id: BodyId, outside: readonly Names[]): void {
	const { definitions, duplicates, named, holders } = indexOf(bodyOf(graph, id));
	for (const value of duplicates) refuseTwice(value);
	refuseAmong(definitions.keys(), outside);
	for (const [name, nodes] of named) if (nodes.length > 1) refuse("edit/name-taken", { name });
	for (const inner of holders.flatMap(bodiesOfNode)) refuseHiding(graph, inner, [definitions, ...outside]);
}

function refuseAmong(values: Iterable<string>, taken: readonly Names[]): void {
	for (const value of values) if (taken.some((names) => names.has(value))) refuseTwice(value);
}

function refuseTwice(value: string): never {
	refuse("edit/made-twice", { value }, { value });
}
