import { applyEdits, bodyOf, checkGraph, graphFromModel } from "@suture/graph";
import { findPattern, replaceAll, textOfPattern } from "@suture/pattern";
import { invariant, SutureError } from "@suture/problems";
import { type Answer, exitCodes, problemJson, problemText } from "../answer.ts";
import { openForVerb } from "../open.ts";
import { type PatternOptions, patternAsked } from "../pattern-asked.ts";
import { saveGraph } from "../save.ts";

interface ReplaceOptions extends PatternOptions {
	readonly with: string;
	readonly output: string;
}

/** `replace MODEL --nodes … --with 'y = Gelu(x)' -o OUT`: puts lines in every place that is like an example. */
export async function replace(path: string, options: ReplaceOptions): Promise<Answer> {
	await using readable = await openForVerb(path);
	const before = graphFromModel(readable.model);
	const pattern = await patternAsked(before, options);
	const { occurrences, forbidden, problems: met } = findPattern(before, pattern);
	const made = replaceAll(before, pattern, occurrences, options.with);
	if ("problems" in made) {
		const [first] = made.problems;
		invariant(first !== undefined, "What was not made has a problem.");
		throw SutureError.from(first);
	}
	const { graph, problems: refused } = applyEdits(before, made.edits);
	const { files, problems: written } = await saveGraph(graph, path, options.output);
	const failed = new Set(refused.filter(({ problem }) => problem.severity === "error").map(({ step }) => step));
	const problems = [
		...readable.problems,
		...met,
		...refused.map(({ problem }) => problem),
		...checkGraph(graph),
		...written,
	];
	const json = {
		places: occurrences.length,
		replaced: occurrences.length - failed.size,
		nodesBefore: bodyOf(before, before.main).nodes.length,
		nodesAfter: bodyOf(graph, graph.main).nodes.length,
		edits: made.edits,
		files,
		forbidden: forbidden.map(({ problem }) => problemJson(problem)),
		problems: problems.map(problemJson),
	};
	const lines = [
		textOfPattern(pattern),
		`${json.replaced} of ${json.places} places replaced: ${json.nodesBefore} nodes before, ${json.nodesAfter} after. Written: ${files.join(", ")}`,
		...forbidden.map(({ problem }) => `not taken: ${problem.sentence}`),
	];
	const grave = problems.some(({ severity }) => severity === "error");
	return {
		json,
		text: `${lines.join("\n")}\n${problems.map(problemText).join("")}`,
		exitCode: grave ? exitCodes.foundProblems : exitCodes.fine,
	};
}
