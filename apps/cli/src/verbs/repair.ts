import { bodyOf, type Graph, graphFromModel } from "@suture/graph";
import { type Problem, SutureError } from "@suture/problems";
import { roundingOf } from "@suture/proof";
import {
	type Kind,
	type NmsForm,
	type Remaining,
	type Repaired,
	repairGraph,
	type Step,
	type Suppression,
} from "@suture/repair";
import { countNodes, withoutTraces } from "@suture/rewrite";
import { evaluateModel, sha256 } from "@suture/runtime";
import { splitForTarget } from "@suture/split";
import { parseTarget, type Target, titleOfTarget } from "@suture/tensorrt";
import { type Answer, exitCodes, problemJson, problemText } from "../answer.ts";
import { openForVerb } from "../open.ts";
import { openParts } from "../parts-session.ts";
import { type AskedPlugins, librariesFor, pluginsAsked } from "../plugins-asked.ts";
import { type Prover, proverFor } from "../prover.ts";
import { saveGraph } from "../save.ts";
import { notRun, type RunnableModel, type Verified, verifiedText, verify } from "../verify.ts";
import { type PartJson, writeSplit } from "../write-split.ts";

interface RepairVerbOptions {
	readonly target: string;
	readonly output: string;
	readonly plugins?: readonly string[];
	readonly allow?: readonly string[];
	readonly nms?: NmsForm;
	readonly split?: boolean;
	readonly verify: boolean;
}

/** `repair MODEL --target T -o OUT`: applies what helps until T accepts the model. Ends with 1 when something is left, or when the
 *  result does not compute the same. */
export async function repair(path: string, options: RepairVerbOptions): Promise<Answer> {
	const started = performance.now();
	const read = parseTarget(options.target);
	if ("problem" in read) throw SutureError.from(read.problem);
	const plugins = await pluginsAsked(options.plugins);
	const target: Target = { ...read.target, plugins: plugins.names };
	const allowed = (options.allow ?? []).map(kindFrom);
	await using readable = await openForVerb(path);
	const before = graphFromModel(readable.model);
	await using prover = await proverFor(path, before);
	const repaired = await repairGraph(before, target, {
		evaluate: evaluateModel,
		sha256,
		allowed,
		...(options.verify ? { prove: prover.prove, open: prover.open } : {}),
		...(options.nms ? { nms: options.nms } : {}),
		onStep: ({ rule, sentences }) => process.stderr.write(`${rule}: ${sentences.length}\n`),
	});
	const graph = withoutTraces(repaired.graph);
	const isRefused = repaired.remaining.length > 0;
	const result =
		isRefused && options.split
			? await saveParts(graph, target, repaired.remaining, path, options.output, plugins)
			: await saveWhole(graph, repaired.remaining, path, options.output);
	const { parts, files, remaining } = result;
	const { suppressions } = repaired;
	const seconds = (performance.now() - started) / 1000;
	const verified = options.verify
		? (ofDetections(repaired.steps, parts.length) ??
			withTolerance(
				await verifiedRun(prover, { model: path, graph: before }, { model: options.output, graph }, parts),
				roundingOf(before),
			))
		: undefined;
	const json = {
		target: options.target,
		accepted: remaining.every(({ problem }) => problem.severity !== "error"),
		nodesBefore: countNodes(before),
		nodesAfter: countNodes(graph),
		steps: repaired.steps.map(stepJson),
		remaining: remaining.map(remainingJson),
		suppressions,
		verified: verified ?? null,
		parts,
		seconds: Math.round(seconds * 1000) / 1000,
		files,
		problems: [...readable.problems, ...repaired.problems, ...result.problems].map(problemJson),
	};
	const isBad = !json.accepted || verified?.ok === false;
	return {
		json,
		text: textOf({ ...repaired, remaining }, target, json, verified) + suppressionsText(suppressions, options.nms),
		exitCode: isBad ? exitCodes.foundProblems : exitCodes.fine,
	};
}

/** What was written, and what is left that the target refuses of it. */
interface Saved {
	readonly parts: readonly PartJson[];
	readonly files: readonly string[];
	readonly problems: readonly Problem[];
	readonly remaining: readonly Remaining[];
}

async function saveWhole(graph: Graph, remaining: readonly Remaining[], path: string, output: string): Promise<Saved> {
	const { files, problems } = await saveGraph(graph, path, output);
	const { inputs, outputs, initializers, nodes } = bodyOf(graph, graph.main);
	const defaults = new Set(initializers.map(({ name }) => name));
	const names = (values: typeof inputs) => values.map(({ name = "" }) => name);
	const given = names(inputs).filter((name) => !defaults.has(name));
	const part = { part: "engine", file: output, nodes: nodes.length, work: 1, inputs: given, outputs: names(outputs) };
	return { parts: [part], files, problems, remaining };
}

/** The engine's model at `output`; all parts and the programs that run them in the folder of the same name without its ending. */
async function saveParts(
	graph: Graph,
	target: Target,
	remaining: readonly Remaining[],
	path: string,
	output: string,
	{ descriptions }: AskedPlugins,
): Promise<Saved> {
	const found = splitForTarget(graph, target);
	const engine = found.parts.find(({ role }) => role === "engine");
	if (!engine) return await saveWhole(graph, remaining, path, output);
	const whole = await saveGraph(engine.graph, path, output);
	const written = await writeSplit(
		graph,
		found.parts,
		path,
		output.replace(/\.onnx$/, ".parts"),
		librariesFor(graph, descriptions),
	);
	return {
		parts: written.parts,
		files: [...whole.files, ...written.files],
		problems: [...whole.problems, ...written.problems],
		remaining: found.remaining.map((problem) => ({ problem, misses: [] })),
	};
}

async function verifiedRun(
	prover: Prover,
	before: RunnableModel,
	after: RunnableModel,
	parts: readonly PartJson[],
): Promise<Verified> {
	return parts.length === 1 ? await verify(before, after) : await prover.verifySession(() => openParts(parts));
}

/** What the last step's proof says, where the outputs are others than those of the model as it was. */
function ofDetections(steps: readonly Step[], parts: number): Verified | undefined {
	if (!steps.some(({ rule }) => rule === "suppress-by-plugin" || rule === "cut-before-suppression")) return undefined;
	const proof = steps.at(-1)?.proof;
	if (proof?.ok === undefined) return notRun(proof?.reason ?? "Nothing ran it.");
	const { ok, maxAbsoluteError, maxRelativeError, reason } = proof;
	const compared = `${proof.compared}${parts > 1 ? " The model was run as a whole, before it was split." : ""}`;
	return { ok, maxAbsoluteError, maxRelativeError, runs: [], compared, ...(reason === undefined ? {} : { reason }) };
}

function kindFrom(text: string): Kind {
	if (text === "assumes" || text === "tolerance" || text === "changes-meaning") return text;
	throw new SutureError("usage/bad-value", {
		option: "--allow",
		value: text,
		wanted: "assumes, tolerance, changes-meaning",
	});
}

function withTolerance(verified: Verified, tolerance: number): Verified {
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
		...steps.flatMap(({ kind, sentences }) =>
			kind === "changes-meaning" ? sentences.map((one) => `  It is different now: ${one}\n`) : [],
		),
		verified ? verifiedText(verified) : "Not verified: it was not asked for.\n",
		...remaining.flatMap(({ problem, misses }) => [
			problemText(problem),
			...misses.map(({ rule, reason }) => `  ${rule} does not fit: ${reason}\n`),
		]),
	].join("");
}

/** What could be made of suppressions that are left, or why nothing was. */
function suppressionsText(suppressions: readonly Suppression[], asked: NmsForm | undefined): string {
	const lines = suppressions.flatMap(({ node, failed, became, forms }) => {
		if (became) return [];
		const wanted = forms.find(({ form }) => form === asked);
		if (wanted) return [`${node} suppresses boxes as before. ${failed ?? wanted.sentence}\n`];
		return [
			`${node} suppresses boxes. Other ways to do it change what comes out, so say which:\n`,
			...forms.map(({ form, can, sentence }) => `  ${can ? `--nms ${form}` : `not ${form}`}: ${sentence}\n`),
		];
	});
	return lines.join("");
}

function proofText(proof: Step["proof"]): string {
	if (!proof) return "";
	return proof.ok
		? `, proven: largest relative error ${proof.maxRelativeError.toPrecision(2)}`
		: `, not proven: ${proof.reason}`;
}
