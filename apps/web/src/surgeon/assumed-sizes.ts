import { checkOperators, type Inferred, type InputSizes, inferShapes, readInputSizes } from "@suture/analysis";
import { bodyOf, type Graph } from "@suture/graph";
import { type Problem, problem } from "@suture/problems";
import { problemsIn } from "./preview.ts";

/** Sizes by the name of their input, as a person writes them: 1x3x224x224, or n,3,? */
export type SizeTexts = Readonly<Record<string, string>>;

/** Sizes of inputs that are assumed, to see what follows from them. The model stays as it is. */
export class AssumedSizes {
	readonly texts: SizeTexts;
	/** What in the texts is no size. */
	readonly problems: readonly Problem[];
	readonly #sizes: InputSizes;
	#inferred: Inferred | undefined;

	constructor(texts: SizeTexts) {
		const read = readInputSizes(Object.entries(texts).map(([name, text]) => `${name}=${text}`));
		this.texts = texts;
		this.problems = read.problems;
		this.#sizes = read.sizes;
	}

	/** What follows for a graph; what an edit did not reach is taken over from the graph before. */
	inferredFor(graph: Graph): Inferred {
		if (this.#inferred?.facts.graph === graph) return this.#inferred;
		const { inputs } = bodyOf(graph, graph.main);
		const there = new Set(inputs.map(({ name }) => name));
		const sizes = new Map([...this.#sizes].filter(([name]) => there.has(name)));
		this.#inferred = inferShapes(graph, {
			inputs: sizes,
			...(this.#inferred && { previous: this.#inferred.facts }),
		});
		return this.#inferred;
	}

	/** What contradicts the sizes and is not wrong without them, each at its node. */
	contradictions(graph: Graph, own: Inferred): Problem[] {
		const known = new Set(problemsIn(graph, own).map(keyOf));
		const { facts, problems } = this.inferredFor(graph);
		return [...checkOperators(graph, facts), ...problems]
			.filter((met) => !known.has(keyOf(met)))
			.map((met) => problem("page/assumed", { reason: met.sentence }, met.place));
	}
}

/** Sentences name sizes, so the same problem may be said otherwise with others. */
function keyOf({ code, place }: Problem): string {
	return JSON.stringify([code, place.value, place.node?.name, place.node?.output]);
}
