import { expect, type Page, test } from "@playwright/test";
import { graphFromText, modelFromGraph } from "@suture/graph";
import { joinParts, writeModel } from "@suture/onnx";
import { InferenceSession, Tensor } from "onnxruntime-node";
import { downloadedBy, downloadModel, expectPainted, goTo, openModel } from "./page.ts";

const find = (page: Page) => page.getByTestId("find");
const history = (page: Page) => page.getByTestId("history");
const details = (page: Page) => page.getByTestId("details");

/** Selects the nodes of one of bert's LayerNormalizations, which its exporter wrote in nine nodes. */
async function selectExample(page: Page): Promise<void> {
	await page.getByRole("textbox", { name: "Find nodes" }).fill("name:/m/encoder/layer.1/output/LayerNorm");
	await page.getByRole("button", { name: /^Select all/ }).click();
	await expect(details(page).getByRole("heading", { name: "9 nodes" })).toBeVisible();
}

test("one example is found at seven places, six of which are replaced; the model still runs", async ({ page }) => {
	await openModel(page, "bert.ts11.onnx");
	await selectExample(page);
	await page.getByTestId("find-like").click();
	await expect(page.getByTestId("place-count")).toContainText("7 places");

	// Stricter and looser: the exponent may be any constant, an attribute any.
	await find(page).getByRole("button", { name: "Any constant for c1" }).click();
	await expect(page.getByTestId("pattern-lines")).toContainText("c1 = any constant");
	await find(page).getByRole("button", { name: "Any axes of ReduceMean" }).first().click();
	await expect(page.getByTestId("pattern-lines")).toContainText("axes = any");
	await expect(page.getByTestId("place-count")).toContainText("7 places");

	// Through the places, of which one stays.
	await page.getByRole("button", { name: "The next place" }).click();
	await expect(page.getByTestId("place-count")).toContainText("at 1");
	await expect(page.locator(".card.is-selected").first()).toBeVisible();
	await find(page).getByRole("checkbox", { name: "Take part: /m/embeddings/LayerNorm" }).uncheck();
	await expect(page.getByTestId("place-count")).toContainText("1 left out");

	// What is wrong with the lines is said while they are written.
	const lines = page.getByTestId("replacement");
	await lines.fill("y = LayerNormalization <axis = -1, epsilon = 1e-12> (x, c3, c9)");
	await expect(page.getByTestId("replacement-said")).toContainText("c9 is no input and no constant");
	await expect(page.getByTestId("replace-places")).toBeDisabled();
	await page.getByTestId("by-one-operator").click();
	const form = page.getByRole("dialog", { name: "By one operator" });
	await form.getByLabel("Name").fill("LayerNormalization");
	await form.getByRole("checkbox", { name: "With weights as inputs" }).check();
	await form.getByRole("button", { name: "Write the line" }).click();
	await expect(lines).toHaveValue("y = LayerNormalization (x, c3, c4)");
	await page.getByTestId("replace-places").click();
	await expect(page.getByTestId("find-done")).toContainText("Done at 6 places");
	await expect(page.getByTestId("place-count")).toContainText("1 place");

	const pattern = await downloadedBy(page, () => page.getByRole("button", { name: "Save the pattern" }).click());
	await find(page).getByRole("button", { name: "Close" }).click();
	await page.getByRole("button", { name: "History", exact: true }).click();
	await expect(history(page)).toContainText("Replaced 66 nodes by LayerNormalization at 6 places");
	await InferenceSession.create(await downloadModel(page), { logSeverityLevel: 3 });

	// The pattern finds them all again, here and after undo.
	await page.getByRole("button", { name: "Undo" }).click();
	await page.getByRole("button", { name: "Close the history" }).click();
	await page.keyboard.press("r");
	const chooser = page.waitForEvent("filechooser");
	await page.getByRole("button", { name: "Load a pattern" }).click();
	await (await chooser).setFiles({ name: "pattern.json", mimeType: "application/json", buffer: Buffer.from(pattern) });
	await expect(page.getByTestId("place-count")).toContainText("7 places");
	await expect(page.getByTestId("pattern-lines")).toContainText("c1 = any constant");
});

test("without a mouse: places are bypassed, then deleted", async ({ page }) => {
	await openModel(page, "shufflenet.ts11.onnx");
	const press = (keys: string) => page.keyboard.press(keys);
	await press("Control+f");
	await page.keyboard.type('op:"Relu"');
	await expect(page.getByTestId("search-count")).toContainText(/[1-9]/);
	await press("Enter");
	await expect(details(page).getByRole("heading", { name: "Relu" })).toBeVisible();
	await press("Escape");
	await press("r");
	await expect(page.getByTestId("place-count")).toContainText(/\d\d places/);
	await press("n");
	await expect(page.getByTestId("place-count")).toContainText("at 1");
	await press("n");
	await expect(page.getByTestId("place-count")).toContainText("at 2");
	await press("Shift+N");
	await expect(page.getByTestId("place-count")).toContainText("at 1");
	await tabTo(page, "Bypass");
	await press("Enter");
	await tabTo(page, "Bypass all");
	await press("Enter");
	await expect(page.getByTestId("find-done")).toBeVisible();
	await expect(page.getByTestId("place-count")).toContainText("0 places");
	await press("Control+z");
	await expect(page.getByTestId("place-count")).toContainText(/\d\d places/);
	await tabTo(page, "Replace");
	await press("Enter");
	await page.getByTestId("replacement").focus();
	await page.keyboard.type("y = LeakyRelu <alpha = 0.1> (x)");
	await expect(page.getByTestId("replace-places")).toBeEnabled();
	await press("Control+Enter");
	await expect(page.getByTestId("find-done")).toBeVisible();
	await press("Escape");
	await expect(find(page)).toBeHidden();
	await press("h");
	await expect(history(page)).toContainText(/Replaced \d+ nodes by LeakyRelu at \d+ places/);
});

/** Presses Tab until a button has the focus. */
async function tabTo(page: Page, name: string): Promise<void> {
	const names = () => page.evaluate(() => document.activeElement?.textContent ?? "");
	for (let i = 0; i < 80 && !(await names()).startsWith(name); i++) await page.keyboard.press("Tab");
	expect(await names()).toContain(name);
}

/** One image in float, channels first, and the same as bytes, channels last. */
function images(pixels: number) {
	const bytes = Uint8Array.from({ length: 3 * pixels }, (_, i) => (i * 7919) % 256);
	const mean = [0.485, 0.456, 0.406];
	const deviation = [0.229, 0.224, 0.225];
	const floats = new Float32Array(3 * pixels);
	for (let at = 0; at < pixels; at++)
		for (let c = 0; c < 3; c++)
			floats[c * pixels + at] = ((bytes[3 * at + c] ?? 0) / 255 - (mean[c] ?? 0)) / (deviation[c] ?? 1);
	return { bytes, floats };
}

test("a network takes bytes as a camera gives them, and says the same", async ({ page }) => {
	await openModel(page, "shufflenet.ts11.onnx");
	const before = await downloadModel(page);
	await page.getByRole("button", { name: "The model's properties" }).click();
	await page.getByTestId("input-row-0").getByRole("button", { name: "input.1", exact: true }).click();
	await page.getByTestId("preprocess").click();
	const dialog = page.getByTestId("preprocess-dialog");
	await expect(page.getByTestId("preprocess-preview")).toContainText("float[1,3,224,224] → uint8[1,224,224,3]");
	await dialog.getByLabel("÷ standard deviation").fill("0.229, 0.224");
	await expect(dialog).toContainText("it has 3 channels, and the standard deviation 2 numbers");
	await expect(page.getByTestId("apply-preprocess")).toBeDisabled();
	await dialog.getByRole("button", { name: "ImageNet" }).click();
	await page.getByTestId("apply-preprocess").click();
	await expect(details(page).getByRole("textbox", { name: "Type of input.1" })).toHaveValue("uint8[1,224,224,3]");
	await page.keyboard.press("h");
	await expect(history(page)).toContainText("Put preprocessing in front of input.1");

	const after = await downloadModel(page);
	const { bytes, floats } = images(224 * 224);
	const run = async (model: Uint8Array, tensor: Tensor) => {
		const session = await InferenceSession.create(model, { logSeverityLevel: 3 });
		const answers = await session.run({ [session.inputNames[0] ?? ""]: tensor });
		return Array.from(answers[session.outputNames[0] ?? ""]?.data as Float32Array);
	};
	const was = await run(before, new Tensor("float32", floats, [1, 3, 224, 224]));
	const is = await run(after, new Tensor("uint8", bytes, [1, 224, 224, 3]));
	expect(Math.max(...was.map((value, i) => Math.abs(value - (is[i] ?? Number.NaN))))).toBeLessThan(1e-4);
});

test("another model is put in front, and one step takes it back", async ({ page }) => {
	await openModel(page, "shufflenet.ts11.onnx");
	const { graph } = graphFromText(
		`<ir_version: 6, opset_import: ["": 11]> crop (float[1,3,256,256] frame, float[4] box) => (float[1,3,224,224] part, float[4] corner)
<int64[2] s = {16, 16}, int64[2] e = {240, 240}, int64[2] a = {2, 3}> {
  ["slice"] part = Slice (frame, s, e, a)
  ["corner"] corner = Neg (box)
}`,
	);
	if (!graph) throw new Error("it is a graph");
	const bytes = await joinParts(writeModel(modelFromGraph(graph), { name: "crop.onnx" }).files[0]?.parts ?? []);
	await page.locator(".top-file").click();
	await page.getByRole("menuitem", { name: "Merge with another model" }).click();
	const chooser = page.waitForEvent("filechooser");
	await page.getByTestId("choose-other").click();
	await (await chooser).setFiles({
		name: "crop.onnx",
		mimeType: "application/octet-stream",
		buffer: Buffer.from(bytes),
	});
	const dialog = page.getByTestId("merge-dialog");
	const takes = dialog.getByRole("combobox", { name: "What input.1 takes" });
	await expect(takes).toHaveValue("part");
	await expect(takes.locator("option", { hasText: "corner" })).toBeDisabled();
	await expect(takes.locator("option", { hasText: "corner" })).toContainText("it has 1 sizes, not 4");
	await expect(page.getByTestId("merge-preview")).toContainText("frame float[1,3,256,256]");
	await page.getByTestId("merge").click();
	await expect(dialog).toBeHidden();
	await page.keyboard.press("h");
	await expect(history(page)).toContainText("Put a model in front of input.1");
	const session = await InferenceSession.create(await downloadModel(page), { logSeverityLevel: 3 });
	expect(session.inputNames).toEqual(["frame", "box"]);
	expect(session.outputNames.length).toBe(2);

	// It is still there after a reload, and undone in one step.
	await page.reload();
	await expectPainted(page);
	await expect(page.getByText("edits of this model are back").or(page.getByText("edit of this model"))).toBeVisible();
	await page.getByRole("button", { name: "Undo" }).click();
	await expect(page.getByRole("button", { name: "Undo" })).toBeDisabled();
	await goTo(page, 'op:"Conv"');
	await expect(details(page)).toContainText("input.1");
});
