import { execFile } from "node:child_process";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { inferShapes } from "@suture/analysis";
import { withFolder } from "@suture/fixtures";
import { bodyOf, type Graph, graphFromText, modelFromGraph } from "@suture/graph";
import { joinParts, writeModel } from "@suture/onnx";
import { split } from "@suture/split";
import { expect, test } from "vitest";
import { cppProgram, planProgram } from "./index.ts";

const run = promisify(execFile);

/** A folder with ONNX Runtime's include and lib, 1.13 or newer. No registry of packages has its headers, so somebody has to name one. */
const root = process.env["SUTURE_ONNXRUNTIME_ROOT"];

async function write(graph: Graph, path: string): Promise<void> {
	await writeFile(path, await joinParts(writeModel(modelFromGraph(graph), { name: "m.onnx" }).files[0]?.parts ?? []));
}

test.skipIf(!root)(
	"the C++ program gives what the whole model gives, with all parts in ONNX Runtime",
	{ timeout: 120_000 },
	async () => {
		const { graph } = graphFromText(`<ir_version: 8, opset_import: ["" : 13]>
m (float[n,4] x, int64[n] i, float[4,4] w) => (float[n,4] y, int64[n] j, bool[n,4] g, float[n,4] z)
{ e = Erf (x) a = MatMul (e, w) b = Relu (a) j = Add (i, i) y = MatMul (b, w) g = Less (a, b) h = Less (b, y) z = Where (h, a, b) }`);
		if (!graph) throw new Error("The text is no graph.");
		const refused = bodyOf(graph, graph.main).nodes.filter(({ opType }) => opType === "Erf" || opType === "Where");
		const inEngine = bodyOf(graph, graph.main).nodes.filter(({ opType }) => opType === "MatMul");
		const wishes = [{ nodes: inEngine.map(({ id }) => id), role: "engine" as const }];
		const { parts } = split(graph, inferShapes(graph).facts, new Set(refused.map(({ id }) => id)), { wishes });
		const plan = planProgram(graph, parts, { title: "m" });
		expect(parts.map(({ role }) => role)).toEqual(["pre", "engine", "post"]);
		await withFolder(async (folder) => {
			for (const [i, part] of parts.entries()) await write(part.graph, join(folder, plan.parts[i]?.file ?? ""));
			await write(graph, join(folder, "model.onnx"));
			await writeFile(join(folder, "program.cpp"), cppProgram(plan));
			const program = join(folder, "program");
			const flags = ["-std=c++17", "-O1", "-DWITH_TENSORRT=0", "-DWITH_ONNXRUNTIME=1", `-I${root}/include`];
			await run("g++", [
				...flags,
				join(folder, "program.cpp"),
				"-o",
				program,
				`-L${root}/lib`,
				"-lonnxruntime",
				`-Wl,-rpath,${root}/lib`,
			]);
			const { stdout } = await run(program, ["--folder", folder, "--runs", "1", "--check", join(folder, "model.onnx")]);
			expect(stdout).toMatch(/j: int64 \[1\]/);
			expect(stdout).toMatch(/g: bool \[1, 4\]/);
			for (const name of ["y", "j", "g", "z"]) expect(stdout).toContain(`${name}: same`);
		});
	},
);
