import { type BodyId, type Graph, type NodeId, nameOf } from "@suture/graph";
import type { FoundPattern, Occurrence } from "@suture/pattern";
import type { Problem } from "@suture/problems";
import { trailTo } from "./trail.ts";

/** A place where a pattern fits. */
export interface FoundPlace {
	/** Known by the nodes, which keep their ids while others change. */
	readonly key: string;
	readonly nodes: readonly NodeId[];
	/** The module that its nodes are in, else the name of the first. */
	readonly title: string;
	/** The way to its body; "" for the main graph. */
	readonly where: string;
}

/** A place where everything fits, and what forbids it. */
export interface ForbiddenPlace extends FoundPlace {
	readonly problem: Problem;
}

export interface FoundPlaces {
	readonly places: readonly FoundPlace[];
	readonly forbidden: readonly ForbiddenPlace[];
	/** Where looking was given up. */
	readonly problems: readonly Problem[];
}

/** What was found, as the page shows it. */
export function foundPlaces(graph: Graph, { occurrences, forbidden, problems }: FoundPattern): FoundPlaces {
	return {
		places: occurrences.map((one) => placeOf(graph, one)),
		forbidden: forbidden.map((one) => ({ ...placeOf(graph, one), problem: one.problem })),
		problems,
	};
}

/** What a place is known by. */
export function keyOfPlace({ nodes }: Pick<Occurrence, "nodes">): string {
	return nodes.map(({ id }) => id).join(" ");
}

function placeOf(graph: Graph, place: Pick<Occurrence, "body" | "nodes">): FoundPlace {
	const [first] = place.nodes;
	const names = place.nodes.map(({ name }) => name);
	return {
		key: keyOfPlace(place),
		nodes: place.nodes.map(({ id }) => id),
		title: commonModule(names) || (first ? nameOf(first) : ""),
		where: wayTo(graph, place.body),
	};
}

/** The module that names of several nodes have in common, without the slash at its end. */
function commonModule(names: readonly string[]): string {
	const [first = "", ...others] = names;
	if (others.length === 0) return "";
	let length = first.lastIndexOf("/");
	while (length > 0 && !others.every((name) => name.startsWith(first.slice(0, length + 1)))) {
		length = first.lastIndexOf("/", length - 1);
	}
	return first.slice(0, Math.max(0, length));
}

function wayTo(graph: Graph, body: BodyId): string {
	return trailTo(graph, body)
		.slice(1)
		.map(({ title }) => title)
		.join(" › ");
}
