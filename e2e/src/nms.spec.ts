import { readFileSync } from "node:fs";
import { expect, test } from "@playwright/test";
import { openModel } from "./page.ts";

test.setTimeout(180_000);

test("a detector gets EfficientNMS_TRT where a person says so, and detects the same", async ({ page }) => {
	await openModel(page, "effdet_size.ts11.onnx");
	await page.getByTestId("open-target").click();
	await page.getByTestId("choose-target").selectOption("tensorrt-8.4");
	await expect(page.getByTestId("target-verdict")).toContainText("refuses");
	await page.getByRole("button", { name: "How the four ways differ" }).click();
	await expect(page.getByTestId("nms-differences")).toContainText("one class can be left out");
	await page.keyboard.press("Escape");

	await page.getByTestId("look-at-repair").click();
	const question = page.getByTestId("nms-question");
	await expect(question.getByRole("radio", { name: "What does it now" })).toBeChecked({ timeout: 60_000 });
	await expect(page.getByTestId("repair-verdict")).toContainText("left that TensorRT 8.4 refuses");
	await expect(question.getByRole("radio", { name: "TensorRT's own NMS layer" })).toBeDisabled();
	await question.getByRole("radio", { name: "EfficientNMS_TRT" }).check();
	await expect(page.getByTestId("repair-verdict")).toContainText("nothing is known that TensorRT 8.4 would refuse");
	await expect(page.getByTestId("nms-question")).toContainText("num_detections says how many there are");

	await page.getByTestId("apply-repair").click();
	await expect(page.getByTestId("proof")).toContainText(/The numbers hold\. \d+ detections in 2 runs/);
	const [download] = await Promise.all([page.waitForEvent("download"), page.getByTestId("save-report").click()]);
	expect(readFileSync(await download.path(), "utf8")).toMatch(/It holds: \d+ detections/);
	await page.getByRole("button", { name: "Keep it" }).click();
	await expect(page.getByTestId("open-target")).toHaveAttribute("data-state", "accepted");
});

test("a node becomes a plugin that a file describes, and the target then has it", async ({ page }) => {
	await openModel(page, "effdet_size.ts11.onnx", "/NonMaxSuppression");
	await page.getByTestId("open-target").click();
	await page.getByTestId("choose-target").selectOption("tensorrt-8.4");
	await expect(
		page.getByTestId("target").locator(".simplify-title", { hasText: "NonMaxSuppression" }).first(),
	).toBeVisible();
	await page.getByTestId("target").getByRole("button", { name: "Close", exact: true }).click();

	await page.getByTestId("replace-by-plugin").click();
	const dialog = page.getByTestId("plugin-dialog");
	const load = (description: unknown) =>
		dialog.locator("input[type=file]").setInputFiles({
			name: "plugins.json",
			mimeType: "application/json",
			buffer: Buffer.from(JSON.stringify(description)),
		});
	const described = {
		name: "PlainNMS_TRT",
		library: "libplain_nms.so",
		inputs: [{ name: "boxes" }, { name: "scores" }],
		outputs: [{ name: "chosen", types: ["int64"], shape: ["most", 3] }],
		fields: [
			{ name: "iou_threshold", type: "float", default: 0.5 },
			{ name: "most", type: "int", required: true },
		],
	};
	await load({ ...described, fields: [{ name: "most", type: "whole" }] });
	await expect(page.getByText("fields[0].type")).toBeVisible();
	await load(described);
	await expect(dialog.getByTestId("choose-plugin")).toContainText("PlainNMS_TRT");
	await expect(dialog.getByText("its field most must be given")).toBeVisible();
	await dialog.getByLabel("most").fill("100");
	await dialog.getByRole("button", { name: "Replace the node" }).click();
	await expect(page.getByTestId("details").getByRole("heading", { name: "PlainNMS_TRT" })).toBeVisible();

	await page.getByTestId("open-target").click();
	await expect(page.getByTestId("target-verdict")).toContainText("refuses");
	await expect(page.getByTestId("target").locator(".simplify-title", { hasText: "NMS" })).toHaveCount(0);

	// The browser keeps the file for the next model.
	await openModel(page, "vit.ts17.onnx", "/encoder/layers/encoder_layer_0/self_attention/Softmax");
	await page.getByTestId("replace-by-plugin").click();
	await expect(page.getByTestId("choose-plugin")).toContainText("PlainNMS_TRT");
});
