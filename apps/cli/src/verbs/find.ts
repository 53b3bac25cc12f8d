import { graphFromModel, nameOf } from "@suture/graph";
import { findPattern, patternJson, textOfPattern } from "@suture/pattern";
import { type Answer, exitCodes, problemJson, problemText } from "../answer.ts";
import { openForVerb } from "../open.ts";
import { type PatternOptions, patternAsked } from "../pattern-asked.ts";
import { writeText } from "../write-text.ts";

interface FindOptions extends PatternOptions {
	readonly savePattern?: string;
}

/** `find MODEL --nodes …`: every place of the model that is like an example. */
export async function find(path: string, options: FindOptions): Promise<Answer> {
	await using readable = await openForVerb(path);
	const graph = graphFromModel(readable.model);
	const pattern = await patternAsked(graph, options);
	const { occurrences, forbidden, problems } = findPattern(graph, pattern);
	if (options.savePattern !== undefined) {
		await writeText(options.savePattern, `${JSON.stringify(patternJson(pattern), undefined, "\t")}\n`);
	}
	const places = occurrences.map(({ nodes, values }) => ({
		nodes: nodes.map(nameOf),
		values: Object.fromEntries(values),
	}));
	const refused = forbidden.map(({ nodes, problem }) => ({ nodes: nodes.map(nameOf), ...problemJson(problem) }));
	const all = [...readable.problems, ...problems];
	const json = { pattern: patternJson(pattern), places, forbidden: refused, problems: all.map(problemJson) };
	const lines = [
		textOfPattern(pattern),
		`${places.length} ${places.length === 1 ? "place" : "places"}:`,
		...places.map(({ nodes }) => `  ${nodes.join(", ")}`),
		...forbidden.map(({ problem }) => `not taken: ${problem.sentence}`),
	];
	const text = `${lines.join("\n")}\n${all.map(problemText).join("")}`;
	const isWhole = !all.some(({ severity }) => severity === "error" || severity === "warning");
	return { json, text, exitCode: isWhole ? exitCodes.fine : exitCodes.foundProblems };
}
