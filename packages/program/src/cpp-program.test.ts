import { expect, test } from "vitest";
import { cmakeLists, cppProgram, type ProgramPlan } from "./index.ts";

const engine: ProgramPlan = {
	title: "m",
	parts: [
		{
			role: "engine",
			file: "engine.onnx",
			inputs: [{ name: 'x"?\\é\n', type: "float", dims: [1, "h"] }],
			outputs: [{ name: "y", type: "float", dims: undefined }],
		},
	],
	inputs: [{ name: 'x"?\\é\n', type: "float", dims: [1, "h"] }],
	outputs: [{ name: "y", type: "float", dims: undefined }],
	image: undefined,
	libraries: [],
};

test("writes names such that nothing in them ends the text", () => {
	const program = cppProgram(engine);
	expect(program).toContain('{"x\\042\\077\\134\\303\\251\\012", "float", {1, -1}},');
	expect(program).toContain("#define NEEDS_ONNXRUNTIME 0");
	expect(program).toContain("#define HAS_IMAGE 0");
	expect(cppProgram({ ...engine, libraries: ['lib"x.so'] })).toContain('kLibraries = {"lib\\042x.so"};');
});

test("asks for ONNX Runtime only where a part needs it", () => {
	expect(cmakeLists(engine)).toContain('elseif(NOT WITH_TENSORRT)\n  message(FATAL_ERROR "ONNX Runtime');
	const withPost: ProgramPlan = {
		...engine,
		parts: [...engine.parts, { role: "post", file: "post.onnx", inputs: [], outputs: [] }],
	};
	expect(cmakeLists(withPost)).toContain('else()\n  message(FATAL_ERROR "ONNX Runtime');
	expect(cppProgram(withPost)).toContain("#define NEEDS_ONNXRUNTIME 1");
});

test("writes how a picture becomes an input", () => {
	const image = {
		name: "x",
		width: 320,
		height: 240,
		fit: "letterbox",
		divisor: 255,
		mean: [0.5, 0, 1e-7],
		deviation: [1, 0.25, 2],
		order: "bgr",
	} as const;
	const program = cppProgram({ ...engine, image });
	expect(program).toContain("const int kWidth = 320, kHeight = 240;");
	expect(program).toContain("const bool kLetterbox = true, kBlueFirst = true;");
	expect(program).toContain("kMean[3] = {0.5f, 0.0f, 1e-7f}, kDeviation[3] = {1.0f, 0.25f, 2.0f};");
});
