import { createHash } from "node:crypto";
import { inferShapes } from "@suture/analysis";
import { modelBytes } from "@suture/fixtures";
import { applyEdits, bodyOf, type Edit, type Graph, graphFromModel, modelFromGraph } from "@suture/graph";
import { joinParts, type RunTensor, readModel, sourceFromBytes, writeModel } from "@suture/onnx";
import { rewriteGraph, rules } from "@suture/rewrite";
import { evaluateModel, openSession } from "@suture/runtime";
import { describe, expect, test } from "vitest";
import { type Detection, efficientFields, efficientNms, findDetections, offerEfficientNms } from "./index.ts";

async function simplified(name: string): Promise<Graph> {
	const { model } = await readModel(sourceFromBytes(modelBytes(name), name));
	if (!model) throw new Error(`${name} can't be read.`);
	const sha256 = (bytes: Uint8Array) => createHash("sha256").update(bytes).digest("hex");
	return (await rewriteGraph(graphFromModel(model), { rules, evaluate: evaluateModel, sha256 })).graph;
}

async function run(graph: Graph, inputs: ReadonlyMap<string, RunTensor>, outputs: readonly string[]) {
	const session = await openSession(
		await joinParts(writeModel(modelFromGraph(graph), { name: "m.onnx" }).files[0]?.parts ?? []),
	);
	try {
		return await session.run(inputs, outputs);
	} finally {
		await session.close();
	}
}

function numbers({ type, contents }: RunTensor): ArrayLike<number | bigint> {
	const { buffer } = Uint8Array.from(contents as Uint8Array);
	return type === "int64" ? new BigInt64Array(buffer) : new Float32Array(buffer);
}

/** An image of noise; the same each time. */
function noise(name: string, dims: readonly number[]): ReadonlyMap<string, RunTensor> {
	let state = 7;
	const values = Float32Array.from({ length: dims.reduce((a, b) => a * b) }, () => {
		state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
		return (2 * state) / 2 ** 32;
	});
	return new Map([[name, { type: "float", dims, contents: new Uint8Array(values.buffer) }]]);
}

/** Ends a model where values are. */
function cutAt(graph: Graph, values: readonly string[]): Graph {
	const outputs = bodyOf(graph, graph.main).outputs.map(({ name = "" }) => name);
	const gone = outputs.filter((name) => !values.includes(name));
	const edits: Edit[] = [
		...values
			.filter((value) => !outputs.includes(value))
			.map((value): Edit => ({ do: "add-output", value, type: "float" })),
		...gone.map((value): Edit => ({ do: "remove-output", value })),
		{ do: "remove-unreachable" },
	];
	return applyEdits(graph, edits).graph;
}

/** What the model itself keeps: rows of class, score and box. */
async function ownRows(graph: Graph, { kept }: Detection, inputs: ReadonlyMap<string, RunTensor>): Promise<number[][]> {
	const value = (wanted: string) => kept.find(({ meaning }) => meaning === wanted)?.value ?? "";
	const names = [value("boxes"), value("scores"), value("classes")];
	const found = await run(cutAt(graph, names), inputs, names);
	const [boxes, scores, classes] = names.map((name) => numbers(found.get(name) as RunTensor));
	return Array.from({ length: scores?.length ?? 0 }, (_, i) => [
		Number(classes?.[i]),
		Number(scores?.[i]),
		...[0, 1, 2, 3].map((k) => Number(boxes?.[4 * i + k])),
	]);
}

/** What EfficientNMS gives for what now goes into it. */
async function pluginRows(
	graph: Graph,
	detection: Detection,
	inputs: ReadonlyMap<string, RunTensor>,
	maxOutputBoxes: number,
): Promise<number[][]> {
	const offer = offerEfficientNms(detection, { maxOutputBoxes });
	if (!offer.can) throw new Error(offer.sentence);
	const edited = applyEdits(graph, offer.edits).graph;
	const [boxes = "", scores = ""] =
		bodyOf(edited, edited.main).nodes.find(({ opType }) => opType === "EfficientNMS_TRT")?.inputs ?? [];
	const found = await run(cutAt(edited, [boxes, scores]), inputs, [boxes, scores]);
	const [b, s] = [found.get(boxes) as RunTensor, found.get(scores) as RunTensor];
	const fields = efficientFields(detection, { maxOutputBoxes });
	if (!fields) throw new Error("There are no fields.");
	const given = efficientNms(
		{
			boxes: Float32Array.from(numbers(b) as Float32Array),
			scores: Float32Array.from(numbers(s) as Float32Array),
			classCount: s.dims.at(-1) ?? 0,
		},
		fields,
	);
	const all = Array.from({ length: given.count }, (_, i) => [
		given.classes[i] ?? 0,
		given.scores[i] ?? 0,
		...given.boxes.subarray(4 * i, 4 * i + 4),
	]);
	return all.filter(([, score = 0]) => score >= fields.scoreThreshold);
}

/** With a threshold that leaves fewer candidates than each way takes before boxes suppress each other: there they may differ. */
const cases = [
	{ name: "effdet_size.ts11", input: ["img", [1, 3, 128, 128]], threshold: "/Constant_79_output_0", least: 0.97 },
	{ name: "effdet_scale.ts11", input: ["onnx::Div_0", [1, 3, 128, 128]], threshold: undefined, least: 0.97 },
	{ name: "ssdlite.ts11", input: ["image.1", [3, 320, 320]], threshold: "/Constant_42_output_0", least: 0.112 },
] as const;

describe.each(cases)("$name", ({ name, input, threshold, least }) => {
	test("keeps what its own tail keeps", { timeout: 60_000 }, async () => {
		const before = await simplified(name);
		const graph = raised(before, threshold ?? thresholdOf(before), least);
		const [detection] = findDetections(graph, inferShapes(graph, { useDeclared: false }).facts);
		if (!detection) throw new Error("There is no suppression.");
		const inputs = noise(input[0], input[1]);
		const own = await ownRows(graph, detection, inputs);
		const plugins = await pluginRows(graph, detection, inputs, detection.limit ?? 1000);
		expect(own.length).toBeGreaterThan(20);
		expect(plugins).toHaveLength(own.length);
		const far = (left: readonly number[], right: readonly number[]) =>
			Math.max(...left.map((value, i) => Math.abs(value - (right[i] ?? 0)) / Math.max(1, Math.abs(value))));
		for (const row of own) expect(Math.min(...plugins.map((other) => far(row, other)))).toBeLessThan(1e-5);
	});
});

/** The constant that the only Greater of an EfficientDet compares with. */
function thresholdOf(graph: Graph): string {
	return bodyOf(graph, graph.main).nodes.find(({ opType }) => opType === "Greater")?.inputs[1] ?? "";
}

function raised(graph: Graph, value: string, least: number): Graph {
	const edit: Edit = { do: "set-tensor", value, tensor: { type: "float", dims: [], values: [least] } };
	const { graph: edited, problems } = applyEdits(graph, [edit]);
	expect(problems).toEqual([]);
	return edited;
}
