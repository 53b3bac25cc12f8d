import { applyEdits, bodyOf, type Edit, type Graph, textFromNodes, textFromType } from "@suture/graph";
import { type Images, preprocessEdits } from "@suture/preprocess";
import type { Problem } from "@suture/problems";

/** Pre-processing in front of an input, looked at before it is there. */
export type PlannedPreprocessing =
	| {
			readonly at: "possible";
			readonly edits: readonly Edit[];
			/** The types of the input, before and then. */
			readonly from: string;
			readonly to: string;
			/** The nodes that come, a line each. */
			readonly lines: readonly string[];
	  }
	| { readonly at: "wrong"; readonly problem: Problem };

/** What it takes for an input of the main graph to take images as they come. */
export function preprocessing(graph: Graph, input: string, images: Images): PlannedPreprocessing {
	const made = preprocessEdits(graph, input, images);
	if ("problem" in made) return { at: "wrong", problem: made.problem };
	const { graph: after, problems } = applyEdits(graph, made.edits);
	const refused = problems.find(({ problem }) => problem.severity === "error");
	if (refused) return { at: "wrong", problem: refused.problem };
	const come = bodyOf(after, after.main).nodes.filter(({ id }) => id >= graph.nextId);
	return {
		at: "possible",
		edits: made.edits,
		from: typeOfInput(graph, input),
		to: typeOfInput(after, input),
		lines: textFromNodes(after, come).split("\n"),
	};
}

function typeOfInput(graph: Graph, input: string): string {
	const type = bodyOf(graph, graph.main).inputs.find(({ name }) => name === input)?.type;
	return (type && textFromType(type)) ?? "";
}
