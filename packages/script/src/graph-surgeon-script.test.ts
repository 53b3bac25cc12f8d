import { readFileSync } from "node:fs";
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { modelBytes, runPython, withFolder } from "@suture/fixtures";
import {
	addressOfNode,
	applyEdits,
	bodyOf,
	type Edit,
	type Graph,
	graphFromModel,
	graphFromText,
	modelFromGraph,
} from "@suture/graph";
import { joinParts, readModel, sourceFromBytes, writeModel } from "@suture/onnx";
import { beforeAll, describe, expect, test } from "vitest";
import { graphSurgeonScript } from "./index.ts";

/** Runs every script of a folder, and prints by its name what its model has otherwise than the one that applyEdits made. */
const script = `
import json, pathlib, runpy, sys
import numpy as np, onnx
from onnx import numpy_helper as nh
def attribute(one):
    if one.type == onnx.AttributeProto.TENSOR:
        return [str(nh.to_array(one.t).dtype), nh.to_array(one.t).tolist()]
    if one.type == onnx.AttributeProto.GRAPH:
        return contents(one.g)
    value = onnx.helper.get_attribute_value(one)
    return list(value) if not isinstance(value, (int, float, bytes)) else str(value)
def info(one):
    tensor = one.type.tensor_type
    shape = [d.dim_param or d.dim_value for d in tensor.shape.dim] if tensor.HasField("shape") else None
    return [one.name, tensor.elem_type, shape]
def contents(graph):
    read = {name for node in graph.node for name in node.input} | {one.name for one in graph.output}
    strip = lambda names: (lambda kept: kept[: max([i + 1 for i, n in enumerate(kept) if n], default=0)])(list(names))
    nodes = [[n.op_type, n.domain, n.name, strip(n.input), strip(n.output), sorted([a.name, attribute(a)] for a in n.attribute)] for n in graph.node]
    held = [[t.name, str(nh.to_array(t).dtype), nh.to_array(t).tolist()] for t in graph.initializer if t.name in read]
    return {"nodes": sorted(nodes, key=str), "inputs": [info(i) for i in graph.input], "outputs": [info(o) for o in graph.output], "initializers": sorted(held, key=str)}
def whole(path):
    model = onnx.load(path)
    functions = [[f.domain, f.name, list(f.input), list(f.output), [[n.op_type, list(n.input), list(n.output)] for n in f.node]] for f in model.functions]
    return {**contents(model.graph), "opset": sorted([o.domain, o.version] for o in model.opset_import), "metadata": {p.key: p.value for p in model.metadata_props}, "functions": functions}
for folder in sorted(pathlib.Path(sys.argv[1]).iterdir()):
    sys.argv[1:] = [str(folder / "before.onnx"), str(folder / "script.onnx")]
    try:
        runpy.run_path(str(folder / "script.py"), run_name="__main__")
        want, got = whole(folder / "after.onnx"), whole(folder / "script.onnx")
        print(json.dumps([folder.name, {k: [want[k], got[k]] for k in want if want[k] != got[k]} or "same"]))
    except Exception as error:
        print(json.dumps([folder.name, f"{type(error).__name__}: {error}"]))
`;

interface Case {
	readonly name: string;
	readonly graph: Graph;
	readonly edits: readonly Edit[];
}

async function bytesOf(graph: Graph): Promise<Uint8Array> {
	const { files } = writeModel(modelFromGraph(graph), { name: "model.onnx" });
	return joinParts(files[0]?.parts ?? []);
}

/** By the name of the case, "same" or what is otherwise. */
async function compared(cases: readonly Case[]): Promise<ReadonlyMap<string, unknown>> {
	return await withFolder(async (folder) => {
		for (const { name, graph, edits } of cases) {
			const own = join(folder, name);
			await mkdir(own);
			const applied = applyEdits(graph, edits);
			expect([name, applied.problems.filter(({ problem }) => problem.severity === "error")]).toEqual([name, []]);
			await writeFile(join(own, "before.onnx"), await bytesOf(graph));
			await writeFile(join(own, "after.onnx"), await bytesOf(applied.graph));
			await writeFile(join(own, "script.py"), graphSurgeonScript(edits, graph));
		}
		const lines = (await runPython(script, folder)).trim().split("\n");
		return new Map(lines.map((line) => JSON.parse(line) as [string, unknown]));
	});
}

function graphOf(text: string): Graph {
	const { graph, problems } = graphFromText(text);
	if (!graph) throw new Error(problems[0]?.sentence);
	return graph;
}

const page = readFileSync(new URL("../../../docs/recipes.md", import.meta.url), "utf8");
const examples = [...page.matchAll(/## (\S+)\n[^#]*?```onnx\n([\s\S]*?)```\n```json\n([\s\S]*?)```/g)].map(
	([, name = "", before = "", json = ""]): Case => ({
		name,
		graph: graphOf(before),
		edits: [JSON.parse(json) as Edit],
	}),
);

const without = ["inline-branch", "inline-function", "make-function", "unroll-loop"];

describe("the examples of docs/recipes.md", () => {
	let found: ReadonlyMap<string, unknown>;

	beforeAll(async () => {
		found = await compared(examples);
	}, 60_000);

	test.each(examples.map(({ name }) => name))("%s", (name) => {
		const wanted = without.includes(name) ? expect.stringContaining("NotImplementedError") : "same";
		expect(found.get(name)).toEqual(wanted);
	});

	test("are all there", () => expect(examples.length).toBeGreaterThan(30));
});

test("steps of real models give the same graph", { timeout: 60_000 }, async () => {
	const { model } = await readModel(sourceFromBytes(modelBytes("bert.ts11"), "bert"));
	if (!model) throw new Error("bert can't be read");
	const graph = graphFromModel(model);
	const main = bodyOf(graph, graph.main);
	const roots = main.nodes.filter(({ opType }) => opType === "Sqrt");
	const edits = roots.map((node): Edit => {
		const [input = "", output = ""] = [node.inputs[0], node.outputs[0]];
		const lines = `float %half = {0.5} ["%root"] ${JSON.stringify(output)} = Pow (${JSON.stringify(input)}, %half)`;
		return { do: "replace-nodes", nodes: [addressOfNode(node)], with: lines };
	});
	const identities = main.nodes.filter(({ opType }) => opType === "Identity").slice(0, 5);
	const bypassed = identities.map((node): Edit => ({ do: "bypass-node", node: addressOfNode(node) }));
	const found = await compared([{ name: "bert", graph, edits: [...edits, ...bypassed] }]);
	expect(roots.length).toBe(7);
	expect(found.get("bert")).toBe("same");
});

test("bodies of If are reached, and what they take from outside too", async () => {
	const graph = graphOf(`<ir_version: 8, opset_import: ["": 17]>
		agraph (bool c, float[2] x) => (float[2] y) { h = Exp (x) ["if"] y = If (c) <
			then_branch = yes () => (float[2] p) { ["a"] k = Abs (h) ["b"] p = Neg (k) },
			else_branch = no () => (float[2] q) { q = Relu (h) }> }`);
	const where = { in: { path: [{ node: { name: "if" }, attribute: "then_branch" }] } };
	const edits: Edit[] = [
		{ do: "replace-nodes", nodes: [{ name: "a" }], with: '["a2"] k = Sin (h)', ...where },
		{ do: "set-operator", node: { name: "b" }, opType: "Cos", ...where },
	];
	expect((await compared([{ name: "if", graph, edits }])).get("if")).toBe("same");
});

test("names from anyone stay names, in comments and in texts", async () => {
	const name = "a\"\n'''\nraise SystemExit(7)\u2028#\\";
	const graph = graphOf(`agraph (float[2] x) => (float[2] z) { ["n"] y = Relu (x) ["m"] z = Neg (y) }`);
	const edits: Edit[] = [
		{ do: "rename-node", node: { name: "n" }, name },
		{ do: "rename-node", node: { name }, name: "%fine" },
		{ do: "rename-value", value: "y", name },
	];
	expect((await compared([{ name: "hostile", graph, edits }])).get("hostile")).toBe("same");
});

test("reads like a script that a person wrote", () => {
	const graph = graphOf(`agraph (float[2] x) => (float[2] z) { ["a"] y = Relu (x) ["b"] z = Neg (y) }`);
	const text = graphSurgeonScript(
		[
			{ do: "replace-nodes", nodes: [{ name: "a" }], with: 'float %s = {0.5} ["a"] y = LeakyRelu <alpha = 0.25> (x)' },
			{ do: "unroll-loop", node: { name: "b" }, times: 2 },
		],
		graph,
	);
	expect(text.slice(text.indexOf("# Replaced"), text.indexOf("graph.toposort"))).toBe(`# Replaced a by LeakyRelu
gone = [node(graph, name="a")]
new_s_0 = gs.Constant(fresh("s"), np.array(0.5, dtype=np.float32))
graph.nodes.append(gs.Node("LeakyRelu", "a", {"alpha": 0.25}, [tensor(graph, "x")], [tensor(graph, "y")]))
for one in gone:
    remove(graph, one)

# Unrolled b into 2 rounds
raise NotImplementedError("onnx-graphsurgeon can't do this step: it unrolls no loops.")

`);
});
