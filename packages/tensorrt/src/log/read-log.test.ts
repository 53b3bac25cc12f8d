import { type Graph, graphFromText } from "@suture/graph";
import { expect, test } from "vitest";
import { diagnose } from "../diagnose.ts";
import { readLog } from "./read-log.ts";

const { graph } = graphFromText(
	'agraph (float[N] x) => (float[N] y) { ["/a/Relu"] h = Relu(x) ["/b/Gather"] g = Gather(h, h) y = Neg(g) }',
);

function said(log: string): [string, string | undefined, readonly number[] | undefined][] {
	return diagnose(readLog(log.split("\n")), graph as Graph).map(({ code, place }) => [
		code,
		place.node?.name,
		place.lines,
	]);
}

// Lines of TensorRT 8.4.3, as trtexec prints them.
const trtexec = `&&&& RUNNING TensorRT.trtexec [TensorRT v8403] # trtexec --onnx=m.onnx
[11/22/2026-13:00:00] [I] Start parsing network model
[11/22/2026-13:00:00] [E] [TRT] ModelImporter.cpp:773: While parsing node number 1 [Gather -> "g"]:
[11/22/2026-13:00:00] [E] [TRT] ModelImporter.cpp:774: --- Begin node ---
[11/22/2026-13:00:00] [E] [TRT] ModelImporter.cpp:775: input: "h"
name: "/b/Gather"
op_type: "Gather"

[11/22/2026-13:00:00] [E] [TRT] ModelImporter.cpp:776: --- End node ---
[11/22/2026-13:00:00] [E] [TRT] ModelImporter.cpp:779: ERROR: builtin_op_importers.cpp:1470 In function importGather:
[8] Assertion failed: (data.getType() != nvinfer1::DataType::kBOOL) && "This version of TensorRT does not support BOOL input type for the Gather operator."
[11/22/2026-13:00:00] [E] Failed to parse onnx file
[11/22/2026-13:00:00] [E] Engine set up failed
&&&& FAILED TensorRT.trtexec [TensorRT v8403] # trtexec --onnx=m.onnx`;

test("a refusal in a log of trtexec stands at its node, with its line", () => {
	expect(said(trtexec)).toEqual([["tensorrt/unsupported-type", "/b/Gather", [2]]]);
});

test("Polygraphy and Python write the refusal in one line", () => {
	expect(
		said(`[I] RUNNING | Command: polygraphy convert m.onnx
\u001b[38;5;9m[E] In node 1 with name: /b/Gather and operator: Gather (importGather): UNSUPPORTED_NODE: Assertion failed: x: This version of TensorRT does not support BOOL input type for the Gather operator.\u001b[0m
[!] Could not parse ONNX correctly`),
	).toEqual([["tensorrt/unsupported-type", "/b/Gather", [1]]]);
});

// A line of TensorRT 10.6.0.
const refusedBuild =
	"[11/22/2026-13:00:00] [E] Error[4]: IBuilder::buildSerializedNetwork: Error Code 4: API Usage Error (IElementWiseLayer /a/Relu: /a/Relu: dimensions not compatible for elementwise.)";

test("an error of the builder stands at the node that its text names", () => {
	expect(said(`${refusedBuild}\n&&&& FAILED TensorRT.trtexec`)).toEqual([
		["tensorrt/shapes-do-not-fit", "/a/Relu", [0]],
	]);
});

test("what a build that passed complained of is no failure", () => {
	expect(said(`${refusedBuild}\n&&&& PASSED TensorRT.trtexec`)).toEqual([]);
});

test("ONNX Runtime hands TensorRT's words on", () => {
	expect(
		said(
			"2026-11-22 13:00:00.1 [E:onnxruntime:Default, tensorrt_execution_provider.h:51 log] [2026-11-22 13:00:00   ERROR] 4: [graphShapeAnalyzer.cpp::processCheck::862] Error Code 4: Internal Error (/a/Relu: dimensions not compatible)",
		),
	).toEqual([["tensorrt/shapes-do-not-fit", "/a/Relu", [0]]]);
});

test("a log of a builder of ours is read as it is", () => {
	const error = {
		kind: "parser-error",
		t: 1,
		code: "UNSUPPORTED_NODE",
		description: "Assertion failed: is_weights()",
		file: null,
		line: null,
		function: null,
		nodeIndex: 0,
		nodeName: "/a/Relu",
		operator: "Relu",
		functionStack: null,
	};
	expect(said(`\n${JSON.stringify(error)}\n{"cut`)).toEqual([["tensorrt/must-be-constant", "/a/Relu", [1]]]);
});

test("anything else has nothing to say", () => {
	expect(said("hello\n\u0000{[E]\n[E] \n".repeat(100))).toEqual([]);
});
