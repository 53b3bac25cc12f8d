import { expect, test } from "@playwright/test";
import { openModel } from "./page.ts";

test("a rule is applied from the table of what is refused, and undone", async ({ page }) => {
	await openModel(page, "bert.ts17.onnx");
	await page.getByTestId("open-target").click();
	const panel = page.getByTestId("target");
	await panel.getByTestId("choose-target").selectOption("tensorrt-8.4");
	await expect(page.getByTestId("verdict-bar")).toContainText("Refused 8");
	await panel.locator(".problem-title", { hasText: "LayerNormalization" }).click();
	await panel.getByTestId("offer-write-out-layer-normalization").click();
	await expect(page.getByTestId("verdict-bar")).toContainText("Refused 1");
	await expect(panel.locator(".problem-title", { hasText: "LayerNormalization" })).toHaveCount(0);
	await page.getByRole("button", { name: "Undo" }).click();
	await expect(page.getByTestId("verdict-bar")).toContainText("Refused 8");
});
