import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { bodyOf, checkGraph, type Graph, graphFromModel, modelFromGraph } from "@suture/graph";
import { joinParts, readModel, sourceFromBytes, writeModel } from "@suture/onnx";
import { compareSessions, inputsOf } from "@suture/proof";
import { evaluateModel, openSession } from "@suture/runtime";
import { parseTarget } from "@suture/tensorrt";
import { type Proof, repairGraph } from "../src/index.ts";

/** node tools/repair-folder.ts TARGET OUT MODEL…: repairs models and prints a table. --steps: proof of each step; -v: sentences. */
const flags = process.argv.slice(2).filter((word) => word.startsWith("-"));
const [text = "", out = "", ...paths] = process.argv.slice(2).filter((word) => !word.startsWith("-"));
const parsed = parseTarget(text);
if ("problem" in parsed) throw new Error(parsed.problem.sentence);
mkdirSync(out, { recursive: true });
const sha256 = (bytes: Uint8Array) => createHash("sha256").update(bytes).digest("hex");
let done = 0;
for (const path of paths) {
	try {
		await repairOne(path, parsed.target);
	} catch (error) {
		console.log(basename(path), "FAILED", error instanceof Error ? error.stack?.slice(0, 900) : error);
	}
}
console.log(`${done} of ${paths.length} with nothing left`);

async function repairOne(path: string, target: Parameters<typeof repairGraph>[1]): Promise<void> {
	const name = basename(path, ".onnx");
	const openExternal = async (location: string) => sourceFromBytes(new Uint8Array(readFileSync(join(dirname(path), location))), location);
	const { model } = await readModel(sourceFromBytes(new Uint8Array(readFileSync(path)), name), { openExternal } as never);
	if (!model) throw new Error("unreadable");
	const graph = graphFromModel(model);
	const begun = performance.now();
	const { graph: after, steps, remaining, problems } = await repairGraph(graph, target, {
		evaluate: evaluateModel,
		sha256,
		allowed: flags.includes("--assume") ? ["assumes", "tolerance"] : ["tolerance"],
		...(flags.includes("--steps") ? { prove: (after: Graph) => proofOf(path, after, graph) } : {}),
		...(flags.includes("-v") ? { onStep: (step) => console.log("  ", step.rule, step.sentences.length, step.proof ? JSON.stringify(step.proof) : "") } : {}),
	});
	const seconds = (performance.now() - begun) / 1000;
	const { files } = writeModel(modelFromGraph(after), { name: `${name}.onnx`, compact: true });
	for (const file of files) writeFileSync(join(out, file.name), await joinParts(file.parts));
	const proof = flags.includes("--no-check") ? undefined : await proofOf(path, join(out, `${name}.onnx`), graph);
	if (remaining.length === 0) done++;
	const fired = Object.entries(Object.groupBy(steps, ({ rule }) => rule)).map(([rule, all]) => `${rule} ${all?.reduce((n, one) => n + one.sentences.length, 0)}`);
	console.log(name.padEnd(24), String(count(graph)).padStart(5), String(count(after)).padStart(5), `${seconds.toFixed(1)} s`, remaining.length === 0 ? "ACCEPTED" : `${remaining.length} left`, proof === undefined ? "" : proof.ok ? `ok ${proof.maxRelativeError.toExponential(0)}` : `NOT EQUAL ${proof.maxRelativeError} ${proof.reason?.slice(0, 250)}`, "|", fired.join(", "));
	for (const [sentence, all] of Object.entries(Object.groupBy(remaining, ({ problem }) => `${problem.place.node?.operator}: ${problem.sentence.replace(problem.place.node?.name ?? "", "…")}`)).slice(0, 12)) {
		console.log("    -", all?.length, sentence.slice(0, 300), all?.[0]?.misses.map(({ rule, reason }) => `${rule}: ${reason}`).join(" ").slice(0, 400));
	}
	for (const one of [...problems, ...checkGraph(after)].slice(0, 3)) console.log("    !", one.sentence.slice(0, 300));
}

function count(graph: Graph): number {
	return [...graph.bodies.values()].reduce((sum, { nodes }) => sum + nodes.length, 0);
}

async function bytesOf(graph: Graph): Promise<Uint8Array> {
	const { files } = writeModel(modelFromGraph(graph), { name: "model.onnx" });
	return await joinParts(files[0]?.parts ?? []);
}

async function proofOf(before: Graph | string, after: Graph | string, graph: Graph | undefined = undefined): Promise<Proof> {
	const none = { maxAbsoluteError: Number.NaN, maxRelativeError: Number.NaN };
	if (!graph) return { ok: undefined, ...none };
	try {
		const left = await openSession(typeof before === "string" ? before : await bytesOf(before));
		let right: typeof left;
		try {
			right = await openSession(typeof after === "string" ? after : await bytesOf(after));
		} catch (error) {
			await left.close();
			return { ok: false, ...none, reason: `The result does not load: ${String(error)}` };
		}
		const outputs = bodyOf(graph, graph.main).outputs.map(({ name = "" }) => name);
		const found = await compareSessions(left, right, inputsOf(graph), outputs);
		await left.close();
		await right.close();
		const ok = found.runs.length > 0 ? found.ok || found.maxRelativeError <= 1e-3 : found.reason?.startsWith("The result") ? false : undefined;
		return { ok, maxAbsoluteError: found.maxAbsoluteError, maxRelativeError: found.maxRelativeError, ...(found.reason ? { reason: found.reason } : {}) };
	} catch (error) {
		return { ok: undefined, ...none, reason: String(error).slice(0, 300) };
	}
}
