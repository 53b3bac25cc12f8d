import { readFile, utimes, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { inferShapes } from "@suture/analysis";
import { runPython, withFolder } from "@suture/fixtures";
import { bodyOf, type Graph, graphFromText, modelFromGraph } from "@suture/graph";
import { joinParts, writeModel } from "@suture/onnx";
import { type SplitOptions, split } from "@suture/split";
import { describe, expect, test, vi } from "vitest";
import { planProgram, pythonProgram } from "./index.ts";

vi.setConfig({ testTimeout: 60_000 });

const runFile = "import runpy, sys\nsys.argv = sys.argv[1:]\nrunpy.run_path(sys.argv[0], run_name='__main__')";
const fake = fileURLToPath(new URL("python/fake-tensorrt.py", import.meta.url));

interface Answer {
	readonly ok: boolean;
	readonly milliseconds: Readonly<Record<string, number>>;
	readonly outputs: Readonly<Record<string, readonly number[]>>;
	readonly differences: Readonly<Record<string, number>>;
}

async function write(graph: Graph, path: string): Promise<void> {
	await writeFile(path, await joinParts(writeModel(modelFromGraph(graph), { name: "m.onnx" }).files[0]?.parts ?? []));
}

/** Runs the program of a model of which operators are refused, with a TensorRT that is ONNX Runtime behind the API of a version. */
async function runWith(
	version: string,
	text: string,
	refused: readonly string[],
	work: (run: (...args: readonly string[]) => Promise<Answer>, folder: string) => Promise<void>,
): Promise<void> {
	const { graph, problems } = graphFromText(`<ir_version: 8, opset_import: ["" : 13]> ${text}`);
	if (!graph) throw new Error(problems.map(({ sentence }) => sentence).join(" "));
	const { nodes } = bodyOf(graph, graph.main);
	const ids = new Set(nodes.filter(({ opType }) => refused.includes(opType)).map(({ id }) => id));
	const isNew = Number.parseInt(version, 10) >= 10;
	const types: SplitOptions["types"] = isNew ? ["float", "float16", "int32", "int64"] : ["float", "float16", "int32"];
	const inEngine = nodes.filter(({ opType }) => opType === "MatMul").map(({ id }) => id);
	const wishes = inEngine.length > 0 ? [{ nodes: inEngine, role: "engine" as const }] : [];
	const { parts } = split(graph, inferShapes(graph).facts, ids, { types, wishes });
	const plan = planProgram(graph, parts, { title: "m" });
	await withFolder(async (folder) => {
		for (const [i, part] of parts.entries()) await write(part.graph, join(folder, plan.parts[i]?.file ?? ""));
		await write(graph, join(folder, "model.onnx"));
		await writeFile(join(folder, "program.py"), pythonProgram(plan));
		const usual = ["--json", "--runs", "2", "--check", join(folder, "model.onnx")];
		await work(async (...args) => {
			const printed = await runPython(runFile, fake, version, join(folder, "program.py"), ...usual, ...args);
			return JSON.parse(printed) as Answer;
		}, folder);
	});
}

const versions = ["8.4", "8.6", "10.6", "11.1"];

describe.each(versions)("the API of TensorRT %s", (version) => {
	test("takes several inputs of open sizes and int64, gives int64 and bool, with parts on both ends", async () => {
		const text = `m (float[n,4] x, int64[n] i, float[4,4] w) => (float[n,4] y, int64[n] j, bool[n,4] g, float[n,4] z)
{ e = Erf (x) a = MatMul (e, w) b = Relu (a) j = Add (i, i) y = MatMul (b, w) g = Less (a, b) h = Less (b, y) z = Where (h, a, b) }`;
		await runWith(version, text, ["Erf", "Where"], async (run) => {
			const { ok, outputs, milliseconds } = await run("--size", "n=3");
			expect(ok).toBe(true);
			expect(Object.keys(milliseconds)).toEqual(["pre", "engine", "post"]);
			expect(outputs).toEqual({ y: [3, 4], j: [3], g: [3, 4], z: [3, 4] });
		});
	});
});

test.each(["8.4", "11.1"])(
	"takes with TensorRT %s other sizes within the ranges it was built for, and says what to do outside of them",
	async (version) => {
		const text = "m (float[n,4] x) => (float[n,4] y) { a = Relu (x) y = Neg (a) }";
		await runWith(version, text, [], async (run) => {
			expect(await run("--shapes", "x=1x4:2x4:8x4", "--size", "n=2")).toMatchObject({ ok: true });
			expect(await run("--size", "n=8")).toMatchObject({ outputs: { y: [8, 4] } });
			await expect(run("--size", "n=9")).rejects.toThrow("The engine does not take x as [9, 4]");
		});
	},
);

test("builds again when the model of the engine is newer than its plan", async () => {
	const text = "m (float[2,4] x) => (float[2,4] y) { a = Relu (x) y = Neg (a) }";
	await runWith("10.6", text, [], async (run, folder) => {
		await run();
		const plan = join(folder, "engine.plan");
		await writeFile(plan, (await readFile(plan, "utf8")).replace('"flags"', '"stale": 1, "flags"'));
		await run();
		expect(await readFile(plan, "utf8")).toContain("stale");
		const later = Date.now() / 1000 + 60;
		await utimes(join(folder, "engine.onnx"), later, later);
		await run();
		expect(await readFile(plan, "utf8")).not.toContain("stale");
	});
});

test.each(["8.6", "10.6", "11.1"])("takes outputs of TensorRT %s whose size follows from the data", async (version) => {
	const text = "m (float[4,4] x) => (int64[2,k] y) { a = Sub (x, x) b = Relu (x) y = NonZero (b) }";
	await runWith(version, text, [], async (run) => {
		const { ok, outputs } = await run();
		expect(ok).toBe(true);
		expect(outputs["y"]?.[1]).toBeGreaterThan(0);
	});
});

test("says that an output of open size can't be had by bindings, and that TensorRT 11 has no flag for FP16", async () => {
	const text = "m (float[4,4] x) => (int64[2,k] y) { y = NonZero (x) }";
	await runWith("8.4", text, [], async (run) => {
		await expect(run()).rejects.toThrow("TensorRT 8.5");
	});
	await runWith("11.1", text, [], async (run) => {
		await expect(run("--half")).rejects.toThrow("make the model itself float16");
	});
});
