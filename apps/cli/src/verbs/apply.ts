import { applyEdits, bodyOf, checkGraph, type Edit, graphFromModel } from "@suture/graph";
import { SutureError } from "@suture/problems";
import { editSchema, recipeSchema } from "@suture/protocol";
import { graphSurgeonScript } from "@suture/script";
import { z } from "zod";
import { type Answer, exitCodes, problemJson, problemText } from "../answer.ts";
import { readJson } from "../json-file.ts";
import { openForVerb } from "../open.ts";
import { contentsBeside } from "../recipe-contents.ts";
import { saveGraph } from "../save.ts";
import { withOutputTypes, withTypes } from "../with-types.ts";
import { writeText } from "../write-text.ts";

interface ApplyOptions {
	readonly output?: string;
	readonly script?: string;
}

/** `apply RECIPE MODEL -o OUT`: replays edits. `apply RECIPE --script OUT.py`: writes them as a script. Either, or both. */
export async function apply(
	recipePath: string,
	modelPath: string | undefined,
	{ output, script }: ApplyOptions,
): Promise<Answer> {
	const edits = await readRecipe(recipePath);
	const isWhole = modelPath !== undefined && output !== undefined;
	if (!isWhole && (script === undefined || modelPath !== undefined || output !== undefined)) {
		throw new SutureError("usage/incomplete", { verb: "apply", needs: "a model and -o, or --script, or both" });
	}
	if (script !== undefined) await writeText(script, graphSurgeonScript(edits));
	if (isWhole) return await replay(recipePath, edits, modelPath, output);
	const text = `${edits.length} steps as a script. Written: ${script}\n`;
	return { json: { steps: edits.length, files: [script] }, text, exitCode: exitCodes.fine };
}

/** A step that does not fit is reported and left out; the rest is applied and written. */
async function replay(recipePath: string, edits: Edit[], modelPath: string, output: string): Promise<Answer> {
	await using readable = await openForVerb(modelPath);
	const contents = await contentsBeside(recipePath, edits);
	const before = graphFromModel(readable.model);
	const applied = applyEdits(before, withTypes(before, edits), { contents });
	const graph = withOutputTypes(applied.graph);
	const met = applied.problems.filter(
		(one) => one.problem.code !== "edit/output-without-type" || graph === applied.graph,
	);
	const { files, problems: written } = await saveGraph(graph, modelPath, output);
	const wiring = checkGraph(graph);
	const failedSteps = new Set(met.filter(({ problem }) => problem.severity === "error").map(({ step }) => step));
	const problems = [...readable.problems, ...wiring, ...written];
	const json = {
		steps: edits.length,
		applied: edits.length - failedSteps.size,
		nodesBefore: bodyOf(before, before.main).nodes.length,
		nodesAfter: bodyOf(graph, graph.main).nodes.length,
		files,
		problems: [...met.map(({ step, problem }) => ({ step, ...problemJson(problem) })), ...problems.map(problemJson)],
	};
	const text = `${json.applied} of ${json.steps} steps applied: ${json.nodesBefore} nodes before, ${json.nodesAfter} after. Written: ${files.join(", ")}\n`;
	const told = [
		...met.map(({ step, problem }) => `step ${step + 1}: ${problemText(problem)}`),
		...problems.map(problemText),
	];
	const grave = [...met.map(({ problem }) => problem), ...problems].some(({ severity }) => severity === "error");
	return { json, text: text + told.join(""), exitCode: grave ? exitCodes.foundProblems : exitCodes.fine };
}

/** The edits of a recipe file: an object that says it is a recipe, or a bare list. */
async function readRecipe(path: string): Promise<Edit[]> {
	const read = z
		.union([recipeSchema.transform(({ edits }) => edits), z.array(editSchema)])
		.safeParse(await readJson(path));
	if (read.success) return read.data;
	const issue = deepest(read.error.issues);
	throw new SutureError("file/unreadable", { file: path, reason: `it is no recipe: ${issue}` });
}

/** Of the forms that a recipe may have, what is wrong in the one that came nearest. */
function deepest(issues: readonly z.core.$ZodIssue[]): string {
	const flat = issues.flatMap((issue) => (issue.code === "invalid_union" ? issue.errors.flat() : [issue]));
	const [found] = flat.toSorted((a, b) => b.path.length - a.path.length);
	return found
		? `${found.path.length > 0 ? `at ${found.path.join(".")}, ` : ""}${found.message}`
		: "it has another form";
}
