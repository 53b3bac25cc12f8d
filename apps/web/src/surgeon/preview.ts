import { checkDeclared, checkOperators, type Inferred, inferShapes } from "@suture/analysis";
import {
	checkBodies,
	checkGraph,
	checkInterface,
	type EditProblem,
	type Graph,
	graphAt,
	type Timeline,
} from "@suture/graph";
import type { Problem } from "@suture/problems";

/** What edits would do, tried on a copy. */
export interface Preview {
	/** Why they are refused. */
	readonly refused: readonly Problem[];
	/** What would be wrong then and is not now. */
	readonly worse: readonly Problem[];
}

/** Everything that is wrong with a graph. */
export function problemsIn(graph: Graph, { facts, problems }: Inferred): Problem[] {
	return [
		...checkGraph(graph),
		...checkInterface(graph),
		...checkBodies(graph),
		...checkDeclared(graph, facts),
		...checkOperators(graph, facts),
		...problems,
	];
}

/** What came of a step that was tried. */
export function previewOf(
	before: Graph,
	inferred: Inferred,
	tried: { readonly timeline: Timeline; readonly problems: readonly EditProblem[] },
): Preview {
	const refused = tried.problems.flatMap(({ problem }) => (problem.severity === "error" ? problem : []));
	const graph = graphAt(tried.timeline, tried.timeline.done);
	if (refused.length > 0 || graph === before) return { refused, worse: [] };
	const now = inferShapes(graph, { previous: inferred.facts });
	const known = new Set(problemsIn(before, inferred).map(keyOf));
	return { refused, worse: problemsIn(graph, now).filter((problem) => !known.has(keyOf(problem))) };
}

function keyOf({ code, sentence, place }: Problem): string {
	return `${code} ${sentence} ${place.node?.output ?? ""} ${place.node?.name ?? ""}`;
}
