import type { InputSizes } from "@suture/analysis";
import { checkGraph, type Graph, graphFromModel } from "@suture/graph";
import type { Problem } from "@suture/problems";
import { countNodes, type Rewritten, type Rule, rewriteGraph, withoutTraces } from "@suture/rewrite";
import { evaluateModel, sha256 } from "@suture/runtime";
import { type Answer, exitCodes, problemJson, problemText } from "./answer.ts";
import { fixedSizes } from "./input-sizes.ts";
import { openForVerb } from "./open.ts";
import { saveGraph } from "./save.ts";
import { type Verified, verifiedText, verify } from "./verify.ts";

export interface RewritingOptions {
	readonly output: string;
	readonly rules: readonly Rule[];
	readonly inputs: InputSizes | undefined;
	readonly limitBytes: number | undefined;
	readonly keepTraces: boolean;
	/** Whether the result is run beside the original. */
	readonly isVerified: boolean;
}

/** Folds and rewrites a model, writes it, and runs both: what `fold` and `simplify` have in common. Where rounding leads to other
 *  outputs, as when a threshold lies between two sums, all is done again without what rounds. */
export async function rewriting(path: string, options: RewritingOptions): Promise<Answer> {
	await using readable = await openForVerb(path);
	const before = graphFromModel(readable.model);
	let result = await rewriteAndSave(before, path, options);
	let { seconds } = result;
	let verified = options.isVerified ? await proof(before, result.graph, path, options) : undefined;
	if (verified?.ok === false && result.rewritten.findings.some(({ rounds }) => rounds)) {
		result = await rewriteAndSave(before, path, options, false);
		seconds += result.seconds;
		verified = await proof(before, result.graph, path, options);
	}
	return answerOf(before, result, { seconds, verified, met: readable.problems });
}

interface Saved {
	/** Of rewriting alone: reading and writing files take as long as the disk does. */
	readonly seconds: number;
	readonly rewritten: Rewritten;
	readonly graph: Graph;
	readonly files: readonly string[];
	readonly problems: readonly Problem[];
}

async function rewriteAndSave(before: Graph, path: string, options: RewritingOptions, mayRound = true): Promise<Saved> {
	const { rules, inputs, limitBytes, output, keepTraces } = options;
	const started = performance.now();
	const rewritten = await rewriteGraph(before, {
		rules,
		mayRound,
		evaluate: evaluateModel,
		sha256,
		...(inputs ? { inputs } : {}),
		...(limitBytes === undefined ? {} : { limitBytes }),
	});
	const seconds = (performance.now() - started) / 1000;
	const graph = keepTraces ? rewritten.graph : withoutTraces(rewritten.graph);
	const { files, problems } = await saveGraph(graph, path, output);
	return { seconds, rewritten, graph, files, problems: [...rewritten.problems, ...checkGraph(graph), ...problems] };
}

async function proof(
	before: Graph,
	after: Graph,
	path: string,
	{ output, inputs }: RewritingOptions,
): Promise<Verified> {
	return await verify({ model: path, graph: before }, { model: output, graph: after }, { sizes: fixedSizes(inputs) });
}

function answerOf(
	before: Graph,
	{ rewritten, graph, files, problems }: Saved,
	{ seconds, verified, met }: { seconds: number; verified: Verified | undefined; met: readonly Problem[] },
): Answer {
	const byRule = Map.groupBy(rewritten.findings, ({ rule }) => rule);
	const all = [...met, ...problems];
	const json = {
		nodesBefore: countNodes(before),
		nodesAfter: countNodes(graph),
		folded: rewritten.folds.length,
		rules: Object.fromEntries([...byRule].map(([rule, found]) => [rule, found.length])),
		seconds: Math.round(seconds * 1000) / 1000,
		verified: verified ?? null,
		files,
		problems: all.map(problemJson),
	};
	const text = [
		`${json.nodesBefore} nodes before, ${json.nodesAfter} after; ${json.folded} values became constants. Written: ${files.join(", ")}\n`,
		...[...byRule].map(([rule, found]) => `  ${String(found.length).padStart(5)} ${rule}\n`),
		verified ? verifiedText(verified) : "Not verified: it was not asked for.\n",
		...all.map(problemText),
	];
	const isBad = verified?.ok === false || all.some(({ severity }) => severity === "error");
	return { json, text: text.join(""), exitCode: isBad ? exitCodes.foundProblems : exitCodes.fine };
}
