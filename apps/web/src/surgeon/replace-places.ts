import { addressOfBody, applyEdits, bodyOf, type Edit, type Graph, type NodeId } from "@suture/graph";
import { type Occurrence, type Pattern, replaceAll } from "@suture/pattern";
import { type Problem, problem } from "@suture/problems";
import { deletionOf } from "./deletion.ts";
import { keyOfPlace } from "./found-places.ts";

/** What shall come of the places of a pattern. */
export type PlaceWish =
	/** Lines of ONNX's textual syntax, in the pattern's names. */
	| { readonly do: "replace"; readonly lines: string }
	| { readonly do: "delete" }
	/** What read the output reads this input of the pattern instead. */
	| { readonly do: "bypass"; readonly input: string };

/** The edits for all places that allow it. */
export interface PlannedPlaces {
	readonly edits: readonly Edit[];
	/** How many places they change. */
	readonly count: number;
	/** Nodes that go without another in their place. */
	readonly gone: readonly NodeId[];
	/** Places that are left as they are, and why. */
	readonly refused: readonly { readonly key: string; readonly problem: Problem }[];
}

/** Rounds in which places that are refused are taken out; each tries all that are left. */
const mostRounds = 8;

/** Plans one step for all the places. One whose edit would be refused, since it ties a circle, is taken out and told. */
export function planPlaces(
	graph: Graph,
	pattern: Pattern,
	occurrences: readonly Occurrence[],
	wish: PlaceWish,
): PlannedPlaces | { readonly problems: readonly Problem[] } {
	if (wish.do === "delete") return deletion(graph, occurrences);
	const refused: { key: string; problem: Problem }[] = [];
	let left = occurrences;
	for (let round = 0; round < mostRounds && left.length > 0; round++) {
		const written =
			wish.do === "replace" ? replaceAll(graph, pattern, left, wish.lines) : bypass(graph, pattern, left, wish.input);
		if ("problems" in written) return written;
		const { edits } = written;
		const errors = applyEdits(graph, edits).problems.filter(({ problem: { severity } }) => severity === "error");
		if (errors.length === 0) return { edits, count: left.length, gone: [], refused };
		const wrong = new Map(errors.toReversed().map(({ step, problem: met }) => [step % left.length, met]));
		if (wrong.size === left.length && refused.length === 0) return { problems: distinct([...wrong.values()]) };
		for (const [position, met] of wrong) {
			const place = left[position];
			if (place) refused.push({ key: keyOfPlace(place), problem: met });
		}
		left = left.filter((_, i) => !wrong.has(i));
	}
	return { problems: distinct(refused.map((one) => one.problem)) };
}

function distinct(problems: readonly Problem[]): Problem[] {
	return [...new Map(problems.map((one) => [one.sentence, one])).values()];
}

function deletion(graph: Graph, occurrences: readonly Occurrence[]): PlannedPlaces {
	const byBody = Map.groupBy(occurrences, ({ body }) => body);
	const deletions = Array.from(byBody, ([body, places]) => {
		const nodes = places.flatMap((one) => one.nodes.map(({ id }) => id));
		return deletionOf(graph, bodyOf(graph, body), nodes, "alone");
	});
	return {
		edits: deletions.flatMap(({ edits }) => edits),
		count: occurrences.length,
		gone: deletions.flatMap(({ removed }) => removed),
		refused: [],
	};
}

/** An Identity in each place, all of which are bypassed then: one place may read what another makes. */
function bypass(
	graph: Graph,
	pattern: Pattern,
	occurrences: readonly Occurrence[],
	input: string,
): { readonly edits: readonly Edit[] } | { readonly problems: readonly Problem[] } {
	const [output, ...more] = pattern.outputs;
	if (output === undefined || more.length > 0 || !pattern.inputs.includes(input)) {
		const { inputs, outputs } = pattern;
		return { problems: [problem("pattern/no-bypass", { inputs: inputs.length, outputs: outputs.length })] };
	}
	const identities = replaceAll(graph, pattern, occurrences, `${output} = Identity (${input})`);
	if ("problems" in identities) return identities;
	const bypassed = occurrences.map(({ body, values }): Edit => {
		const at = addressOfBody(graph, body);
		const made = values.get(output) ?? "";
		return { do: "bypass-node", node: { output: made, opType: "Identity" }, ...(at === undefined ? {} : { in: at }) };
	});
	return { edits: [...identities.edits, ...bypassed] };
}
