import { type BodyLines, type Difference, linesFromDifference, type PlaceSide } from "@suture/difference";
import { type Body, indexOf } from "@suture/graph";
import type { ComparedLine, ComparedSection, PlaceSeen } from "./compared.ts";

/** Places of a line that cross to the page; a list of more nobody reads. */
const mostPlaces = 2000;

/** The lines of a difference with places that a picture can show. */
export function comparedLines(difference: Difference): ComparedSection[] {
	return linesFromDifference(difference).map(({ body, where, lines }) => ({
		where,
		lines: lines.map((line) => lineSeen(line, body)),
	}));
}

function lineSeen({ places, ...line }: BodyLines["lines"][number], body: BodyLines["body"]): ComparedLine {
	return {
		...line,
		places: places.slice(0, mostPlaces).map(({ text, before, after }) => ({
			text,
			before: placeSeen(before, body?.before),
			after: placeSeen(after, body?.after),
		})),
		more: Math.max(0, places.length - mostPlaces),
	};
}

/** A constant is seen in the nodes that take it, a value in the node that makes it. */
function placeSeen({ nodes, values }: PlaceSide, body: Body | undefined): PlaceSeen {
	if (!body) return { body: undefined, nodes: [], values: [] };
	const { definitions, uses, outputs } = indexOf(body);
	const ends: string[] = [];
	const seen = nodes.map(({ id }) => id);
	for (const value of values) {
		const definition = definitions.get(value);
		if (definition?.by === "input" || outputs.has(value)) ends.push(value);
		else if (definition?.by === "node" && definition.node.opType !== "Constant") seen.push(definition.node.id);
		else seen.push(...(uses.get(value) ?? []).map(({ node }) => node.id));
	}
	return { body: body.id, nodes: seen, values: ends };
}
