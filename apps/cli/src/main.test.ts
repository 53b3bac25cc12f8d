import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdir, mkdtemp, readFile, rm, stat, truncate, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { modelBytes, modelPath, runPython } from "@suture/fixtures";
import { applyEdits, graphFromModel, modelFromGraph } from "@suture/graph";
import { joinParts, readModel, sourceFromBytes, writeModel } from "@suture/onnx";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

const launcher = fileURLToPath(new URL("../../../suture", import.meta.url));
const hasRtx = existsSync(fileURLToPath(new URL("../../../.suture/builder/bin/python", import.meta.url)));
let folder: string;

beforeAll(async () => {
	folder = await mkdtemp(join(tmpdir(), "suture-cli-"));
});

afterAll(() => rm(folder, { recursive: true, force: true }));

interface Ran {
	readonly code: number;
	readonly stdout: string;
	readonly stderr: string;
}

function suture(...args: string[]): Promise<Ran> {
	return new Promise((resolve) => {
		execFile(launcher, args, { maxBuffer: 1 << 26 }, (error, stdout, stderr) => {
			resolve({ code: typeof error?.code === "number" ? error.code : 0, stdout, stderr });
		});
	});
}

async function json(...args: string[]): Promise<{ code: number; json: Record<string, unknown> }> {
	const { code, stdout } = await suture(...args, "--json");
	expect(stdout.trim().split("\n").length).toBe(1);
	return { code, json: JSON.parse(stdout) as Record<string, unknown> };
}

describe("info", () => {
	test("says what is in a model", async () => {
		const { code, json: found } = await json("info", modelPath("loop_script.ts13"));
		expect(code).toBe(0);
		expect(found).toMatchObject({ nodes: 2, initializers: 0, opsets: { "ai.onnx": 13 }, operators: { Loop: 1 } });
		expect(found["inputs"]).toEqual([
			{ name: "x.1", type: expect.stringContaining("float[") },
			{ name: expect.any(String), type: expect.any(String) },
		]);
	});

	test("reads to people without --json", async () => {
		const { stdout } = await suture("info", modelPath("bert.ts17"));
		expect(stdout).toMatch(/382 nodes;.*\ninputs\n {2}ids: int64\[n,s\]/);
	});
});

test("a place that can't be written is named before any work", async () => {
	const model = modelPath("deformable_detr.ts16");
	const { code, stderr } = await suture("repair", model, "--target", "rtx", "-o", join(folder, "none", "x.onnx"));
	expect(code).toBe(2);
	expect(stderr).toMatch(/can't be written: there is no folder .*none/);
	expect(stderr).not.toContain("fold-constants");
	expect(await suture("fold", modelPath("bert.ts11"), "-o", folder)).toMatchObject({
		code: 2,
		stderr: expect.stringContaining("it is a folder"),
	});
});

describe("repair", () => {
	test("makes a model that a TensorRT takes, and proves every step", async () => {
		const out = join(folder, "bert-8.4.3.onnx");
		const { code, json: found } = await json("repair", modelPath("bert.ts17"), "--target", "tensorrt-8.4.3", "-o", out);
		expect(code).toBe(0);
		expect(found).toMatchObject({
			accepted: true,
			remaining: [],
			verified: { ok: true },
			parts: [{ part: "engine", file: out }],
		});
		const steps = found["steps"] as { rule: string; kind: string; nodes: unknown[]; proof: { ok: boolean } }[];
		expect(steps.map(({ rule }) => rule)).toContain("write-out-layer-normalization");
		expect(steps.every(({ kind, proof }) => kind === "exact" && proof.ok)).toBe(true);
		const checked = await json("check", out, "--target", "tensorrt-8.4.3");
		expect(checked.code).toBe(0);
	});

	test("says what is left, and why no rule fits", async () => {
		const out = join(folder, "effdet-8.4.3.onnx");
		const args = ["repair", modelPath("effdet_size.ts11"), "--target", "tensorrt-8.4.3", "-o", out, "--no-verify"];
		const { code, json: found } = await json(...args);
		expect(code).toBe(1);
		expect(found["accepted"]).toBe(false);
		expect(found["remaining"]).toContainEqual(expect.objectContaining({ operator: "NonZero", misses: [] }));
	});

	test("cuts off what is left, and proves that the parts together do what the model did", async () => {
		const out = join(folder, "effdet-split.onnx");
		const args = ["repair", modelPath("effdet_scale.ts11"), "--target", "tensorrt-8.4.3", "--split", "-o", out];
		const { code, json: found } = await json(...args);
		expect(code).toBe(0);
		expect(found).toMatchObject({ accepted: true, remaining: [], verified: { ok: true } });
		const parts = found["parts"] as { part: string; file: string }[];
		expect(parts.map(({ part }) => part)).toEqual(["engine", "post"]);
		expect((await json("check", out, "--target", "tensorrt-8.4.3")).code).toBe(0);
	});

	test("knows no target and no kind that there is not", async () => {
		const model = modelPath("loop_script.ts13");
		const out = join(folder, "none.onnx");
		expect((await suture("repair", model, "--target", "tensorrt-3", "-o", out)).code).toBe(2);
		const wrong = await suture("repair", model, "--target", "tensorrt-8.4.3", "-o", out, "--allow", "anything");
		expect([wrong.code, wrong.stderr]).toEqual([2, expect.stringContaining("assumes, tolerance, changes-meaning")]);
	});

	test("puts EfficientNMS_TRT where it is asked for, and compares the detections", { timeout: 60_000 }, async () => {
		const out = join(folder, "nms.onnx");
		const args = ["repair", modelPath("effdet_size.ts11"), "--target", "tensorrt-8.4.3", "-o", out];
		const { code, json: found } = await json(...args, "--nms", "efficient");
		expect([code, found["remaining"]]).toEqual([0, []]);
		expect(found["verified"]).toMatchObject({ ok: true, compared: expect.stringMatching(/^\d+ detections in 2 runs/) });
		const without = await suture(...args);
		expect(without.stdout).toContain("--nms efficient: ");
	});
});

describe("check", () => {
	test("counts plugins that a file describes as loaded, and says what is wrong with such a file", async () => {
		const file = join(folder, "plugins.json");
		const args = ["check", modelPath("effdet_size.ts11"), "--target", "tensorrt-8.4.3", "--plugins", file];
		await writeFile(file, JSON.stringify({ name: "NonZero", inputs: [{ name: "x" }], outputs: [{ name: "y" }] }));
		expect((await json(...args)).json["operators"]).not.toHaveProperty("NonZero");
		await writeFile(file, JSON.stringify({ name: "NonZero", inputs: [{ name: "x" }], outputs: [] }));
		const wrong = await suture(...args);
		expect([wrong.code, wrong.stderr]).toEqual([2, expect.stringContaining("at outputs")]);
	});

	test("says which nodes a TensorRT refuses, why, and what helps", async () => {
		const { code, json: found } = await json("check", modelPath("shufflenet.ts11"), "--target", "jetpack-5.0");
		expect(code).toBe(1);
		expect(found).toMatchObject({ accepted: false, operators: { Conv: expect.any(Number) } });
		const problems = found["problems"] as Record<string, unknown>[];
		expect(problems.find(({ severity }) => severity === "error")).toMatchObject({
			code: "tensorrt/fold-first",
			node: "/stage2/stage2.0/branch1/branch1.0/Conv",
			operator: "Conv",
			fixes: ["fold-constants"],
			said: expect.stringContaining("The bias tensor is required to be an initializer"),
		});
	});

	test("a model that is taken is fine", async () => {
		const { code, json: found } = await json("check", modelPath("shufflenet.ts11"), "--target", "tensorrt-10.6");
		expect([code, found["accepted"], found["problems"]]).toEqual([0, true, []]);
	});

	test("a target that nobody knows can't be run, and the known ones are listed", async () => {
		const { code, stderr } = await suture("check", modelPath("shufflenet.ts11"), "--target", "tensorrt-8.44");
		expect(code).toBe(2);
		expect(stderr).toMatch(/no target tensorrt-8\.44.*tensorrt-8\.4, /);
	});

	test("plugins that are loaded are known", async () => {
		const asked = ["check", modelPath("effdet_scale.ts11"), "--target", "tensorrt-rtx-1.7"];
		expect((await json(...asked)).json["operators"]).toEqual({ NonZero: 3 });
		expect((await json(...asked, "--plugins", "NonZero")).code).toBe(0);
	});
});

describe("diagnose", () => {
	const log = `[11/22/2026-13:00:00] [I] Start parsing network model
[11/22/2026-13:00:00] [E] [TRT] ModelImporter.cpp:773: While parsing node number 145 [Gather -> "/m/Gather_4_output_0"]:
[11/22/2026-13:00:00] [E] [TRT] ModelImporter.cpp:779: ERROR: builtin_op_importers.cpp:1470 In function importGather:
[8] Assertion failed: (data.getType() != nvinfer1::DataType::kBOOL) && "This version of TensorRT does not support BOOL input type for the Gather operator."
&&&& FAILED TensorRT.trtexec [TensorRT v8403] # trtexec --onnx=bert.onnx
`;

	test("names the node of the model, the reason and the line", async () => {
		const path = join(folder, "trtexec.log");
		await writeFile(path, log);
		const { code, json: found } = await json("diagnose", path, "--model", modelPath("bert.ts11"));
		expect(code).toBe(1);
		expect(found["problems"]).toEqual([
			expect.objectContaining({
				code: "tensorrt/unsupported-type",
				node: "/m/Gather_4",
				operator: "Gather",
				evidence: [2],
			}),
		]);
		const alone = (await json("diagnose", path)).json["problems"] as Record<string, unknown>[];
		expect(alone).toEqual([expect.objectContaining({ node: "node 145", operator: "Gather", evidence: [2] })]);
	});

	test("a log that can't be read says so", async () => {
		const { code, stderr } = await suture("diagnose", join(folder, "no.log"));
		expect([code, stderr]).toEqual([2, expect.stringContaining("no.log")]);
	});
});

describe("extract", () => {
	// One type is given, the other is inferred: onnx.checker and TensorRT refuse an output without.
	const boxes = "/Concat_20_output_0=float[1,N,4]";
	const scores = "/Sigmoid_output_0";

	test("writes the part between some values, which onnx.checker accepts", async () => {
		const out = join(folder, "part.onnx");
		const { code, json: found } = await json(
			"extract",
			modelPath("effdet_size.ts11"),
			"--outputs",
			boxes,
			scores,
			"-o",
			out,
		);
		expect(code).toBe(0);
		expect(found).toMatchObject({
			nodesBefore: 367,
			nodesAfter: 337,
			inputs: ["img"],
			outputs: ["/Concat_20_output_0", "/Sigmoid_output_0"],
		});
		expect(await runPython("import sys, onnx\nonnx.checker.check_model(sys.argv[1])\nprint('fine')", out)).toBe(
			"fine\n",
		);
	});

	test("begins where it is told to", async () => {
		const out = join(folder, "middle.onnx");
		const { json: found } = await json(
			"extract",
			modelPath("lstm.ts13"),
			"--inputs",
			"/Transpose_output_0=float[s,n,16]",
			"--outputs",
			"302",
			"-o",
			out,
		);
		// The network also needs the shape of x, so x stays.
		expect(found["inputs"]).toEqual(["x", "/Transpose_output_0"]);
	});

	test("refuses values that do not exist, with the nearest, and writes nothing", async () => {
		const out = join(folder, "never.onnx");
		const { code, stderr } = await suture(
			"extract",
			modelPath("lstm.ts13"),
			"--outputs",
			"/Transpose_outputs_0",
			"-o",
			out,
		);
		expect(code).toBe(2);
		expect(stderr).toContain("Did you mean /Transpose_output_0?");
		expect(existsSync(out)).toBe(false);
	});

	test("does not write over what it reads", async () => {
		const model = join(folder, "own.onnx");
		await writeFile(model, await readFile(modelPath("lstm.ts13")));
		const { code, stderr } = await suture("extract", model, "--outputs", "302", "-o", model);
		expect([code, stderr]).toEqual([2, expect.stringContaining("Write to another file.")]);
	});
});

describe("apply", () => {
	test("replays a recipe, leaves out what does not fit, and says which step that was", async () => {
		const recipe = join(folder, "recipe.json");
		const edits = [
			{ do: "rename-node", node: { name: "/LSTM" }, name: "/first" },
			{ do: "delete-nodes", nodes: [{ name: "/gone" }] },
		];
		await writeFile(recipe, JSON.stringify({ suture: "recipe", version: 1, edits }));
		const out = join(folder, "applied.onnx");
		const { code, json: found } = await json("apply", recipe, modelPath("lstm.ts13"), "-o", out);
		expect(code).toBe(1);
		expect(found).toMatchObject({ steps: 2, applied: 1, problems: [{ step: 1, code: "edit/no-such-node" }] });
		const names = await runPython(
			"import sys, onnx\nprint([n.name for n in onnx.load(sys.argv[1]).graph.node if n.op_type == 'LSTM'])",
			out,
		);
		expect(names).toContain("/first");
	});

	test("writes a recipe as a script for onnx-graphsurgeon, which makes the same graph", async () => {
		const recipe = join(folder, "script.json");
		await writeFile(recipe, JSON.stringify([{ do: "rename-node", node: { name: "/LSTM" }, name: "/first" }]));
		const script = join(folder, "recipe.py");
		const { code, json: found } = await json("apply", recipe, "--script", script);
		expect([code, found]).toEqual([0, { steps: 1, files: [script] }]);
		const out = join(folder, "scripted.onnx");
		const run = "import runpy, sys, onnx\nsys.argv = sys.argv[1:]\nrunpy.run_path(sys.argv[0])\n";
		const names = `${run}print([n.name for n in onnx.load(sys.argv[2]).graph.node if n.op_type == "LSTM"])`;
		expect(await runPython(names, script, modelPath("lstm.ts13"), out)).toContain("/first");
	});

	test.each([[[]], [[modelPath("lstm.ts13")]], [["--script", "/nowhere/x.py"]], [["-o", "x.onnx"]]])(
		"%j is not enough",
		async (args) => {
			const recipe = join(folder, "none.json");
			await writeFile(recipe, "[]");
			const { code, stderr } = await suture("apply", recipe, ...args);
			expect([code, stderr.trim().split("\n").length]).toEqual([2, 1]);
		},
	);

	test("takes contents of tensors from files beside the recipe, and checks them", async () => {
		const weights = new Uint8Array(Float32Array.of(1, 2, 3).buffer);
		const sha256 = createHash("sha256").update(weights).digest("hex");
		const recipe = join(folder, "tensors.json");
		const edit = { do: "make-constant", value: "302", tensor: { type: "float", dims: [3], sha256 } };
		await writeFile(recipe, JSON.stringify([edit]));
		const out = join(folder, "constant.onnx");
		const missing = await json("apply", recipe, modelPath("lstm.ts13"), "-o", out);
		expect(missing.json).toMatchObject({ applied: 0, problems: [{ code: "edit/missing-contents" }] });
		await writeFile(join(folder, sha256), weights);
		expect((await json("apply", recipe, modelPath("lstm.ts13"), "-o", out)).json).toMatchObject({ applied: 1 });
		const values = await runPython(
			"import sys, onnx, onnx.numpy_helper as h\nprint([h.to_array(t).tolist() for t in onnx.load(sys.argv[1]).graph.initializer if t.name == '302'])",
			out,
		);
		expect(values).toBe("[[1.0, 2.0, 3.0]]\n");
		await writeFile(join(folder, sha256), "something else");
		const { code, stderr } = await suture("apply", recipe, modelPath("lstm.ts13"), "-o", out);
		expect([code, stderr]).toEqual([2, expect.stringContaining("not what its name says")]);
	});

	test("of a file that is no recipe says what is wrong and where", async () => {
		const recipe = join(folder, "wrong.json");
		await writeFile(recipe, JSON.stringify({ suture: "recipe", version: 1, edits: [{ do: "explode" }] }));
		const { code, stderr } = await suture("apply", recipe, modelPath("lstm.ts13"), "-o", join(folder, "x.onnx"));
		expect([code, stderr]).toEqual([2, expect.stringContaining("edits.0")]);
	});

	test("with weights beside the model uses them where they lie, and copies them elsewhere", async () => {
		const make = `import sys, onnx, numpy as np, onnx.helper as h, onnx.numpy_helper as nh
w = [nh.from_array(np.full(3000, i, np.float32), f"w{i}") for i in range(3)]
nodes = [h.make_node("Add", ["x", "w0"], ["a"], "A"), h.make_node("Add", ["a", "w1"], ["b"], "B"), h.make_node("Add", ["a", "w2"], ["c"], "C")]
v = lambda n: h.make_tensor_value_info(n, 1, [3000])
m = h.make_model(h.make_graph(nodes, "g", [v("x")], [v("b"), v("c")], w), opset_imports=[h.make_opsetid("", 17)], ir_version=8)
onnx.save(m, sys.argv[1], save_as_external_data=True, location="weights.bin", size_threshold=0)`;
		const model = join(folder, "external.onnx");
		await runPython(make, model);
		const whole = await stat(join(folder, "weights.bin"));
		const recipe = join(folder, "cut.json");
		await writeFile(recipe, JSON.stringify([{ do: "remove-output", value: "c" }, { do: "remove-unreachable" }]));
		expect((await json("apply", recipe, model, "-o", join(folder, "beside.onnx"))).code).toBe(0);
		expect((await stat(join(folder, "weights.bin"))).mtimeMs).toBe(whole.mtimeMs);
		const elsewhere = await mkdtemp(join(folder, "elsewhere-"));
		await json("apply", recipe, model, "-o", join(elsewhere, "moved.onnx"));
		expect((await stat(join(elsewhere, "weights.bin"))).size).toBeLessThan(0.7 * whole.size);
		for (const path of [join(folder, "beside.onnx"), join(elsewhere, "moved.onnx")]) {
			const values = await runPython(
				"import sys, onnx, onnx.numpy_helper as nh\nonnx.checker.check_model(sys.argv[1])\nm = onnx.load(sys.argv[1])\nprint([(t.name, float(nh.to_array(t)[9])) for t in m.graph.initializer])",
				path,
			);
			expect(values).toBe("[('w0', 0.0), ('w1', 1.0)]\n");
		}
		await truncate(join(folder, "weights.bin"), 100);
		const { code, stderr } = await suture("apply", recipe, model, "-o", join(elsewhere, "late.onnx"));
		expect([code, stderr === "" ? "" : "told"]).toEqual([1, ""]);
	});
});

describe("diff", () => {
	test("says what a recipe did to a model", async () => {
		const recipe = join(folder, "renamed.json");
		const edits = [
			{ do: "rename-node", node: { name: "/LSTM" }, name: "/first" },
			{ do: "set-operator", node: { name: "/Transpose" }, opType: "Other", domain: "my" },
			{ do: "set-metadata", key: "made by", value: "me" },
		];
		await writeFile(recipe, JSON.stringify(edits));
		const out = join(folder, "recipe-applied.onnx");
		await suture("apply", recipe, modelPath("lstm.ts13"), "-o", out);
		const { code, stdout } = await suture("diff", modelPath("lstm.ts13"), out);
		expect(code).toBe(1);
		expect(stdout.split("\n").slice(3)).toEqual([
			"+ opset my: 1",
			"+ metadata made by: me",
			"~ Transpose: is Other now",
			"    /Transpose",
			"= 1 node renamed",
			"    /LSTM → /first",
			"",
		]);
		const { json: found } = await json("diff", modelPath("lstm.ts13"), out);
		expect(found).toMatchObject({
			equal: false,
			removed: [],
			added: [],
			changed: [{ before: { name: "/Transpose", operator: "Transpose" }, after: { operator: "my.Other" }, in: null }],
			renamed: [{ operator: "LSTM", before: "/LSTM", after: "/first", in: null }],
			replaced: [],
			inputs: [],
			outputs: [],
			initializers: { removed: [], added: [], changed: [] },
			opsets: [{ name: "my", before: null, after: "1" }],
			metadata: [{ name: "made by", before: null, after: "me" }],
		});
	});

	test("a model does not differ from itself; a file that is not there can't be compared", async () => {
		const model = modelPath("lstm.ts13");
		expect((await json("diff", model, model)).json).toMatchObject({ equal: true });
		expect((await suture("diff", model, model)).code).toBe(0);
		const { code, stdout, stderr } = await suture("diff", model, join(folder, "nowhere.onnx"));
		expect([code, stdout, stderr]).toEqual([2, "", expect.stringContaining("nowhere.onnx")]);
	});
});

describe("find and replace", () => {
	const gelu = ["Div", "Erf", "Add", "Mul", "Mul_1"].map(
		(name) => `/m/encoder/layer.0/intermediate/intermediate_act_fn/${name}`,
	);

	test("an example is found at all its places, and its pattern can be kept and changed", async () => {
		const file = join(folder, "gelu.json");
		const { code, json: found } = await json(
			"find",
			modelPath("bert.ts11"),
			"--nodes",
			gelu.join(","),
			"--save-pattern",
			file,
		);
		expect([code, (found["places"] as unknown[]).length, found["forbidden"]]).toEqual([0, 3, []]);
		const pattern = JSON.parse(await readFile(file, "utf8")) as Record<string, unknown>;
		await writeFile(file, JSON.stringify({ ...pattern, constants: [{ name: "c1" }, { name: "c2" }, { name: "c3" }] }));
		const out = join(folder, "gelu.onnx");
		const replaced = await json(
			"replace",
			modelPath("bert.ts11"),
			"--pattern",
			file,
			"--with",
			"y = com.microsoft.Gelu (x)",
			"-o",
			out,
		);
		expect([replaced.code, replaced.json]).toEqual([
			0,
			expect.objectContaining({ places: 3, replaced: 3, nodesBefore: 413, nodesAfter: 392 }),
		]);
		const operators = await runPython(
			"import sys, onnx\nm = onnx.load(sys.argv[1])\nprint([n.name for n in m.graph.node if n.op_type == 'Gelu'][0], sum(n.op_type == 'Erf' for n in m.graph.node))",
			out,
		);
		expect(operators).toBe("/m/encoder/layer.0/intermediate/intermediate_act_fn/Gelu 0\n");
	});

	test.each<[string[], RegExp]>([
		[["--nodes", "/m/encoder/layer.0/intermediate/intermediate_act_fn/Dive"], /Did you mean .*\/Div\?/],
		[["--pattern", "/nowhere.json"], /nowhere/],
		[[], /no node that calculates is selected/],
	])("%j names no pattern, and says why", async (args, sentence) => {
		const { code, stderr } = await suture("find", modelPath("bert.ts11"), ...args);
		expect([code, stderr]).toEqual([2, expect.stringMatching(sentence)]);
	});
});

describe("convert", () => {
	test("writes the model in another opset, which onnx.checker accepts and which gives the same", async () => {
		const out = join(folder, "t5-13.onnx");
		const { code, json: done } = await json("convert", modelPath("t5.ts17"), "--opset", "13", "-o", out);
		expect(code).toBe(0);
		expect(done).toMatchObject({ from: 17, to: 13, irVersion: 7, files: [out], verified: { ok: true }, problems: [] });
		expect(done["changed"]).toContainEqual({
			node: "/m/encoder/Reshape",
			operator: "Reshape",
			becomes: ["Reshape"],
		});
		const script = `import onnx, sys
model = onnx.load(sys.argv[1])
onnx.checker.check_model(model, full_check=True)
print([(one.domain, one.version) for one in model.opset_import])`;
		expect(await runPython(script, out)).toBe("[('', 13)]\n");
	});

	test("names each node that can't be converted, and writes nothing", async () => {
		const out = join(folder, "t5-9.onnx");
		const { code, json: done } = await json("convert", modelPath("t5.ts17"), "--opset", "9", "-o", out);
		expect(code).toBe(1);
		expect(done["files"]).toEqual([]);
		expect(done["problems"]).toContainEqual({
			code: "convert/not-yet",
			severity: "error",
			node: "/m/encoder/Range",
			operator: "Range",
			sentence: "Range came with opset 11; nothing in opset 9 is known to say the same.",
			remedy: expect.any(String),
		});
		expect(existsSync(out)).toBe(false);
	});

	test("does not write over what it reads, and knows no opset that there is not", async () => {
		const model = modelPath("loop_script.ts13");
		expect((await json("convert", model, "--opset", "12", "-o", model)).code).toBe(2);
		const { code, json: asked } = await json("convert", model, "--opset", "99", "-o", join(folder, "x.onnx"));
		expect([code, asked]).toMatchObject([2, { problem: { code: "convert/no-such-opset" } }]);
	});
});

describe("preprocess", () => {
	test("puts bytes, layout and mean in front of an input", async () => {
		const out = join(folder, "bytes.onnx");
		const options = ["--layout", "NHWC", "--uint8", "--scale", "1/255", "--mean", "0.485,0.456,0.406", "--std", "0.2"];
		const { code, json: found } = await json(
			"preprocess",
			modelPath("shufflenet.ts11"),
			"--input",
			"input.1",
			...options,
			"-o",
			out,
		);
		expect([code, found["inputs"]]).toEqual([0, [{ name: "input.1", type: expect.stringMatching(/^uint8\[.*,3\]$/) }]]);
		expect(await runPython("import sys, onnx\nonnx.checker.check_model(sys.argv[1], full_check=True)", out)).toBe("");
	});

	test.each([
		[["--scale", "half"], /half/],
		[["--mean", "1,2"], /3 channels/],
		[["--channels", "GRB"], /RGB/],
	])("%j is refused", async (options, sentence) => {
		const out = join(folder, "never.onnx");
		const asked = ["preprocess", modelPath("shufflenet.ts11"), "--input", "input.1", "--layout", "NHWC"];
		const { code, stderr } = await suture(...asked, ...options, "-o", out);
		expect([code, stderr, existsSync(out)]).toEqual([2, expect.stringMatching(sentence), false]);
	});
});

describe.skipIf(!hasRtx)("build with TensorRT-RTX (skipped where setup could not install it)", () => {
	test("writes an engine", async () => {
		const out = join(folder, "lstm.engine");
		const { code, json: found } = await json(
			"build",
			modelPath("lstm.ts13"),
			"--target",
			"tensorrt-rtx-1.7",
			"-o",
			out,
			"--shapes",
			"x=1x8x16",
		);
		expect([code, found["ok"]]).toEqual([0, true]);
		expect((await stat(out)).size).toBe(found["engineBytes"]);
	});

	test("says which node is refused and why", async () => {
		const out = join(folder, "none.engine");
		const { code, json: found } = await json(
			"build",
			modelPath("effdet_size.ts11"),
			"-o",
			out,
			"--shapes",
			"img=1x3x256x256",
		);
		expect(code).toBe(1);
		expect(found).toMatchObject({
			ok: false,
			problems: [{ code: "tensorrt/needs-plugin", node: "/NonZero", operator: "NonZero" }],
		});
		expect(existsSync(out)).toBe(false);
	});

	test("takes ranges, and refuses what makes none", async () => {
		const ok = await json(
			"build",
			modelPath("lstm.ts13"),
			"-o",
			join(folder, "r.engine"),
			"--shapes",
			"x=1x4x16:1x8x16:2x16x16",
		);
		expect(ok.code).toBe(0);
		for (const shapes of ["x", "x=1xax16", "x=1x8x16:2x8x16", "y=1x8x16", "x=1x8x17"]) {
			expect(
				(await suture("build", modelPath("lstm.ts13"), "-o", join(folder, "n.engine"), "--shapes", shapes)).code,
			).toBe(2);
		}
	});
});

describe("shapes", () => {
	test("counts what is known, and writes it down", async () => {
		const out = join(folder, "shapes.onnx");
		const { code, json: found } = await json("shapes", modelPath("vit.ts17"), "--input", "img=2x3x64x64", "-o", out);
		expect(code).toBe(0);
		expect(found).toMatchObject({ tensors: 736, dtype: 736, rank: 736, static: 736, known: 736 });
		expect(
			await runPython("import sys, onnx\nonnx.checker.check_model(sys.argv[1], full_check=True)\nprint('fine')", out),
		).toBe("fine\n");
	});

	test("says where a size was baked in", async () => {
		const { code, json: found } = await json("shapes", modelPath("segformer.ts13"), "--explain", "1170:3");
		expect(code).toBe(0);
		expect(found).toMatchObject({ explained: [{ of: "1170:3", complete: true }] });
		const { stdout } = await suture("shapes", modelPath("segformer.ts13"), "--explain", "1170:3");
		expect(stdout).toContain("1170:3 begins with:\n");
	});

	test.each(["1170", "1170:9", "1170:x", "nowhere:0"])("refuses to follow %s, and says what it wants", async (of) => {
		const { code, stderr } = await suture("shapes", modelPath("segformer.ts13"), "--explain", of);
		expect(code).toBe(2);
		expect(stderr).toContain("It wants a value of the main graph");
	});
});

describe("simplify and fold", () => {
	test("leave fewer nodes, and prove that the outputs stay", async () => {
		const out = join(folder, "simple.onnx");
		const { code, json: found } = await json("simplify", modelPath("t5.ts17"), "-o", out);
		expect(code).toBe(0);
		expect(found).toMatchObject({ nodesBefore: 276, verified: { ok: true }, problems: [] });
		expect(found["nodesAfter"]).toBeLessThan(172);
		expect(await runPython("import sys, onnx\nonnx.checker.check_model(sys.argv[1])\nprint('fine')", out)).toBe(
			"fine\n",
		);
		const foldedTo = join(folder, "folded.onnx");
		const folded = await json("fold", modelPath("t5.ts17"), "-o", foldedTo);
		expect(folded.json).toMatchObject({ verified: { ok: true, maxAbsoluteError: 0 } });
		expect(folded.json["nodesAfter"]).toBeGreaterThan(found["nodesAfter"] as number);
		expect((await json("compare", out, foldedTo)).json).toMatchObject({ ok: true });
	});

	test("take sizes, and no level without them", async () => {
		const out = join(folder, "sized.onnx");
		const sized = await json("simplify", modelPath("bert.ts17"), "-o", out, "--input", "ids=1x8", "mask=1x8");
		expect([sized.code, sized.json["verified"]]).toMatchObject([0, { ok: true }]);
		const { code, stderr } = await suture("simplify", modelPath("bert.ts17"), "-o", out, "--level", "sizes");
		expect([code, stderr]).toEqual([2, expect.stringContaining("--input x=1x3x224x224")]);
	});

	test("run models for which ONNX Runtime wants other types in those", async () => {
		const { json: found } = await json("simplify", modelPath("deformable_detr.ts16"), "-o", join(folder, "detr.onnx"));
		expect(found).toMatchObject({ verified: { ok: true, runs: [{}, {}] } });
	});
});

test("compare finds a model that gives something else", async () => {
	const out = join(folder, "other.onnx");
	const recipe = join(folder, "other.json");
	const edits = [{ do: "set-input", node: { output: "303" }, input: 0, value: "/LSTM_1_output_1" }];
	await writeFile(recipe, JSON.stringify(edits));
	await suture("apply", recipe, modelPath("lstm.ts13"), "-o", out);
	const { code, json: found } = await json("compare", modelPath("lstm.ts13"), out);
	expect([code, found["ok"]]).toEqual([1, false]);
});

test("compare finds outputs that another export gives other names", async () => {
	const { code, json: found } = await json("compare", modelPath("bert.ts11"), modelPath("bert.ts17"));
	expect([code, found["ok"], found["tensors"]]).toEqual([0, true, 1]);
});

test("compare --all-tensors finds where two models part, also with weights in a file beside them", async () => {
	const { model } = await readModel(sourceFromBytes(await modelBytes("lstm.ts13"), "lstm"));
	if (!model) throw new Error("it is a model");
	const edit = { do: "set-input" as const, node: { output: "303" }, input: 0, value: "/LSTM_1_output_1" };
	const { graph } = applyEdits(graphFromModel(model), [edit]);
	const beside = join(folder, "beside");
	await mkdir(beside);
	const { files } = writeModel(modelFromGraph(graph), { name: "lstm.onnx", maximumBytes: 30_000 });
	for (const { name, parts } of files) await writeFile(join(beside, name), await joinParts(parts));
	expect(files.length).toBe(2);
	const paths = [modelPath("lstm.ts13"), join(beside, "lstm.onnx")] as const;
	const { code, json: found } = await json("compare", ...paths, "--all-tensors");
	expect([code, found["ok"], found["leftOut"]]).toEqual([1, false, []]);
	const values = found["values"] as { before: string; ok: boolean }[];
	expect(values.filter(({ ok }) => !ok).map(({ before }) => before)).toEqual(["303"]);
	expect((await suture("compare", ...paths, "--all-tensors")).stdout).toContain("  303: ");
});

test("an unknown target lists the known ones", async () => {
	const { code, stderr } = await suture(
		"build",
		modelPath("lstm.ts13"),
		"--target",
		"tensorrt-7.2",
		"-o",
		join(folder, "x"),
	);
	expect([code, stderr]).toEqual([2, expect.stringContaining("There is no builder for tensorrt-7.2 here")]);
});

test.each([
	[["info", "/nowhere.onnx"]],
	[["info", "/etc"]],
	[["info"]],
	[["frobnicate"]],
	[["extract", "x", "-o", "y"]],
])("%j can't run: exit 2 and a sentence", async (args) => {
	const { code, stdout, stderr } = await suture(...args);
	expect([code, stdout]).toEqual([2, ""]);
	expect(stderr.length).toBeGreaterThan(10);
});

test("a file that is no model is named for what it is", async () => {
	const page = join(folder, "page.onnx");
	await writeFile(page, "<!DOCTYPE html><html></html>");
	const { code, json: found } = await json("info", page);
	expect([code, found]).toMatchObject([2, { problem: { code: "onnx/other-format" } }]);
});
