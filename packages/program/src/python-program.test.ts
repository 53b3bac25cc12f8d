import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { inferShapes } from "@suture/analysis";
import { modelBytes, runPython, withFolder } from "@suture/fixtures";
import { bodyOf, type Graph, graphFromModel, graphFromText, modelFromGraph, type Node } from "@suture/graph";
import { joinParts, readModel, sourceFromBytes, writeModel } from "@suture/onnx";
import { split } from "@suture/split";
import { describe, expect, test } from "vitest";
import { type PlanOptions, planProgram, pythonProgram } from "./index.ts";

const runFile = "import runpy, sys\nsys.argv = sys.argv[1:]\nrunpy.run_path(sys.argv[0], run_name='__main__')";

interface Answer {
	readonly ok: boolean;
	readonly milliseconds: Readonly<Record<string, number>>;
	readonly outputs: Readonly<Record<string, readonly number[]>>;
	readonly differences: Readonly<Record<string, number>>;
}

async function bytesOf(graph: Graph): Promise<Uint8Array> {
	return await joinParts(writeModel(modelFromGraph(graph), { name: "m.onnx" }).files[0]?.parts ?? []);
}

/** Splits a model, writes its program into a folder, and runs that with the engine in ONNX Runtime. */
async function runProgram(
	graph: Graph,
	refused: (nodes: readonly Node[]) => readonly Node[],
	args: readonly string[],
	{ options = { title: "m" }, prepare }: { options?: PlanOptions; prepare?: (folder: string) => Promise<void> } = {},
): Promise<Answer> {
	return await withFolder(async (folder) => {
		const ids = new Set(refused(bodyOf(graph, graph.main).nodes).map(({ id }) => id));
		const { parts } = split(graph, inferShapes(graph).facts, ids);
		const plan = planProgram(graph, parts, options);
		for (const [i, part] of parts.entries())
			await writeFile(join(folder, plan.parts[i]?.file ?? ""), await bytesOf(part.graph));
		await writeFile(join(folder, "model.onnx"), await bytesOf(graph));
		await writeFile(join(folder, "program.py"), pythonProgram(plan));
		await prepare?.(folder);
		const inFolder = args.map((word) => word.replace("FOLDER", folder));
		const printed = await runPython(
			runFile,
			join(folder, "program.py"),
			"--engine-in-onnxruntime",
			"--json",
			"--runs",
			"1",
			"--check",
			join(folder, "model.onnx"),
			...inFolder,
		);
		return JSON.parse(printed) as Answer;
	});
}

async function fixture(name: string): Promise<Graph> {
	const { model } = await readModel(sourceFromBytes(modelBytes(name), name));
	if (!model) throw new Error(`${name} can't be read.`);
	return graphFromModel(model);
}

const isOneOf = (operators: string) => (nodes: readonly Node[]) =>
	nodes.filter(({ opType }) => operators.split(" ").includes(opType));

describe("a program with its engine in ONNX Runtime", { timeout: 60_000 }, () => {
	test.each([
		[
			"effdet_size.ts11",
			isOneOf("NonMaxSuppression NonZero GatherND"),
			["--size", "h=128", "--size", "w=128"],
			["engine", "post"],
		],
		["swin.dy18", (nodes: readonly Node[]) => isOneOf("Softmax")(nodes).slice(-1), [], ["engine", "post"]],
	] as const)("gives for %s what the whole model gives", async (name, refused, args, roles) => {
		const { ok, differences, milliseconds } = await runProgram(await fixture(name), refused, args);
		expect(Object.values(differences).every((one) => one <= 1e-3)).toBe(true);
		expect(ok).toBe(true);
		expect(Object.keys(milliseconds)).toEqual(roles);
	});

	test("takes names as they are, whatever is in them", async () => {
		const { graph } = graphFromText(`<ir_version: 8, opset_import: ["" : 13]>
m (float[2] "x\\"'\\\\ \\"\\"\\" {é😀}") => (float[2] "__proto__") { "a%s" = Relu ("x\\"'\\\\ \\"\\"\\" {é😀}") "__proto__" = Erf ("a%s") }`);
		if (!graph) throw new Error("The text is no graph.");
		const { ok, outputs } = await runProgram(graph, isOneOf("Erf"), [], { options: { title: 'a """ title % \\' } });
		expect(ok).toBe(true);
		expect(Object.getOwnPropertyNames(outputs)).toEqual(["__proto__"]);
	});

	test("makes an input of a picture", async () => {
		const { graph } = graphFromText(`<ir_version: 8, opset_import: ["" : 13]>
m (float[1,3,2,2] x) => (float[1,3,2,2] y) { y = Identity (x) }`);
		if (!graph) throw new Error("The text is no graph.");
		// Two pixels wide, one high: red, then white.
		const picture = Uint8Array.from([...new TextEncoder().encode("P6\n# two\n2 1 255\n"), 255, 0, 0, 255, 255, 255]);
		const given = { mean: [0.5, 0, 0], deviation: [0.5, 1, 1], order: "bgr" } as const;
		let saved: string | undefined;
		await withFolder(async (outside) => {
			const path = join(outside, "out.npz");
			await runProgram(graph, () => [], ["--image", "FOLDER/red.ppm", "--save", path], {
				options: { title: "m", image: given },
				prepare: async (folder) => await writeFile(join(folder, "red.ppm"), picture),
			});
			expect((await readFile(path)).length).toBeGreaterThan(0);
			saved = await runPython("import numpy, sys\nprint(numpy.load(sys.argv[1])['y'].tolist())", path);
		});
		expect(JSON.parse(saved ?? "")).toEqual([
			[
				[
					[0, 1],
					[0, 1],
				],
				[
					[0, 1],
					[0, 1],
				],
				[
					[1, 1],
					[1, 1],
				],
			],
		]);
	});

	test("says that it is different when it is", async () => {
		const { graph } = graphFromText(`<ir_version: 8, opset_import: ["" : 13]>
m (float[4] x) => (float[4] y) { a = Relu (x) y = Erf (a) }`);
		const { graph: other } = graphFromText(`<ir_version: 8, opset_import: ["" : 13]>
m (float[4] x) => (float[4] y) { y = Neg (x) }`);
		if (!graph || !other) throw new Error("The text is no graph.");
		const prepare = async (folder: string) => await writeFile(join(folder, "model.onnx"), await bytesOf(other));
		await expect(runProgram(graph, isOneOf("Erf"), [], { prepare })).rejects.toThrow("DIFFERENT");
	});
});
