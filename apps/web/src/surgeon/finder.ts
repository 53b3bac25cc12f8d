import type { Edit, Graph, NodeId } from "@suture/graph";
import { operatorSchema } from "@suture/ops";
import {
	type FoundPattern,
	findPattern,
	type Loosening,
	loosen,
	type Pattern,
	type PatternOfNodes,
	patternFromNodes,
	patternJson,
	type ReadPattern,
	readPattern,
} from "@suture/pattern";
import { type Problem, problem } from "@suture/problems";
import { opsetOf } from "./describe.ts";
import { nameInLine, operatorInLine } from "./edit-line.ts";
import { type FoundPlaces, foundPlaces, keyOfPlace } from "./found-places.ts";
import type { Preview } from "./preview.ts";
import { type PlaceWish, planPlaces } from "./replace-places.ts";
import type { Sight } from "./sight.ts";

/** A pattern, what of it may be otherwise at other places, and which places are left as they are. */
export interface FindWish {
	readonly pattern: Pattern;
	readonly loose: Loosening;
	/** Their keys. */
	readonly leftOut: readonly string[];
}

/** What a wish comes to, before it is done. */
export type PlacesPreview =
	| {
			readonly at: "possible";
			readonly edits: readonly Edit[];
			readonly count: number;
			readonly gone: readonly NodeId[];
			readonly refused: readonly { readonly key: string; readonly problem: Problem }[];
			readonly preview: Preview;
	  }
	| { readonly at: "wrong"; readonly problems: readonly Problem[] };

/** A file that holds a pattern is far smaller. */
const mostPatternBytes = 4_000_000;

/** Finds places that are like an example, and plans what comes in their stead. It changes nothing. */
export class Finder {
	readonly #sight: Sight;
	#last: { readonly graph: Graph; readonly key: string; readonly found: FoundPattern } | undefined;

	constructor(sight: Sight) {
		this.#sight = sight;
	}

	/** The pattern that nodes of the body on the screen are an example of. */
	example(nodes: readonly NodeId[]): PatternOfNodes {
		const chosen = new Set(nodes);
		const { id, nodes: all } = this.#sight.body();
		return patternFromNodes(
			this.#sight.graph(),
			id,
			all.filter((node) => chosen.has(node.id)),
		);
	}

	/** Every place in all bodies where it fits. */
	find(pattern: Pattern, loose: Loosening): FoundPlaces {
		return foundPlaces(this.#sight.graph(), this.#found(loosen(pattern, loose)));
	}

	/** What it would take to do something with all places that are not left out. */
	plan({ pattern, loose, leftOut }: FindWish, wish: PlaceWish): PlacesPreview {
		const loosened = loosen(pattern, loose);
		const isOut = new Set(leftOut);
		const chosen = this.#found(loosened).occurrences.filter((one) => !isOut.has(keyOfPlace(one)));
		const planned = planPlaces(this.#sight.graph(), loosened, chosen, wish);
		if ("problems" in planned) return { at: "wrong", problems: planned.problems };
		return { at: "possible", ...planned, preview: this.#sight.preview(planned.edits) };
	}

	/** A line that makes all outputs of a pattern by one operator: of its inputs, and of its weights if asked for, as many as the
	 *  operator takes. */
	lineBy({ inputs, outputs, constants }: Pattern, operator: string, domain: string, takesWeights: boolean): string {
		const weights = constants.filter(({ tensor }) => tensor === undefined).map(({ name }) => name);
		const version = opsetOf(this.#sight.graph(), domain) || Number.MAX_SAFE_INTEGER;
		const most = operatorSchema(operator, domain, version)?.maxInputs ?? Infinity;
		const taken = [...inputs, ...(takesWeights ? weights : [])].slice(0, most);
		return `${outputs.map(nameInLine).join(", ")} = ${operatorInLine(operator, domain)} (${taken.map(nameInLine).join(", ")})`;
	}

	/** A pattern as the text of a file. */
	patternText(pattern: Pattern, loose: Loosening): string {
		return `${JSON.stringify(patternJson(loosen(pattern, loose)), undefined, "\t")}\n`;
	}

	async readPattern(file: Blob): Promise<ReadPattern> {
		const no = (reason: string) => ({ problem: problem("pattern/not-a-pattern", { reason }) });
		if (file.size > mostPatternBytes) return no("it is too large");
		try {
			return readPattern(JSON.parse(await file.text()));
		} catch {
			return no("it is no JSON");
		}
	}

	#found(pattern: Pattern): FoundPattern {
		const graph = this.#sight.graph();
		const key = JSON.stringify(pattern);
		if (this.#last?.graph !== graph || this.#last.key !== key) {
			this.#last = { graph, key, found: findPattern(graph, pattern) };
		}
		return this.#last.found;
	}
}
