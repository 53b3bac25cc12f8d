import { expect, test } from "vitest";
import { chapters } from "./documentation-chapters.gen.ts";
import { domains, operatorDocumentation } from "./index.ts";
import { operatorTable } from "./operator-table.ts";

test("has the text and the descriptions of Resize-19", async () => {
	const found = await operatorDocumentation("Resize", "", 20);
	expect(found?.text).toContain("weighted average of neighborhood (a.k.a. sampling locations) in the input tensor");
	expect(found?.inputs.get("scales")).toContain("The scale array along each dimension.");
	expect(found?.attributes.get("cubic_coeff_a")).toContain("The coefficient 'a' used in cubic interpolation");
	expect(found?.typeConstraints.get("T1")).toBe("Constrain input 'X' and output 'Y' to all tensor types.");
	expect([...(found?.outputs.keys() ?? [])]).toEqual(["Y"]);
});

test("gives the text of the version that the opset has", async () => {
	const attributesAt = async (opset: number) => [
		...((await operatorDocumentation("Clip", "", opset))?.attributes.keys() ?? []),
	];
	expect(await attributesAt(6)).toEqual(["max", "min"]);
	expect(await attributesAt(11)).toEqual([]);
});

test("keeps the lines of a text, without the indentation of its source", async () => {
	const found = await operatorDocumentation("Conv", "", 22);
	expect(found?.text.split("\n")[0]).toBe("The convolution operator consumes an input tensor and a filter, and");
});

test("describes a plugin and names its source", async () => {
	const found = await operatorDocumentation("EfficientNMS_TRT", "", 17);
	expect(found?.text).toContain("Source: NVIDIA/TensorRT, plugin/efficientNMSPlugin.");
	expect(found?.attributes.get("background_class")).toBe("class id to skip, -1 none");
});

test("gives undefined for a stranger", async () => {
	expect(await operatorDocumentation("constructor", "", 17)).toBeUndefined();
});

test("has a chapter entry for every operator, and no other", async () => {
	const described = await Promise.all(Object.values(chapters).map(async (load) => Object.keys((await load()).default)));
	const known = domains().flatMap((domain) => [...(operatorTable.get(domain)?.keys() ?? [])]);
	expect(described.flat().toSorted()).toEqual(known.toSorted());
});

test("has a text for every operator but those that ONNX Runtime says nothing about", async () => {
	const silent: string[] = [];
	for (const domain of domains())
		for (const operator of operatorTable.get(domain)?.keys() ?? [])
			if ((await operatorDocumentation(operator, domain, 1000))?.text === "") silent.push(`${domain}:${operator}`);
	expect(silent).toEqual([
		"com.microsoft:CDist",
		"com.microsoft:ComplexMul",
		"com.microsoft:ComplexMulConj",
		"com.microsoft:ConvTransposeWithDynamicPads",
		"com.microsoft:DynamicQuantizeLSTM",
		"com.microsoft:DynamicQuantizeMatMul",
		"com.microsoft:Inverse",
		"com.microsoft:MatMulIntegerToFloat",
		"com.microsoft:NhwcConv",
		"com.microsoft:NhwcMaxPool",
		"com.microsoft:QLinearConv",
		"com.microsoft:SparseToDenseMatMul",
		"onnxruntime:GivenTensorFill",
		"onnxruntime:ScaledTanh",
	]);
});
