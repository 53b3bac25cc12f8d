import { modelBytes, runPython, withFiles } from "@suture/fixtures";
import { joinParts, readModel, sourceFromBytes, writeModel } from "@suture/onnx";
import { expect, test } from "vitest";
import {
	addressOfNode,
	applyEdits,
	bodyOf,
	type Edit,
	type Graph,
	graphFromModel,
	indexOf,
	modelFromGraph,
	type Node,
} from "../index.ts";
import { graphOf } from "./checking.ts";

/** Checks models in pairs, before and after, runs both on the same numbers, and prints whether they compute the same. */
const script = `
import sys, numpy as np, onnx, onnx.inliner
from onnx.reference import ReferenceEvaluator
def feeds(model):
    random = np.random.default_rng(0)
    for one in model.graph.input:
        tensor = one.type.tensor_type
        shape = [d.dim_value or 3 for d in tensor.shape.dim]
        dtype = onnx.helper.tensor_dtype_to_np_dtype(tensor.elem_type)
        yield one.name, (random.standard_normal(shape) if dtype.kind == "f" else random.integers(0, 2, shape)).astype(dtype)
def run(model, given):
    session = ReferenceEvaluator(onnx.inliner.inline_local_functions(model))
    return dict(zip(session.output_names, session.run(None, given)))
before, after = (onnx.load(path) for path in sys.argv[1:3])
onnx.checker.check_model(after, full_check=True)
if sys.argv[3] == "run":
    given = dict(feeds(before))
    was, now = run(before, given), run(after, given)
    print(was.keys() == now.keys() and all(np.array_equal(was[k], now[k], equal_nan=True) for k in was))
else: print(True)
`;

async function bytesOf(graph: Graph): Promise<Uint8Array> {
	return await joinParts(writeModel(modelFromGraph(graph), { name: "m.onnx" }).files[0]?.parts ?? []);
}

/** The edits fit, onnx.checker takes what they make, and its own evaluator computes the same with it. */
async function expectAccepted(graph: Graph, edits: readonly Edit[], then: "run" | "load" = "run"): Promise<void> {
	const { graph: after, problems } = applyEdits(graph, edits);
	expect(problems).toEqual([]);
	const models = await Promise.all([graph, after].map(bytesOf));
	expect(await withFiles(models, (paths) => runPython(script, ...paths, then))).toBe("True\n");
}

const header = '<ir_version: 9, opset_import: ["": 17]>';

const loop = (times: number) => `${header}
	agraph (float[3] x, float[3] u) => (float[3] y, float[3] fin, float[K,3] all, float[K,1] rounds) <int64 m = {${times}}, bool yes = {1}, float[1] none = {0}> {
		["loop"] out, other, all, rounds = Loop (m, yes, x, u) <
			body = b (int64 i, bool go, float[3] s, float[3] r) => (bool go, float[3] t, float[3] s, float[3] t, float[1] f) {
				h = Mul (s, u)
				["pick"] k = If (go) <then_branch = a () => (float[3] p) { p = Sin (h) }, else_branch = e () => (float[3] q) { q = Cos (h) }>
				t = Add (k, r)
				n = Cast <to = 1> (i)
				f = Add (n, none)
			}
		>
		y = Neg (out)
		fin = Identity (other)
	}`;

test.each([1, 2, 4])("a Loop of %i rounds, unrolled", async (times) => {
	const graph = graphOf(loop(times));
	await expectAccepted(graph, [{ do: "unroll-loop", node: { name: "loop" }, times }]);
});

test("a Loop unrolled, and the If of each of its rounds replaced by the branch that is taken", async () => {
	const picks = ["pick", "pick_1", "pick_2", "pick_3"];
	await expectAccepted(graphOf(loop(4)), [
		{ do: "unroll-loop", node: { name: "loop" }, times: 4 },
		...picks.map((name): Edit => ({ do: "inline-branch", node: { name }, branch: "then_branch" })),
		{ do: "remove-unreachable" },
	]);
});

test("calls of nested functions, inlined", async () => {
	const text = `<ir_version: 10, opset_import: ["": 17, "my": 1]>
		agraph (float[3] x) => (float[3] y, float[3] z) { ["one"] y, m = my.outer <by = 2.0> (x) ["two"] z, l = my.outer <by = 0.5> (m) }
		<domain: "my", opset_import: ["": 17]>
		inner (a, k) => (o) { h = Exp (a) o = Mul (h, k) }
		<domain: "my", opset_import: ["": 17, "my": 1]>
		outer <by: float = 3.0> (a) => (o, n) { k = Constant <value_float: float = @by> () ["in"] n = my.inner (a, k) o = Neg (n) }`;
	await expectAccepted(graphOf(text), [
		{ do: "inline-function", node: { name: "one" } },
		{ do: "inline-function", node: { name: "two" } },
		{ do: "inline-function", node: { name: "in" } },
		{ do: "inline-function", node: { name: "in_1" } },
		{ do: "set-opset", domain: "my" },
	]);
});

test.each<[string, "run" | "load"]>([
	["lstm.ts13", "run"],
	["segformer.ts13", "load"],
])("%s with parts of it made functions, moved, renamed and inlined", async (name, then) => {
	const { model } = await readModel(sourceFromBytes(modelBytes(name), name));
	if (!model) throw new Error("the fixture is a model");
	const graph = graphFromModel(model);
	const { nodes } = bodyOf(graph, graph.main);
	const part = (from: number, to: number) => nodes.slice(from, to).map(addressOfNode);
	const [first, second] = [nodes[3], nodes[12]];
	if (!first || !second) throw new Error("the fixture has more nodes");
	const given = outputOfLast(graph, nodes.slice(10, 16));
	const fresh = (i: number) => `renamed_${i}`;
	const edits: Edit[] = [
		{ do: "make-function", nodes: part(2, 9), domain: "my", name: "early" },
		{ do: "make-function", nodes: part(10, 16), domain: "my", name: "late" },
		{ do: "rename-node", node: { output: given, opType: "late" }, name: "late" },
		...nodes
			.slice(20, 30)
			.map(({ outputs }, i): Edit => ({ do: "rename-value", value: outputs[0] ?? "", name: fresh(i) })),
		{ do: "duplicate-nodes", nodes: part(20, 22) },
		{ do: "sort-nodes" },
		{ do: "inline-function", node: { name: "late" } },
		{ do: "remove-unreachable" },
		{ do: "set-metadata", key: "edited", value: "yes" },
	];
	await expectAccepted(graph, edits, then);
});

/** An output of the last of some nodes: one that a function of them has to give. */
function outputOfLast(graph: Graph, nodes: readonly Node[]): string {
	const { uses } = indexOf(bodyOf(graph, graph.main));
	const inside = new Set(nodes);
	const outputs = nodes.flatMap((node) => node.outputs);
	return outputs.find((name) => uses.get(name)?.some(({ node }) => !inside.has(node))) ?? "";
}

test("deberta with its Ifs replaced by a branch still loads", async () => {
	const { model } = await readModel(sourceFromBytes(modelBytes("deberta.ts17"), "deberta"));
	if (!model) throw new Error("the fixture is a model");
	const graph = graphFromModel(model);
	const ifs = bodyOf(graph, graph.main).nodes.filter(({ opType }) => opType === "If");
	const edits = ifs.map((node): Edit => ({ do: "inline-branch", node: addressOfNode(node), branch: "else_branch" }));
	expect(ifs.length).toBeGreaterThan(0);
	await expectAccepted(graph, edits, "load");
});

test("a Loop that carries and collects more, and one that does so less", async () => {
	const inLoop = { in: { path: [{ node: { name: "loop" }, attribute: "body" }] } };
	const graph = graphOf(loop(3));
	await expectAccepted(
		graph,
		[
			{ do: "add-input", value: "more", type: "float[3]", from: "u", ...inLoop },
			{ do: "add-output", value: "h", type: "float[3]", ...inLoop },
			{ do: "move-input", value: "more", position: 2, ...inLoop },
			{ do: "add-output", value: "h_all", type: "float[K,3]" },
		],
		"load",
	);
	await expectAccepted(graph, [{ do: "add-input", value: "more", type: "float[3]", from: "u", ...inLoop }]);
	const without: Edit[] = [
		{ do: "remove-output", value: "rounds" },
		{ do: "remove-output", value: "f", ...inLoop },
	];
	await expectAccepted(graph, without, "load");
});
