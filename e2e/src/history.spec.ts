import { readFile } from "node:fs/promises";
import { expect, type Page, test } from "@playwright/test";
import { expectPainted, goTo, openModel } from "./page.ts";

const details = (page: Page) => page.getByTestId("details");
const history = (page: Page) => page.getByTestId("history");
const sentences = (page: Page) => history(page).locator("[data-step] .step-sentence");

/** Deletes a node, adds another elsewhere, and sets an attribute of that one. */
async function makeThreeSteps(page: Page): Promise<void> {
	await goTo(page, 'op:"MaxPool"');
	await page.getByTestId("delete-node").click();
	await goTo(page, 'op:"Conv"');
	await page.getByRole("button", { name: "Add a node" }).click();
	await page.getByPlaceholder("Add a node").fill("leakyrelu");
	await page.getByTestId("palette").getByText("LeakyRelu", { exact: true }).click();
	const alpha = details(page).getByRole("textbox", { name: "alpha", exact: true });
	await alpha.fill("0.2");
	await alpha.press("Enter");
	await page.getByRole("button", { name: "History", exact: true }).click();
	await expect(sentences(page)).toHaveText([/^Deleted/, /^Added LeakyRelu/, /^Set alpha = 0.2/]);
}

test("steps are moved by keys and by mouse where that changes nothing in the end", async ({ page }) => {
	await openModel(page, "shufflenet.ts11.onnx");
	await makeThreeSteps(page);

	// An attribute can't be set before its node is there: it stays, and why is said.
	await sentences(page).nth(2).focus();
	await page.keyboard.press("Alt+ArrowUp");
	await expect(page.getByText(/“Set alpha = 0.2 .*” would not fit any more/)).toBeVisible();
	await expect(sentences(page).nth(2)).toHaveText(/^Set alpha/);

	// What the others do not need goes behind both, and the cursor goes along.
	await sentences(page).nth(0).focus();
	await page.keyboard.press("Alt+ArrowDown");
	await expect(sentences(page)).toHaveText([/^Added LeakyRelu/, /^Deleted/, /^Set alpha = 0.2/]);
	await expect(sentences(page).nth(1)).toBeFocused();
	await page.keyboard.press("Alt+ArrowDown");
	await expect(sentences(page).nth(2)).toBeFocused();

	// By its grip it comes back.
	const grip = history(page).getByRole("button", { name: "Drag to move this step" }).nth(2);
	await grip.hover();
	await page.mouse.down();
	await sentences(page).nth(0).hover();
	await page.mouse.up();
	await expect(sentences(page)).toHaveText([/^Deleted/, /^Added LeakyRelu/, /^Set alpha = 0.2/]);
});

test("the steps that hold are shown and saved as a recipe and as a GraphSurgeon script", async ({ page }) => {
	await openModel(page, "shufflenet.ts11.onnx");
	await makeThreeSteps(page);
	await page.getByRole("button", { name: "Undo" }).click();
	await history(page).getByRole("button", { name: "The steps as text" }).click();
	const text = page.getByTestId("recipe-text");
	await expect(text).toContainText('"suture": "recipe"');
	await page.getByTestId("recipe-dialog").getByRole("button", { name: "GraphSurgeon script" }).click();
	await expect(text).toContainText("import onnx_graphsurgeon as gs");
	await expect(text).toContainText("# Added LeakyRelu");
	await expect(text).not.toContainText("alpha");
	const [saved] = await Promise.all([
		page.waitForEvent("download"),
		page.getByTestId("recipe-dialog").getByRole("button", { name: "Save" }).click(),
	]);
	expect(saved.suggestedFilename()).toBe("shufflenet.ts11.recipe.py");
	expect(await readFile(await saved.path(), "utf8")).toBe(await text.textContent());
});

test("sizes are assumed: all lines tell what follows, and nothing is edited", async ({ page }) => {
	await openModel(page, "lstm.ts13.onnx");
	await page.getByRole("button", { name: "The model's properties" }).click();
	await page.getByTestId("assume-sizes").click();
	const form = page.getByRole("form", { name: "Sizes to look with" });
	const field = form.getByRole("textbox").first();
	const name = (await field.getAttribute("aria-label"))?.replace("Sizes of ", "") ?? "";
	await field.fill("7xx");
	await form.getByRole("button", { name: "Show what follows" }).click();
	await expect(page.getByText(/"7xx" is no size|is no size/).first()).toBeVisible();
	await field.fill("3,7,16");
	await form.getByRole("button", { name: "Show what follows" }).click();
	await expect(page.getByTestId("assumed-bar")).toContainText(`${name} 3,7,16`);
	await goTo(page, 'op:"Transpose"');
	await expect(details(page).locator(".port-type.is-assumed").first()).toContainText("7");
	await page.getByRole("button", { name: "Forget the sizes assumed" }).click();
	await expect(page.getByTestId("assumed-bar")).toBeHidden();
	await expect(details(page).locator(".port-type.is-assumed")).toHaveCount(0);
	await page.getByRole("button", { name: "History", exact: true }).click();
	await expect(sentences(page)).toHaveCount(0);
});

test("equal weights are found and shared, and a node gets one of its own", async ({ page }) => {
	await openModel(page, "swin.dy18.onnx");
	await page.getByRole("button", { name: "The model's properties" }).click();
	await page.getByRole("button", { name: "Look for equal weights" }).click();
	await page.getByRole("button", { name: "Share equal weights" }).click();
	await page.getByRole("button", { name: "History", exact: true }).click();
	await expect(sentences(page)).toHaveText([/^Connected \d+ inputs, removed \d+ initializers/]);
	await page.getByRole("button", { name: "Look for equal weights" }).click();
	await expect(page.getByText("No two weights hold the same.")).toBeVisible();
});

test("a model from nothing: named by a pattern, drawn as a picture", async ({ page }) => {
	await page.goto("/");
	await page.getByTestId("new-model").click();
	await expectPainted(page);
	await page.getByRole("button", { name: "The model's properties" }).click();
	await page.getByRole("button", { name: "Rename by pattern …" }).click();
	const form = page.getByRole("form", { name: "Rename by pattern" });
	await form.getByRole("textbox", { name: "Find", exact: true }).fill("(\\w+)_(\\d)");
	await form.getByRole("textbox", { name: "Replace", exact: true }).fill("$2/$1");
	await form.getByRole("checkbox").check();
	await expect(page.getByTestId("renaming-examples")).toContainText("0/Identity");
	await form.getByRole("button", { name: "Rename 1" }).click();
	await page.getByRole("button", { name: "History", exact: true }).click();
	await expect(sentences(page)).toHaveText(["Renamed Identity_0 to 0/Identity"]);
	const [picture] = await Promise.all([
		page.waitForEvent("download"),
		page
			.getByRole("button", { name: "new.onnx" })
			.click()
			.then(() => page.getByRole("menuitem", { name: "Picture as SVG" }).click()),
	]);
	expect(await readFile(await picture.path(), "utf8")).toContain(">Identity</text>");
});
