import { execFile } from "node:child_process";
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { modelPath, runPython, withFolder } from "@suture/fixtures";
import { expect, test } from "vitest";

const launcher = fileURLToPath(new URL("../../../suture", import.meta.url));

function suture(...args: string[]): Promise<{ code: number; stdout: string; stderr: string }> {
	return new Promise((resolve) => {
		execFile(launcher, args, { maxBuffer: 1 << 26 }, (error, stdout, stderr) => {
			resolve({ code: typeof error?.code === "number" ? error.code : 0, stdout, stderr });
		});
	});
}

test("writes the parts of a model, and a program that runs them as they ran before", { timeout: 120_000 }, async () => {
	await withFolder(async (folder) => {
		const model = modelPath("effdet_size.ts11");
		const { code, stdout } = await suture("split", model, "--target", "tensorrt-8.4.3", "-o", folder, "--json");
		expect(code).toBe(0);
		const found = JSON.parse(stdout) as {
			parts: { part: string; work: number }[];
			accepted: boolean;
			placed: { operator: string }[];
		};
		expect(found.accepted).toBe(true);
		expect(found.parts.map(({ part }) => part)).toEqual(["engine", "post"]);
		expect(found.parts[0]?.work).toBeGreaterThan(0.99);
		expect(found.placed.map(({ operator }) => operator)).toContain("NonZero");
		expect((await readdir(folder)).toSorted()).toEqual([
			"CMakeLists.txt",
			"engine.onnx",
			"post.onnx",
			"program.cpp",
			"program.py",
		]);
		const run = "import runpy, sys\nsys.argv = sys.argv[1:]\nrunpy.run_path(sys.argv[0], run_name='__main__')";
		const sizes = ["--size", "h=128", "--size", "w=128", "--runs", "0"];
		const printed = await runPython(
			run,
			join(folder, "program.py"),
			"--engine-in-onnxruntime",
			"--json",
			"--check",
			model,
			...sizes,
		);
		expect(JSON.parse(printed)).toMatchObject({ ok: true });
	});
});

test("does not take a node for refused that is not there", { timeout: 60_000 }, async () => {
	await withFolder(async (folder) => {
		const { code, stderr } = await suture(
			"split",
			modelPath("loop_script.ts13"),
			"--target",
			"tensorrt-10.6",
			"--refused",
			"nobody",
			"-o",
			folder,
		);
		expect(code).toBe(2);
		expect(stderr).toContain("nobody");
	});
});

test("puts nodes where they are wished, and says when that can't be", { timeout: 60_000 }, async () => {
	await withFolder(async (folder) => {
		const model = modelPath("loop_script.ts13");
		const all = ["split", model, "--target", "tensorrt-10.6", "-o", folder];
		const { stdout } = await suture(...all, "--json");
		const whole = JSON.parse(stdout) as { parts: { part: string; outputs: string[] }[] };
		const [last = ""] = whole.parts.at(-1)?.outputs ?? [];
		const moved = await suture(...all, "--behind", last, "--json");
		expect((JSON.parse(moved.stdout) as typeof whole).parts.at(-1)).toMatchObject({ part: "post", outputs: [last] });
		const { code, stderr } = await suture(...all, "--refused", last, "--engine", last);
		expect(code).toBe(2);
		expect(stderr).toContain("can't run in the engine: the target refuses it.");
	});
});
