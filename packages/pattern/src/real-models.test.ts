import { modelBytes, runPython, withFiles } from "@suture/fixtures";
import { applyEdits, bodyOf, type Graph, graphFromModel, modelFromGraph, type Node } from "@suture/graph";
import { joinParts, readModel, sourceFromBytes, writeModel } from "@suture/onnx";
import { expect, test } from "vitest";
import { findPattern, patternFromNodes, replaceAll, textOfPattern } from "./index.ts";

async function graphNamed(name: string): Promise<Graph> {
	const { model } = await readModel(sourceFromBytes(modelBytes(name), name));
	if (!model) throw new Error(`${name} can't be read`);
	return graphFromModel(model);
}

async function bytesOf(graph: Graph): Promise<Uint8Array> {
	const { files } = writeModel(modelFromGraph(graph), { name: "model.onnx" });
	return joinParts(files[0]?.parts ?? []);
}

/** Gives the float initializers that are weights seeded noise, runs both models, and prints the largest difference and value. */
const compare = `
import sys, numpy as np, onnx, onnxruntime as ort
from onnx import numpy_helper as nh
def outputs(path):
    model = onnx.load(path)
    for tensor in model.graph.initializer:
        if tensor.data_type == 1 and len(tensor.dims) > 0:
            noise = np.random.default_rng(sum(tensor.name.encode())).standard_normal(list(tensor.dims)) * 0.1
            tensor.CopyFrom(nh.from_array(noise.astype(np.float32), tensor.name))
    options = ort.SessionOptions()
    options.graph_optimization_level = ort.GraphOptimizationLevel.ORT_DISABLE_ALL
    session = ort.InferenceSession(model.SerializeToString(), options)
    random = np.random.default_rng(0)
    feeds = {i.name: random.integers(0, 2, [d if isinstance(d, int) else 5 for d in i.shape]).astype(np.int64) for i in session.get_inputs()}
    return session.run(None, feeds)
was, now = (outputs(path) for path in sys.argv[1:3])
print(max(float(np.abs(a - b).max()) for a, b in zip(was, now)), max(float(np.std(a)) for a in was))
`;

test("a LayerNormalization in many nodes, selected once, becomes one node at all its places", {
	timeout: 60_000,
}, async () => {
	const graph = await graphNamed("bert.ts11");
	const main = bodyOf(graph, graph.main);
	const norm = main.nodes.filter(({ name }) => name.startsWith("/m/encoder/layer.1/output/LayerNorm/"));
	const made = patternFromNodes(graph, main.id, norm);
	if ("problem" in made) throw new Error(made.problem.sentence);
	const { occurrences, forbidden } = findPattern(graph, made.pattern);
	expect([occurrences.length, forbidden.length]).toEqual([7, 0]);
	// ONNX has it from opset 17 on; ONNX Runtime always had.
	const line = "y = LayerNormalization <axis = -1, epsilon = 1e-12> (x, c3, c4)";
	const replaced = replaceAll(graph, made.pattern, occurrences, line);
	const edited = applyEdits(graph, "edits" in replaced ? replaced.edits : []);
	expect(edited.problems).toEqual([]);
	const after = bodyOf(edited.graph, main.id).nodes;
	expect(after.filter(({ opType }) => opType === "LayerNormalization").length).toBe(7);
	expect(main.nodes.length - after.length).toBe(7 * 10);
	expect(after.find(({ opType }) => opType === "LayerNormalization")?.name).toBe(
		"/m/embeddings/LayerNorm/LayerNormalization",
	);
	const [difference, deviation] = await withFiles([await bytesOf(graph), await bytesOf(edited.graph)], async (paths) =>
		(await runPython(compare, ...paths)).trim().split(" ").map(Number),
	);
	expect(difference).toBeLessThan(1e-4);
	expect(deviation).toBeGreaterThan(1e-2);
});

/** A node and what makes its inputs, a few nodes deep. */
function neighbourhood(graph: Graph, last: Node, most: number): Node[] {
	const main = bodyOf(graph, graph.main);
	const makers = new Map(main.nodes.flatMap((node) => node.outputs.map((value) => [value, node] as const)));
	const found = new Set([last]);
	for (const node of found) {
		for (const value of node.inputs) {
			const maker = makers.get(value);
			if (maker && found.size < most) found.add(maker);
		}
	}
	return [...found];
}

test.each(["swin.ts17", "deformable_detr.ts16", "t5.ts17", "timm_efficientnet_b0.ts13"])(
	"every example of %s is found where it was taken from",
	async (name) => {
		const graph = await graphNamed(name);
		const { nodes } = bodyOf(graph, graph.main);
		let tried = 0;
		for (let i = 0; i < nodes.length; i += Math.ceil(nodes.length / 40)) {
			const [last] = nodes.slice(i, i + 1);
			if (!last) continue;
			const example = neighbourhood(graph, last, 6);
			const made = patternFromNodes(graph, graph.main, example);
			if ("problem" in made) continue;
			tried++;
			const { occurrences, problems } = findPattern(graph, made.pattern);
			const [first] = occurrences;
			expect([first === undefined ? textOfPattern(made.pattern) : "found", problems]).toEqual(["found", []]);
			expect(new Set(occurrences.flatMap((one) => one.nodes)).size).toBe(
				occurrences.length * made.pattern.nodes.length,
			);
		}
		expect(tried).toBeGreaterThan(20);
	},
);
