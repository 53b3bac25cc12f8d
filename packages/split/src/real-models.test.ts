import { inferShapes } from "@suture/analysis";
import { modelBytes } from "@suture/fixtures";
import { bodyOf, checkGraph, type Graph, graphFromModel, modelFromGraph, type Node } from "@suture/graph";
import { joinParts, type RunTensor, readModel, sourceFromBytes, writeModel } from "@suture/onnx";
import { compareTensors } from "@suture/proof";
import { openSession } from "@suture/runtime";
import { describe, expect, test } from "vitest";
import { split } from "./index.ts";

async function run(graph: Graph, given: ReadonlyMap<string, RunTensor>, outputs: readonly string[]) {
	const session = await openSession(
		await joinParts(writeModel(modelFromGraph(graph), { name: "m.onnx" }).files[0]?.parts ?? []),
	);
	try {
		return await session.run(given, outputs);
	} finally {
		await session.close();
	}
}

function ramp(dims: readonly number[]): RunTensor {
	const values = Float32Array.from({ length: dims.reduce((a, b) => a * b) }, (_, i) => Math.sin(i) + Math.sin(i / 57));
	return { type: "float", dims, contents: new Uint8Array(values.buffer) };
}

const isOneOf = (operators: string) => (nodes: readonly Node[]) =>
	nodes.filter(({ opType }) => operators.split(" ").includes(opType));
const last = (operator: string) => (nodes: readonly Node[]) => isOneOf(operator)(nodes).slice(-1);

const cases = [
	{
		name: "effdet_size.ts11",
		dims: [1, 3, 128, 128],
		refused: isOneOf("NonMaxSuppression NonZero GatherND"),
		roles: "engine post",
		least: 0.98,
	},
	{
		name: "ssdlite.ts11",
		dims: [3, 320, 320],
		refused: isOneOf("If NonZero GatherND"),
		roles: "engine post",
		least: 0.98,
	},
	{ name: "swin.dy18", dims: [1, 3, 112, 112], refused: last("Softmax"), roles: "engine post", least: 0.5 },
	{
		name: "timm_efficientnet_b0.ts13",
		dims: [1, 3, 224, 224],
		refused: (nodes: readonly Node[]) => isOneOf("Conv")(nodes).slice(0, 1),
		roles: "pre engine",
		least: 0.9,
	},
] as const;

describe.each(cases)("$name", ({ name, dims, refused, roles, least }) => {
	test("does in parts what it does whole, most of it in the engine", { timeout: 60_000 }, async () => {
		const { model } = await readModel(sourceFromBytes(modelBytes(name), name));
		if (!model) throw new Error(`${name} can't be read.`);
		const graph = graphFromModel(model);
		const main = bodyOf(graph, graph.main);
		const ids = new Set(refused(main.nodes).map(({ id }) => id));
		const { parts, boundaries, placed } = split(graph, inferShapes(graph).facts, ids);
		expect(parts.map(({ role }) => role).join(" ")).toBe(roles);
		expect(parts.find(({ role }) => role === "engine")?.work).toBeGreaterThan(least);
		expect(placed).toHaveLength(ids.size);
		expect(boundaries.length).toBeLessThan(8);
		const [input = ""] = parts[0]?.inputs ?? [];
		const known = new Map([[input, ramp(dims)]]);
		const outputs = main.outputs.map(({ name = "" }) => name);
		const whole = await run(graph, known, outputs);
		for (const part of parts) {
			expect(checkGraph(part.graph).filter(({ severity }) => severity === "error")).toEqual([]);
			const given = new Map(part.inputs.map((one) => [one, known.get(one) as RunTensor]));
			for (const [made, value] of await run(part.graph, given, part.outputs)) known.set(made, value);
		}
		for (const [made, value] of whole)
			expect(compareTensors(value, known.get(made) as RunTensor)).toMatchObject({ ok: true });
	});
});
