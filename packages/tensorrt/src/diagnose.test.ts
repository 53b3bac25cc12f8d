import { type AskedVersion, modelBytes, modelNames, type Outcome, outcomes } from "@suture/fixtures";
import { type Graph, graphFromModel, graphFromText } from "@suture/graph";
import { readModel, sourceFromBytes } from "@suture/onnx";
import type { Problem } from "@suture/problems";
import type { JobEvent, NumberedEvent } from "@suture/protocol";
import { describe, expect, test } from "vitest";
import { diagnose } from "./diagnose.ts";

async function graphNamed(name: string): Promise<Graph> {
	const { model } = await readModel(sourceFromBytes(modelBytes(name), name));
	if (!model) throw new Error("it is a model");
	return graphFromModel(model);
}

/** The codes of nvonnxparser::ErrorCode up to 8.6, which gave numbers. */
const codes = [
	"SUCCESS",
	"INTERNAL_ERROR",
	"MEM_ALLOC_FAILED",
	"MODEL_DESERIALIZE_FAILED",
	"INVALID_VALUE",
	"INVALID_GRAPH",
	"INVALID_NODE",
	"UNSUPPORTED_GRAPH",
	"UNSUPPORTED_NODE",
];

/** The events of a builder that met these errors. */
function eventsOf({ errors, parse }: Outcome): NumberedEvent[] {
	const events = errors.map((error): JobEvent => {
		if (parse) return { kind: "error", t: 1, source: "recorder", code: "INVALID_CONFIG", description: error.desc };
		const code =
			typeof error.code === "number" ? (codes[error.code] ?? "") : (error.code ?? "").replace("ErrorCode.", "");
		return {
			kind: "parser-error",
			t: 1,
			code,
			description: error.desc,
			file: error.file ?? null,
			line: error.line ?? null,
			function: error.func ?? null,
			nodeIndex: error.node ?? -1,
			nodeName: error.name ?? null,
			operator: error.op ?? null,
			functionStack: null,
		};
	});
	const result: JobEvent = {
		kind: "result",
		t: 2,
		ok: false,
		peakBytes: null,
		stage: parse ? "build" : "parse",
		sentence: "No.",
		cancelled: false,
	};
	return [...events, result].map((event, seq) => ({ seq, event }));
}

async function said(model: string, version: AskedVersion): Promise<Problem[]> {
	const outcome = outcomes[model]?.[version];
	if (!outcome) throw new Error(`Nobody asked ${version} about ${model}.`);
	return diagnose(eventsOf(outcome), await graphNamed(model));
}

describe.each(modelNames)("%s", (name) => {
	test.each(["rtx-1.7.1", "8.4.3", "10.6.0"] as const)(
		"every parser error of %s is put on the node that it means, in words without C++",
		async (version) => {
			const outcome = outcomes[name]?.[version];
			if (!outcome || outcome.parse || outcome.errors.length === 0) return;
			const graph = await graphNamed(name);
			const nodes = graph.bodies.get(graph.main)?.nodes ?? [];
			const problems = await said(name, version);
			expect(problems.length).toBe(outcome.errors.length);
			problems.forEach(({ place, sentence, code }, i) => {
				expect(place.node?.index).toBe(outcome.errors[i]?.node);
				expect(place.node?.name).toBe(nodes[outcome.errors[i]?.node ?? -1]?.name);
				expect(place.lines).toEqual([i]);
				expect(code).not.toBe("tensorrt/refused-graph");
				expect(sentence).not.toMatch(/Assertion failed|nvinfer1::|&&|https?:|\.cpp/);
			});
		},
	);
});

test("the words are those of the reason", async () => {
	const first = async (model: string, version: AskedVersion) =>
		(await said(model, version)).map(({ code, sentence }) => [code, sentence])[0];
	expect(await first("effdet_size.ts11", "rtx-1.7.1")).toEqual([
		"tensorrt/needs-plugin",
		"TensorRT does NonZero by a plugin, and this builder has no plugin library loaded, so it can't take /NonZero.",
	]);
	expect((await first("vit.ts17", "8.4.3"))?.[0]).toBe("tensorrt/unknown-operator");
	expect((await first("effdet_size.ts11", "8.4.3"))?.[0]).toBe("tensorrt/dynamic-weights");
	expect((await first("shufflenet.ts11", "8.4.3"))?.[0]).toBe("tensorrt/must-be-constant");
	expect((await first("bert.ts11", "8.4.3"))?.[0]).toBe("tensorrt/unsupported-type");
	expect(await first("swin.dy18", "10.6.0")).toEqual([
		"tensorrt/unsupported-attribute",
		"TensorRT refuses an attribute of node_ScatterND_180 (ScatterND): Attribute reduction is not supported.",
	]);
});

test("an error of the builder is put on the node that its text names", async () => {
	const [found] = await said("timm_hrnet.ts11", "rtx-1.7.1");
	expect(found).toMatchObject({
		code: "tensorrt/shapes-do-not-fit",
		place: { node: { name: "/stage3/stage3.0/Add_1" } },
	});
	expect(found?.sentence).not.toContain("graphShapeAnalyzer");
});

test("one that names no node is said as it is", async () => {
	expect((await said("segformer.ts13", "10.6.0"))[0]?.sentence).toBe(
		"At the sizes that were asked for, some shapes do not fit: reshape wildcard -1 has infinite number of solutions or no solution. Reshaping [n,0,16] to [n,0,-1,16].",
	);
	expect((await said("deberta.ts17", "10.6.0"))[0]?.code).toBe("tensorrt/internal");
});

const small = graphFromText('agraph (float[N] x) => (float[N] y) { ["a"] h = Relu(x) y = Neg(h) }').graph;
if (!small) throw new Error("it is a graph");

function failedBuild(description: string, ...before: JobEvent[]): Problem[] {
	const error: JobEvent = { kind: "error", t: 1, source: "recorder", code: "INTERNAL_ERROR", description };
	const result: JobEvent = {
		kind: "result",
		t: 2,
		ok: false,
		peakBytes: null,
		stage: "build",
		sentence: "No.",
		cancelled: false,
	};
	return diagnose(
		[...before, error, result].map((event, seq) => ({ seq, event })),
		small as Graph,
	);
}

test("an unnamed node is found by what TensorRT calls it", () => {
	expect(failedBuild("IShuffleLayer node_of_y: reshape changes volume")[0]?.place.node).toMatchObject({
		operator: "Neg",
		output: "y",
	});
});

// Recorded with TensorRT-RTX 1.7.1.
test("whatever analysis of shapes refuses is about sizes, and the node is named once", () => {
	const end = "In analyzeShapes at /_src/optimizer/shapeof/graphShapeAnalyzer.cpp:2825)";
	const [found] = failedBuild(
		`IBuilder::buildSerializedNetwork: Error Code 4: API Usage Error (IConvolutionLayer a: a: spatial dimension of convolution/deconvolution output cannot be negative (build-time output dimension of axis 2 is -1) In processCheck at /_src/optimizer/shapeof/graphShapeAnalyzer.cpp:1066 ${end}`,
	);
	expect(found?.sentence).toBe(
		"At the sizes that were asked for, the shapes at a (Relu) do not fit: spatial dimension of convolution/deconvolution output cannot be negative (build-time output dimension of axis 2 is -1).",
	);
	const [empty] = failedBuild(
		`IBuilder::buildSerializedNetwork: Error Code 4: API Usage Error (IShuffleLayer a: reshape of empty tensor to non-empty tensor. Reshaping [1,0,32] to [1,1,32,32]. In operator() at /_src/optimizer/common/shape/shapeContext.cpp:4633 ${end}`,
	);
	expect(empty?.code).toBe("tensorrt/shapes-do-not-fit");
});

test("a layer that nothing can run is named", () => {
	const [found] = failedBuild(
		"[tacticSupply.cpp::getSupportedFormats::48] Error Code 2: Internal Error (Assertion !layerImpls.empty() failed. a_552 has no runners that implement it In getSupportedFormats at /_src/optimizer/builder/tacticSupply.cpp:48)",
	);
	expect([found?.code, found?.sentence]).toEqual([
		"tensorrt/no-implementation",
		"TensorRT found no way to run a on this GPU.",
	]);
});

test("sizes that nobody gave are named when shapes do not fit", () => {
	const sizes = { min: [1], opt: [1], max: [1], shapeTensor: false, assumed: true };
	const profile: JobEvent = { kind: "profile", t: 0.5, index: 0, assumed: true, inputs: { x: sizes } };
	expect(failedBuild("a: dimensions not compatible", profile).map(({ code }) => code)).toEqual([
		"tensorrt/shapes-do-not-fit",
		"tensorrt/assumed-sizes",
	]);
	expect(failedBuild("Error Code 2: Internal Error (Assertion !x failed.)", profile).map(({ code }) => code)).toEqual([
		"tensorrt/internal",
	]);
});

test("what only follows from a missing driver is no cause", () => {
	expect(
		failedBuild("catchCudaError: In checkErrors at x.cpp:1, cudaError 35: CUDA driver version is insufficient"),
	).toEqual([]);
});

test("a build that went well has nothing to say but what it assumed", () => {
	const sizes = { min: [1], opt: [1], max: [1], shapeTensor: false, assumed: true };
	const events: JobEvent[] = [
		{ kind: "profile", t: 0.5, index: 0, assumed: true, inputs: { x: sizes } },
		{
			kind: "result",
			t: 2,
			ok: true,
			peakBytes: 1,
			engine: "e",
			engineBytes: 1,
			parseSeconds: 1,
			buildSeconds: 1,
			layers: null,
		},
	];
	expect(
		diagnose(
			events.map((event, seq) => ({ seq, event })),
			small,
		).map(({ severity }) => severity),
	).toEqual(["warning"]);
});
