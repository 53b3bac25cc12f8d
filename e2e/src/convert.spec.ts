import { expect, test } from "@playwright/test";
import { openModel } from "./page.ts";

test("a model is converted to an older opset as one step, and taken back", async ({ page }) => {
	await openModel(page, "t5.ts17.onnx");
	await page.getByRole("button", { name: "The model's properties" }).click();
	await page.getByTestId("open-convert").click();
	const panel = page.getByTestId("convert");
	const opset = panel.getByRole("textbox", { name: "Opset" });

	// What can't be said there is named, with a way to the node, and nothing can be done.
	await opset.fill("9");
	const preview = panel.getByTestId("convert-preview");
	await expect(preview).toContainText("Range came with opset 11");
	await expect(panel.getByTestId("do-convert")).toBeDisabled();
	await preview.getByRole("button", { name: "/m/encoder/Range", exact: true }).click();
	await expect(page.getByTestId("details").getByRole("heading", { name: "Range" })).toBeVisible();
	await page.getByTestId("details").getByRole("button", { name: "Close" }).first().click();

	await page.getByTestId("open-convert").click();
	await opset.fill("12");
	await expect(preview).toContainText("nodes are said otherwise");
	await preview.getByText("ReduceMean").or(preview.getByText("Unsqueeze")).first().click();
	await panel.getByTestId("do-convert").click();
	await expect(panel).toHaveCount(0);
	await expect(page.getByRole("textbox", { name: "Version of ai.onnx" })).toHaveValue("12");

	await page.keyboard.press("h");
	await expect(page.getByTestId("history")).toContainText("Converted ai.onnx 17 to 12");
	await page.getByRole("button", { name: "Undo" }).click();
	await expect(page.getByRole("textbox", { name: "Version of ai.onnx" })).toHaveValue("17");
});
