import { describe, expect, test } from "vitest";
import { domains, operatorSchema, operatorsOf, operatorVersions } from "./index.ts";

function schemaOf(operator: string, opset: number, domain = "") {
	const found = operatorSchema(operator, domain, opset);
	if (found === undefined) throw new Error(`${operator} is not there.`);
	return found;
}

function defaultOf(operator: string, opset: number, attribute: string, domain = "") {
	return schemaOf(operator, opset, domain).attributes.get(attribute)?.default;
}

describe("operatorSchema", () => {
	test("takes the newest version that the opset has", () => {
		expect([1, 10, 11, 21, 22, 28, 99].map((opset) => schemaOf("Conv", opset).sinceVersion)).toEqual([
			1, 1, 11, 11, 22, 22, 22,
		]);
	});

	test("knows nothing before an operator's first opset", () => {
		expect(operatorSchema("GridSample", "", 15)).toBeUndefined();
		expect(operatorSchema("Conv", "", 0)).toBeUndefined();
	});

	test("takes ai.onnx for the default domain", () => {
		expect(operatorSchema("Relu", "ai.onnx", 14)).toBe(operatorSchema("Relu", "", 14));
	});

	test("gives undefined for a stranger, also one named like an object's own property", () => {
		for (const name of ["NoSuchOperator", "constructor", "__proto__", "toString", "hasOwnProperty", ""]) {
			expect(operatorSchema(name, "", 17)).toBeUndefined();
			expect(operatorSchema("Relu", name || "my.domain", 17)).toBeUndefined();
		}
	});

	test("knows the attributes of Conv-22", () => {
		const { attributes, inputs, minInputs, maxInputs } = schemaOf("Conv", 22);
		expect([...attributes.values()]).toEqual([
			{ name: "auto_pad", type: "STRING", required: false, default: "NOTSET" },
			{ name: "dilations", type: "INTS", required: false, default: undefined },
			{ name: "group", type: "INT", required: false, default: 1n },
			{ name: "kernel_shape", type: "INTS", required: false, default: undefined },
			{ name: "pads", type: "INTS", required: false, default: undefined },
			{ name: "strides", type: "INTS", required: false, default: undefined },
		]);
		expect(inputs.map((input) => [input.name, input.option])).toEqual([
			["X", "single"],
			["W", "single"],
			["B", "optional"],
		]);
		expect([minInputs, maxInputs]).toEqual([2, 3]);
		expect(inputs[0]?.types).toEqual(["tensor(bfloat16)", "tensor(double)", "tensor(float)", "tensor(float16)"]);
	});

	test("sees the attributes of Clip-6 become inputs in Clip-11", () => {
		expect([...schemaOf("Clip", 6).attributes.keys()]).toEqual(["max", "min"]);
		expect(schemaOf("Clip", 6).inputs.map((input) => input.name)).toEqual(["input"]);
		expect(schemaOf("Clip", 11).attributes.size).toBe(0);
		expect(schemaOf("Clip", 11).inputs.map((input) => input.name)).toEqual(["input", "min", "max"]);
	});

	test("gives a float default as the shortest decimal of its float32", () => {
		expect(defaultOf("Clip", 6, "max")).toBe(3.4028235e38);
		expect(defaultOf("LeakyRelu", 16, "alpha")).toBe(0.01);
		expect(defaultOf("BatchNormalization", 15, "epsilon")).toBe(1e-5);
		expect(defaultOf("Resize", 19, "cubic_coeff_a")).toBe(-0.75);
	});

	test("gives a list default", () => {
		expect(defaultOf("RNN", 14, "activations")).toEqual(["Tanh", "Tanh"]);
		expect(defaultOf("MeanVarianceNormalization", 13, "axes")).toEqual([0n, 2n, 3n]);
	});

	test("tells a required attribute from an optional one", () => {
		expect(schemaOf("Concat", 13).attributes.get("axis")?.required).toBe(true);
		expect(schemaOf("Concat", 1).attributes.get("axis")?.required).toBe(false);
		expect(schemaOf("If", 21).attributes.get("then_branch")).toEqual({
			name: "then_branch",
			type: "GRAPH",
			required: true,
			default: undefined,
		});
	});

	test("lets Concat take any number of tensors of one type, but at least one", () => {
		const { inputs, minInputs, maxInputs } = schemaOf("Concat", 13);
		expect(inputs).toMatchObject([{ name: "inputs", option: "variadic", homogeneous: true, minArity: 1 }]);
		expect([minInputs, maxInputs]).toEqual([1, Number.POSITIVE_INFINITY]);
	});

	test("lets Loop carry values of mixed types, also none", () => {
		expect(schemaOf("Loop", 13).inputs.at(-1)).toMatchObject({ homogeneous: false, minArity: 0 });
		expect(schemaOf("Loop", 13).minInputs).toBe(2);
	});

	test("names a type that no constraint stands for", () => {
		expect(schemaOf("Reshape", 13).inputs[1]).toMatchObject({ type: "tensor(int64)", types: ["tensor(int64)"] });
	});

	test("finds Upsample-10 at opset 10, deprecated", () => {
		expect(schemaOf("Upsample", 9).deprecated).toBe(false);
		expect(schemaOf("Upsample", 10)).toMatchObject({ sinceVersion: 10, deprecated: true });
		expect(schemaOf("Upsample", 1).supportLevel).toBe("experimental");
	});

	test("says which operators ONNX defines by others", () => {
		expect(schemaOf("HardSwish", 22).functionBody).toBe("fixed");
		expect(schemaOf("Gelu", 20).functionBody).toBe("contextDependent");
		expect(schemaOf("Conv", 22).functionBody).toBe("none");
	});

	test("knows what ONNX Runtime's optimizer writes", () => {
		expect(schemaOf("FusedMatMul", 1, "com.microsoft").attributes.get("transA")).toMatchObject({ default: 0n });
		expect(schemaOf("EmbedLayerNormalization", 1, "com.microsoft").inputs[1]).toMatchObject({ option: "optional" });
		for (const operator of `FusedMatMul Gelu BiasGelu FastGelu SkipLayerNormalization Attention MultiHeadAttention
			GroupQueryAttention RotaryEmbedding QuickGelu FusedConv FusedGemm QLinearAdd QLinearConcat MatMulNBits
			DynamicQuantizeMatMul NhwcConv BiasSoftmax SkipSimplifiedLayerNormalization GridSample Inverse Trilu
			QuantizeLinear DequantizeLinear ConvTransposeWithDynamicPads`.split(/\s+/))
			expect(operatorSchema(operator, "com.microsoft", 1)?.domain, operator).toBe("com.microsoft");
		expect(schemaOf("ReorderInput", 1, "com.microsoft.nchwc").domain).toBe("com.microsoft.nchwc");
	});

	test("falls back to what ONNX Runtime alone has in the default domain, and says so", () => {
		expect(schemaOf("SimplifiedLayerNormalization", 17)).toMatchObject({ domain: "onnxruntime", sinceVersion: 1 });
		expect(schemaOf("LayerNormalization", 13).domain).toBe("onnxruntime");
		expect(schemaOf("LayerNormalization", 17).domain).toBe("");
	});

	test("finds a TensorRT plugin by name, in each domain that exporters write", () => {
		for (const domain of ["", "ai.onnx", "trt.plugins", "TRT", "trt"]) {
			const { attributes, outputs, ...schema } = schemaOf("EfficientNMS_TRT", 17, domain);
			expect(schema).toMatchObject({ domain: "trt.plugins", minInputs: 2, maxInputs: 3 });
			expect(attributes.get("score_threshold")?.default).toBe(0.25);
			expect(attributes.get("background_class")?.default).toBe(-1n);
			expect(outputs.map((output) => output.name)).toEqual([
				"num_detections",
				"detection_boxes",
				"detection_scores",
				"detection_classes",
			]);
		}
	});

	test("prefers ONNX's operator to a plugin of the same name", () => {
		expect(schemaOf("ScatterND", 18).domain).toBe("");
		expect(operatorSchema("ScatterND", "com.microsoft", 1)).toBeUndefined();
	});

	test("claims nothing about the tensors of a plugin that nobody described", () => {
		const plugin = schemaOf("Region_TRT", 1, "trt.plugins");
		expect(plugin).toMatchObject({ minInputs: 0, maxInputs: Number.POSITIVE_INFINITY, minOutputs: 0 });
	});
});

describe("operatorVersions", () => {
	test("lists the opsets that changed an operator", () => {
		expect(operatorVersions("Clip", "")).toEqual([1, 6, 11, 12, 13]);
		expect(operatorVersions("EfficientNMS_TRT", "")).toEqual([1]);
		expect(operatorVersions("NoSuchOperator", "")).toEqual([]);
	});
});

describe("operatorsOf", () => {
	test("offers what an opset has, without deprecated ones and without fallbacks", () => {
		const names = operatorsOf("", 10).map((schema) => schema.name);
		expect(names).toContain("Scatter");
		expect(names).not.toContain("Upsample");
		expect(names).not.toContain("GridSample");
		expect(names).not.toContain("EfficientNMS_TRT");
		expect(operatorsOf("", 11).map((schema) => schema.name)).not.toContain("Scatter");
		expect(operatorsOf("trt.plugins", 1)).toHaveLength(56);
		expect(operatorsOf("my.domain", 1)).toEqual([]);
	});
});

describe("domains", () => {
	test("names every domain that the table has", () => {
		expect(domains()).toEqual([
			"",
			"ai.onnx.ml",
			"ai.onnx.preview",
			"ai.onnx.preview.training",
			"com.microsoft",
			"com.microsoft.nchwc",
			"onnxruntime",
			"trt.plugins",
		]);
	});
});
