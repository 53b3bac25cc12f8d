import { applyEdits, bodyOf, checkGraph, type Edit, graphFromModel } from "@suture/graph";
import { SutureError } from "@suture/problems";
import { type Answer, exitCodes, problemJson, problemText } from "../answer.ts";
import { openForVerb } from "../open.ts";
import { saveGraph } from "../save.ts";
import { withTypes } from "../with-types.ts";

interface ExtractOptions {
	readonly inputs?: readonly string[];
	readonly outputs: readonly string[];
	readonly output: string;
}

/** `extract MODEL --inputs … --outputs … -o OUT`: the part between some values, as a model. */
export async function extract(path: string, { inputs, outputs, output }: ExtractOptions): Promise<Answer> {
	await using readable = await openForVerb(path);
	const before = graphFromModel(readable.model);
	const main = bodyOf(before, before.main);
	const wantedOutputs = namesAndTypes(outputs);
	const wantedInputs = inputs && namesAndTypes(inputs);
	const isInput = new Set(main.inputs.map(({ name }) => name));
	const isOutput = new Set(main.outputs.map(({ name }) => name));
	const edits: Edit[] = [
		...wantedOutputs.filter(({ value }) => !isOutput.has(value)).map((one): Edit => ({ do: "add-output", ...one })),
		...main.outputs
			.filter(({ name }) => !wantedOutputs.some(({ value }) => value === name))
			.map(({ name = "" }): Edit => ({ do: "remove-output", value: name })),
		...(wantedInputs ?? [])
			.filter(({ value }) => !isInput.has(value))
			.map((one): Edit => ({ do: "make-input", ...one })),
		{ do: "remove-unreachable", inputs: true },
	];
	const { graph, problems: met } = applyEdits(before, withTypes(before, edits));
	const refused = met.find(({ problem }) => problem.severity === "error")?.problem;
	if (refused) throw SutureError.from(refused);
	const left = bodyOf(graph, graph.main);
	const { files, problems: written } = await saveGraph(graph, path, output);
	const problems = [...readable.problems, ...met.map(({ problem }) => problem), ...checkGraph(graph), ...written];
	const json = {
		nodesBefore: main.nodes.length,
		nodesAfter: left.nodes.length,
		inputs: left.inputs.map(({ name }) => name),
		outputs: left.outputs.map(({ name }) => name),
		files,
		problems: problems.map(problemJson),
	};
	const text = `${json.nodesBefore} nodes before, ${json.nodesAfter} after; inputs ${json.inputs.join(", ")}; outputs ${json.outputs.join(", ")}. Written: ${files.join(", ")}\n`;
	const grave = problems.some(({ severity }) => severity === "error");
	return {
		json,
		text: text + problems.map(problemText).join(""),
		exitCode: grave ? exitCodes.foundProblems : exitCodes.fine,
	};
}

/** "name" or "name=type"; also several in one word, separated by commas outside of brackets. */
function namesAndTypes(words: readonly string[]): { value: string; type?: string }[] {
	return words
		.flatMap((word) => word.split(/,(?![^[]*\])/))
		.filter((word) => word !== "")
		.map((word) => {
			const [, value, type] = /^(.*?)=([a-z][a-z0-9_]*(?:\[.*\])?)$/.exec(word) ?? [];
			return value === undefined || type === undefined ? { value: word } : { value, type };
		});
}
