import { readdirSync, readFileSync } from "node:fs";
import { type Graph, graphFromText, modelFromGraph, textFromGraph } from "@suture/graph";
import { joinParts, writeModel } from "@suture/onnx";
import { compareSessions, inputsOf } from "@suture/proof";
import { evaluateModel, openSession, sha256 } from "@suture/runtime";
import { describe, expect, test } from "vitest";
import { rewriteGraph, rules } from "./index.ts";

/** A pair of blocks of a page: ```onnx before … ``` and ```onnx after … ```, or ```onnx unchanged … ```. */
interface Example {
	readonly opset: number;
	readonly before: string;
	readonly after: string;
}

const folder = new URL("./rules/", import.meta.url);

test("every rule has a folder with a page, and every folder a rule", () => {
	expect(rules.map(({ name }) => name).sort()).toEqual(readdirSync(folder).sort());
});

describe.each(rules.map((rule) => [rule.name, rule] as const))("%s", (name, rule) => {
	const page = readFileSync(new URL(`${name}/page.md`, folder), "utf8");

	test.each(examplesOf(page))("does what its page says: example %#", async ({ before, after, opset }) => {
		const graph = graphOf(before, opset);
		const { graph: result, problems } = await rewriteGraph(graph, { evaluate: evaluateModel, sha256, rules: [rule] });
		expect(problems).toEqual([]);
		expect(written(result)).toBe(written(graphOf(after, opset)));
		const [first, second] = await Promise.all([graph, result].map(async (one) => openSession(await bytesOf(one))));
		if (!first || !second) throw new Error("unreachable");
		const outputs = modelFromGraph(graph).graph?.output.map((one) => one.name ?? "") ?? [];
		const { ok, maxRelativeError, reason } = await compareSessions(first, second, inputsOf(graph), outputs);
		expect([ok, reason]).toEqual([true, undefined]);
		expect(maxRelativeError).toBeLessThan(1e-5);
	});

	test("has a page that begins with its title and shows at least one example", () => {
		expect(page.split("\n")[0]).toBe(`# ${rule.title}`);
		expect(examplesOf(page).length).toBeGreaterThan(0);
	});
});

function examplesOf(page: string): Example[] {
	const blocks = [...page.matchAll(/```onnx (before|after|unchanged)(?: opset (\d+))?\n(.*?)```/gs)].map(
		([, kind = "", opset = "17", text = ""]) => ({ kind, opset: Number(opset), text }),
	);
	return blocks.flatMap(({ kind, opset, text }, i) => {
		if (kind === "unchanged") return [{ opset, before: text, after: text }];
		return kind === "before" ? [{ opset, before: text, after: blocks[i + 1]?.text ?? "" }] : [];
	});
}

function graphOf(text: string, opset: number): Graph {
	const { graph, problems } = graphFromText(text, { opset });
	if (!graph) throw new Error(problems.map(({ sentence }) => sentence).join("\n"));
	return graph;
}

/** Initializers stand in no particular order, and types inside are only declarations. */
function written(graph: Graph): string {
	const bodies = new Map(
		[...graph.bodies].map(([id, body]) => {
			const initializers = body.initializers.toSorted((a, b) => ((a.name ?? "") < (b.name ?? "") ? -1 : 1));
			return [id, { ...body, initializers, valueInfo: [] }];
		}),
	);
	return textFromGraph({ ...graph, bodies }, { names: false, weights: "all" });
}

async function bytesOf(graph: Graph): Promise<Uint8Array> {
	const [file] = writeModel(modelFromGraph(graph), { name: "page.onnx" }).files;
	return await joinParts(file?.parts ?? []);
}
