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
