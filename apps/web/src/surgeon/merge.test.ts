import { applyEdits, bodyOf, type Graph, graphFromText, modelFromGraph, textFromGraph } from "@suture/graph";
import { joinParts, writeModel } from "@suture/onnx";
import { expect, test } from "vitest";
import { meetOpsets } from "./meeting-opsets.ts";
import { type MergeWish, planMerge, prefixFor } from "./merge.ts";
import { type OtherModel, readOther } from "./other-model.ts";

function graphOf(text: string): Graph {
	const { graph } = graphFromText(text);
	if (!graph) throw new Error("it is a graph");
	return graph;
}

async function otherOf(text: string): Promise<OtherModel> {
	const parts = writeModel(modelFromGraph(graphOf(text)), { name: "other.onnx" }).files[0]?.parts ?? [];
	const bytes = await joinParts(parts);
	const read = await readOther({ from: "files", files: [new File([bytes.slice()], "other.onnx")] });
	if (!("graph" in read)) throw new Error(read.problems[0]?.sentence);
	return read;
}

async function merged(here: string, there: string, wish: Partial<MergeWish>) {
	const graph = graphOf(here);
	const other = await otherOf(there);
	const whole: MergeWish = { side: "beside", connections: [], prefix: "", keepsOutputs: false, ...wish };
	const met = meetOpsets(graph, other.graph);
	const { edits } = await planMerge(met, other, whole);
	const contents = (sha256: string) => other.contents.get(sha256);
	const { graph: after, problems } = applyEdits(graph, edits, { contents });
	return { after, meetings: met.meetings, codes: problems.map(({ problem }) => problem.code) };
}

const opset = (version: number) => `<ir_version: 8, opset_import: ["": ${version}]>`;
const network = `${opset(17)} net (float[1,3] x) => (float[1,3] y) { y = Relu (x) }`;

test("another model in front of an input takes its place", async () => {
	const { after, codes } = await merged(
		network,
		`${opset(17)} scale (float[1,3] image) => (float[1,3] x) { x = Neg (image) }`,
		{
			side: "in-front",
			connections: [{ taker: "x", giver: "x" }],
		},
	);
	expect(codes).toEqual([]);
	const { inputs, outputs, nodes } = bodyOf(after, after.main);
	expect([inputs.map(({ name }) => name), outputs.map(({ name }) => name)]).toEqual([["image"], ["y"]]);
	expect(nodes.map(({ opType }) => opType)).toEqual(["Neg", "Relu"]);
});

test("behind an output, which then is inside unless it shall stay one", async () => {
	const head = `${opset(17)} head (float[1,3] logits) => (float[1,3] p) { p = Softmax (logits) }`;
	const wish: Partial<MergeWish> = { side: "behind", connections: [{ taker: "logits", giver: "y" }] };
	const outputs = async (keepsOutputs: boolean) => {
		const { after, codes } = await merged(network, head, { ...wish, keepsOutputs });
		expect(codes).toEqual([]);
		return bodyOf(after, after.main).outputs.map(({ name }) => name);
	};
	expect(await outputs(false)).toEqual(["p"]);
	expect(await outputs(true)).toEqual(["y", "p"]);
});

test("large weights and constants come by their hash, and nothing of them stands in the text", async () => {
	const values = Array.from({ length: 100 }, (_, i) => i).join(", ");
	const there = `${opset(17)} mm (float[1,100] a) => (float[1,100] c) <float[100] w = {${values}}> {
  k = Constant <value = float[100] {${values}}> ()
  b = Add (a, w)
  c = Mul (b, k)
}`;
	const other = await otherOf(there);
	expect(Object.keys(other.tensors)).toEqual(["w", "k"]);
	expect(other.contents.size).toBe(1); // they hold the same
	const { after, codes } = await merged(network, there, { prefix: "o_" });
	expect(codes).toEqual([]);
	const { initializers, inputs } = bodyOf(after, after.main);
	expect(initializers.map(({ name }) => name)).toEqual(["o_w", "o_k"]);
	expect(inputs.map(({ name }) => name)).toEqual(["x", "o_a"]);
});

test("a model whose operators mean the same at the other's version is taken as of that", async () => {
	const there = `${opset(11)} old (float[1,3] a) => (float[1,3] b) { b = Elu (a) }`;
	const { after, meetings, codes } = await merged(network, there, {});
	expect(codes).toEqual([]);
	expect(meetings.map(({ met, converted }) => [met, converted])).toEqual([[17, 0]]);
	expect(after.header.opsetImport[0]?.version).toBe(17);
});

test("a model whose operators changed is converted", async () => {
	const there = `${opset(11)} old (float[2,3] a) => (float[2] b) { b = ReduceSum <axes = [1], keepdims = 0> (a) }`;
	const { after, meetings, codes } = await merged(network, there, {});
	expect([codes, meetings.map(({ met, converted }) => [met, converted])]).toEqual([[], [[17, 1]]]);
	expect(bodyOf(after, after.main).nodes.find(({ opType }) => opType === "ReduceSum")?.inputs.length).toBe(2);
});

test("what can't be converted is said, and nothing is merged", async () => {
	const here = `${opset(9)} net (float[1,3] x) => (float[1,3] y) { y = Softmax (x) }`;
	const there = `${opset(17)} f (float[4] a) => (complex64[4] b) { b = STFT (a, a) }`;
	const { after, meetings, codes } = await merged(here, there, {});
	expect(codes).toEqual(["edit/no-merge"]);
	expect(meetings.map(({ met, problems }) => [met, problems.length])).toEqual([[undefined, 1]]);
	expect(textFromGraph(after)).toBe(textFromGraph(graphOf(here)));
});

test("the open model is lifted where only that is possible", async () => {
	const here = `<ir_version: 6, opset_import: ["": 11]> net (float[1,3] x) => (float[1,3] y) { y = Elu (x) }`;
	const there = `${opset(17)} norm (float[1,3] a, float[3] s) => (float[1,3] b) { b = LayerNormalization (a, s) }`;
	const { after, meetings, codes } = await merged(here, there, {});
	expect([codes, meetings.map(({ met }) => met)]).toEqual([[], [17]]);
	expect([after.header.irVersion, after.header.opsetImport[0]?.version]).toEqual([8, 17]);
});

test("a prefix is proposed only where a name is taken", async () => {
	const other = await otherOf(network);
	expect(prefixFor(graphOf(`${opset(17)} g (float[1] a) => (float[1] b) { b = Relu (a) }`), other)).toBe("");
	expect(prefixFor(graphOf(network), other)).toBe("other_");
	expect(prefixFor(graphOf(`${opset(17)} g (float[1] x) => (float[1] other_y) { other_y = Relu (x) }`), other)).toBe(
		"other_2_",
	);
	const branch = await otherOf(`${opset(17)} g (bool k) => (float[1] o) {
  o = If (k) <then_branch = t () => (float[1] x) { x = Constant <value_floats = [1.0]> () },
    else_branch = e () => (float[1] w) { w = Constant <value_floats = [2.0]> () }>
}`);
	expect(prefixFor(graphOf(network), branch)).toBe("other_");
});
