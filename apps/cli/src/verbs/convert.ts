import { type Conversion, planConversion } from "@suture/convert";
import { applyEdits, checkGraph, type Graph, graphFromModel } from "@suture/graph";
import { SutureError } from "@suture/problems";
import { writeOuts } from "@suture/repair";
import { countNodes } from "@suture/rewrite";
import { type Answer, exitCodes, problemJson, problemText } from "../answer.ts";
import { openForVerb } from "../open.ts";
import { saveGraph } from "../save.ts";
import { verifiedText, verify } from "../verify.ts";

interface ConvertOptions {
	readonly opset: string;
	readonly output: string;
	readonly verify: boolean;
}

/** `convert MODEL --opset N -o OUT`: another opset for the whole model, or the nodes that can't be converted and no file. */
export async function convert(path: string, options: ConvertOptions): Promise<Answer> {
	const opset = opsetIn(options.opset);
	await using readable = await openForVerb(path);
	const before = graphFromModel(readable.model);
	const conversion = planConversion(before, opset, writeOuts);
	const errors = conversion.problems.filter(({ severity }) => severity === "error");
	const unknown = errors.find(({ code }) => code === "convert/no-such-opset");
	if (unknown) throw SutureError.from(unknown);
	if (errors.length > 0) return refused(before, conversion, errors.length);
	const { graph } = applyEdits(before, conversion.edits);
	const { files, problems: written } = await saveGraph(graph, path, options.output);
	const verified = options.verify
		? await verify({ model: path, graph: before }, { model: options.output, graph })
		: undefined;
	const problems = [...readable.problems, ...conversion.problems, ...checkGraph(graph), ...written];
	const json = {
		...summary(before, graph, conversion),
		verified: verified ?? null,
		files,
		problems: problems.map(problemJson),
	};
	const text = [
		`ai.onnx ${conversion.from} to ${opset}: ${json.changed.length} nodes are said otherwise, ${json.nodesBefore} nodes before, ${json.nodesAfter} after. Written: ${files.join(", ")}\n`,
		...changesText(conversion),
		verified ? verifiedText(verified) : "Not verified: it was not asked for.\n",
		...problems.map(problemText),
	];
	const isBad = verified?.ok === false || problems.some(({ severity }) => severity === "error");
	return { json, text: text.join(""), exitCode: isBad ? exitCodes.foundProblems : exitCodes.fine };
}

function opsetIn(text: string): number {
	if (/^\d{1,4}$/.test(text)) return Number(text);
	throw new SutureError("usage/bad-value", { option: "--opset", value: text, wanted: "a whole number, as in 13" });
}

function refused(before: Graph, conversion: Conversion, errors: number): Answer {
	const { problems, from, to } = conversion;
	const json = {
		...summary(before, before, conversion),
		verified: null,
		files: [],
		problems: problems.map(problemJson),
	};
	const count = errors === 1 ? "one problem stands" : `${errors} problems stand`;
	const text = [
		`ai.onnx ${from ?? "(none)"} was not converted to ${to}: ${count} in the way, and nothing was written.\n`,
		...problems.map((one) => `${one.place.node?.name ? `${one.place.node.name}: ` : ""}${problemText(one)}`),
	];
	return { json, text: text.join(""), exitCode: exitCodes.foundProblems };
}

function summary(before: Graph, after: Graph, { from, to, changes }: Conversion) {
	return {
		from: from ?? null,
		to,
		irVersion: after.header.irVersion ?? null,
		nodesBefore: countNodes(before),
		nodesAfter: countNodes(after),
		changed: changes.map(({ node, place, becomes }) => ({
			node: node.name || place.output || null,
			operator: node.opType,
			becomes,
		})),
	};
}

/** By operator, how many nodes became what. */
function changesText({ changes }: Conversion): string[] {
	const kinds = Map.groupBy(changes, ({ node: { opType }, becomes }) =>
		becomes.length === 1 && becomes[0] === opType
			? opType
			: `${opType} → ${[...new Set(becomes)].join(", ") || "an initializer"}`,
	);
	return [...kinds].map(([kind, found]) => `  ${String(found.length).padStart(5)} ${kind}\n`);
}
