import { graphFromModel } from "@suture/graph";
import { SutureError } from "@suture/problems";
import { type Kind, type Remaining, type Repaired, repairGraph, type Step } from "@suture/repair";
import { countNodes, withoutTraces } from "@suture/rewrite";
import { evaluateModel, sha256 } from "@suture/runtime";
import { parseTarget, type Target, titleOfTarget } from "@suture/tensorrt";
import { type Answer, exitCodes, problemJson, problemText } from "../answer.ts";
import { openForVerb } from "../open.ts";
import { proverFor } from "../prover.ts";
import { saveGraph } from "../save.ts";
import { type Verified, verifiedText, verify } from "../verify.ts";

interface RepairVerbOptions {
	readonly target: string;
	readonly output: string;
	readonly plugins?: readonly string[];
	readonly allow?: readonly string[];
	readonly verify: boolean;
}

/** Differences up to this part of the largest magnitude are what another order of sums makes. */
const tolerance = 1e-3;

/** `repair MODEL --target T -o OUT`: applies what helps until T accepts the model. Ends with 1 when something is left, or when the
 *  result does not compute the same. */
export async function repair(path: string, options: RepairVerbOptions): Promise<Answer> {
	const started = performance.now();
	const read = parseTarget(options.target);
	if ("problem" in read) throw SutureError.from(read.problem);
	const target: Target = { ...read.target, plugins: options.plugins ?? [] };
	const allowed = (options.allow ?? []).map(kindFrom);
	await using readable = await openForVerb(path);
	const before = graphFromModel(readable.model);
	await using prover = await proverFor(path, before, tolerance);
	const repaired = await repairGraph(before, target, {
		evaluate: evaluateModel,
		sha256,
		allowed,
		...(options.verify ? { prove: prover.prove } : {}),
		onStep: ({ rule, sentences }) => process.stderr.write(`${rule}: ${sentences.length}\n`),
	});
	const graph = withoutTraces(repaired.graph);
	const { files, problems: written } = await saveGraph(graph, path, options.output);
	const seconds = (performance.now() - started) / 1000;
	const verified = options.verify
		? withTolerance(await verify({ model: path, graph: before }, { model: options.output, graph }))
		: undefined;
	const json = {
		target: options.target,
		accepted: repaired.remaining.every(({ problem }) => problem.severity !== "error"),
		nodesBefore: countNodes(before),
		nodesAfter: countNodes(graph),
		steps: repaired.steps.map(stepJson),
		remaining: repaired.remaining.map(remainingJson),
		verified: verified ?? null,
		parts: [{ part: "engine", file: options.output }],
		seconds: Math.round(seconds * 1000) / 1000,
		files,
		problems: [...readable.problems, ...repaired.problems, ...written].map(problemJson),
	};
	const isBad = !json.accepted || verified?.ok === false;
	return {
		json,
		text: textOf(repaired, target, json, verified),
		exitCode: isBad ? exitCodes.foundProblems : exitCodes.fine,
	};
}

function kindFrom(text: string): Kind {
	if (text === "assumes" || text === "tolerance" || text === "changes-meaning") return text;
	throw new SutureError("usage/bad-value", {
		option: "--allow",
		value: text,
		wanted: "assumes, tolerance, changes-meaning",
	});
}

function withTolerance(verified: Verified): Verified {
	const isNear = verified.ok === false && (verified.maxRelativeError ?? Number.POSITIVE_INFINITY) <= tolerance;
	return isNear ? { ...verified, ok: true } : verified;
}

function stepJson({ rule, kind, nodes, sentences, assumptions, proof }: Step) {
	const names = nodes.map(({ name, output }) => name || output || null);
	return { rule, kind, nodes: names, sentences, assumptions, proof: proof ?? null };
}

function remainingJson({ problem, misses }: Remaining) {
	return { ...problemJson(problem), said: problem.said, misses };
}

function textOf(
	{ steps, remaining }: Repaired,
	target: Target,
	{
		nodesBefore,
		nodesAfter,
		files,
		accepted,
	}: { nodesBefore: number; nodesAfter: number; files: readonly string[]; accepted: boolean },
	verified: Verified | undefined,
): string {
	const title = titleOfTarget(target);
	return [
		accepted
			? `Nothing is left that ${title} is known to refuse.\n`
			: `${title} still refuses ${remaining.length} things.\n`,
		`${nodesBefore} nodes before, ${nodesAfter} after. Written: ${files.join(", ")}\n`,
		...steps.map(
			({ rule, kind, sentences, proof }) => `  ${rule} (${kind}) × ${sentences.length}${proofText(proof)}\n`,
		),
		...steps.flatMap(({ assumptions }) => assumptions.map((one) => `  It is assumed: ${one}\n`)),
		verified ? verifiedText(verified) : "Not verified: it was not asked for.\n",
		...remaining.flatMap(({ problem, misses }) => [
			problemText(problem),
			...misses.map(({ rule, reason }) => `  ${rule} does not fit: ${reason}\n`),
		]),
	].join("");
}

function proofText(proof: Step["proof"]): string {
	if (!proof) return "";
	return proof.ok
		? `, proven: largest relative error ${proof.maxRelativeError.toPrecision(2)}`
		: `, not proven: ${proof.reason}`;
}
