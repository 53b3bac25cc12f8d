import { applyEdits, bodyOf, checkGraph, graphFromModel, textFromType } from "@suture/graph";
import { type Images, preprocessEdits } from "@suture/preprocess";
import { SutureError } from "@suture/problems";
import { InvalidArgumentError } from "commander";
import { type Answer, exitCodes, problemJson, problemText } from "../answer.ts";
import { openForVerb } from "../open.ts";
import { saveGraph } from "../save.ts";

interface PreprocessOptions extends Pick<Images, "layout" | "modelLayout" | "channels" | "mean" | "scale" | "uint8"> {
	readonly input: string;
	readonly std?: readonly number[];
	readonly output: string;
}

export const layouts = ["NHWC", "NCHW"];

/** `preprocess MODEL --input x --layout NHWC … -o OUT`: puts pre-processing of images in front of an input. */
export async function preprocess(path: string, options: PreprocessOptions): Promise<Answer> {
	const { input, std, output, ...images } = options;
	await using readable = await openForVerb(path);
	const before = graphFromModel(readable.model);
	const made = preprocessEdits(before, input, { ...images, ...(std ? { standardDeviation: std } : {}) });
	if ("problem" in made) throw SutureError.from(made.problem);
	const { graph, problems: refused } = applyEdits(before, made.edits);
	const { files, problems: written } = await saveGraph(graph, path, output);
	const problems = [...readable.problems, ...refused.map(({ problem }) => problem), ...checkGraph(graph), ...written];
	const main = bodyOf(graph, graph.main);
	const json = {
		inputs: main.inputs.map(({ name, type }) => ({ name, type: type && textFromType(type) })),
		nodesBefore: bodyOf(before, before.main).nodes.length,
		nodesAfter: main.nodes.length,
		edits: made.edits,
		files,
		problems: problems.map(problemJson),
	};
	const inputs = json.inputs.map(({ name, type }) => `${name} ${type ?? ""}`).join(", ");
	const text = `inputs: ${inputs}; ${json.nodesBefore} nodes before, ${json.nodesAfter} after. Written: ${files.join(", ")}\n`;
	const grave = problems.some(({ severity }) => severity === "error");
	return {
		json,
		text: text + problems.map(problemText).join(""),
		exitCode: grave ? exitCodes.foundProblems : exitCodes.fine,
	};
}

/** A number, or a fraction of two: 1/255. */
export function numberIn(text: string): number {
	const [above = "", below = "1", ...more] = text.split("/");
	const number = Number(above) / Number(below);
	if (above.trim() === "" || below.trim() === "" || more.length > 0 || !Number.isFinite(number)) {
		throw new InvalidArgumentError(`${text} is no number.`);
	}
	return number;
}

export function numbersIn(text: string): number[] {
	return text.split(",").map(numberIn);
}
