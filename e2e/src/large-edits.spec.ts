import { expect, test } from "@playwright/test";
import { modelFromText } from "@suture/graph";
import { type ModelProto, newMessage, readParts, writeModel } from "@suture/onnx";
import { build, chooseFiles, expectPainted, expectResult } from "./page.ts";

/** Weights of 40 MB: as text they are more than a host takes in a recipe. */
const shape = { outputs: 1024, inputs: 1088 };

test("a model of which simplifying wrote many weights anew is sent as it is now, and built", async ({ page }) => {
	await page.goto("/");
	await chooseFiles(page, [{ name: "wide.onnx", mimeType: "application/octet-stream", buffer: await wideModel() }]);
	await expectPainted(page);
	await page.getByTestId("open-simplify").click();
	await page.getByTestId("apply-simplify").click();
	await expect(page.getByTestId("proof")).toContainText("The numbers hold.");
	await page.getByTestId("simplify").getByRole("button", { name: "Keep it" }).click();
	await build(page);
	await expectResult(page, "built");
});

/** A convolution and the normalization that goes into it. */
async function wideModel(): Promise<Buffer> {
	const { outputs, inputs } = shape;
	const { model } = modelFromText(`<ir_version: 8, opset_import: ["": 17]>
		wide (float[1,${inputs},4,4] x) => (float[1,${outputs},2,2] y) {
			c = Conv (x, w)
			y = BatchNormalization (c, s, s, s, s)
		}`);
	if (!model?.graph) throw new Error("The text of the model is wrong.");
	const weights = tensor("w", [outputs, inputs, 3, 3], (i) => ((i * 7919) % 1000) / 1e6);
	const initializer = [weights, tensor("s", [outputs], (i) => 1 + (i % 5) / 10)];
	const whole: ModelProto = { ...model, graph: { ...model.graph, initializer } };
	const [file] = writeModel(whole, { name: "wide.onnx" }).files;
	const chunks: Uint8Array[] = [];
	for await (const chunk of readParts(file?.parts ?? [])) chunks.push(chunk);
	return Buffer.concat(chunks);
}

function tensor(name: string, dims: readonly number[], value: (index: number) => number) {
	const values = Float32Array.from({ length: dims.reduce((a, b) => a * b) }, (_, i) => value(i));
	const bytes = new Uint8Array(values.buffer);
	return newMessage("TensorProto", { name, dims, dataType: 1, rawData: { at: "memory", bytes } });
}
