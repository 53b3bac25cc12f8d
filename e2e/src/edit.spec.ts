import { expect, type Page, test } from "@playwright/test";
import { modelBytes } from "@suture/fixtures";
import { applyEdits, graphFromModel, textFromGraph } from "@suture/graph";
import { readModel, sourceFromBytes } from "@suture/onnx";
import { InferenceSession } from "onnxruntime-node";
import { downloadedBy, downloadModel, expectPainted, goTo, openModel } from "./page.ts";

const model = "shufflenet.ts11";

async function graphOf(bytes: Uint8Array) {
	const read = await readModel(sourceFromBytes(bytes, "model"));
	if (!read.model) throw new Error("it is a model");
	return graphFromModel(read.model);
}

const details = (page: Page) => page.getByTestId("details");
const history = (page: Page) => page.getByTestId("history");

test("attributes, a new node, a wire, several nodes; then history, reload, recipe and model agree", async ({
	page,
}) => {
	await openModel(page, `${model}.onnx`);

	// A wrong value is said while it is written, and taken back by Escape.
	await goTo(page, 'op:"Conv"');
	const group = details(page).getByRole("textbox", { name: "group", exact: true });
	await group.fill("7");
	await expect(details(page).locator(".draft-said.is-error").first()).toBeVisible();
	await group.press("Escape");
	await expect(group).toHaveValue("1");

	// A new node behind it, of all operators that there are.
	await page.getByRole("button", { name: "Add a node" }).click();
	await page.getByPlaceholder("Add a node").fill("leakyrelu");
	await page.getByTestId("palette").getByText("LeakyRelu", { exact: true }).click();
	await expect(details(page).getByRole("heading", { name: "LeakyRelu" })).toBeVisible();
	const alpha = details(page).getByRole("textbox", { name: "alpha", exact: true });
	await expect(alpha).toHaveValue("0.01");
	await alpha.fill("0.2");
	await alpha.press("Enter");
	await expect(alpha).not.toHaveClass(/is-faint/);

	// It is bypassed, and the step taken back.
	await details(page).getByRole("button", { name: "Bypass" }).click();
	await expect(details(page)).toBeHidden();
	await page.getByRole("button", { name: "Undo" }).click();

	// A node without its reader says so on the graph, and undo makes it right.
	await goTo(page, 'op:"MaxPool"');
	await page.getByTestId("delete-node").click();
	await expect(page.getByTestId("error-count")).toBeVisible();
	await page.getByRole("button", { name: "Undo" }).click();
	await expect(page.getByTestId("error-count")).toBeHidden();

	// The history lists what holds, and a step can be turned off and on.
	await page.getByRole("button", { name: "History", exact: true }).click();
	await expect(history(page)).toContainText("Added LeakyRelu");
	await expect(history(page)).toContainText("Set alpha = 0.2");
	const edited = await downloadModel(page);
	await history(page).getByRole("button", { name: "Turn this step off" }).first().click();
	await expect(history(page).locator(".step-problem.is-error")).toContainText("There is no node");
	await history(page).getByRole("button", { name: "Turn this step on" }).first().click();
	await expect(history(page).locator(".step-problem.is-error")).toHaveCount(0);

	// All of it survives a reload.
	await page.reload();
	await expectPainted(page);
	await expect(page.getByText("edits of this model are back")).toBeVisible();
	await page.getByRole("button", { name: "History", exact: true }).click();
	const recipe = await downloadedBy(page, () => page.getByRole("button", { name: "Download the recipe" }).click());
	const again = await downloadModel(page);
	expect(Buffer.compare(Buffer.from(again), Buffer.from(edited))).toBe(0);

	// The recipe makes the same graph of the original, and ONNX Runtime takes it.
	const { edits } = JSON.parse(new TextDecoder().decode(recipe));
	const replayed = applyEdits(await graphOf(modelBytes(model)), edits);
	expect(replayed.problems).toEqual([]);
	expect(textFromGraph(await graphOf(edited))).toBe(textFromGraph(replayed.graph));
	await InferenceSession.create(edited);
});

test("a wire from an output to an input, and a part as a model of its own", async ({ page }) => {
	await openModel(page, `${model}.onnx`);
	// From the first Conv a wire is drawn to the input of the model.
	await goTo(page, 'op:"Conv"');
	await blur(page);
	const first = page.locator(".react-flow__node", { has: page.locator(".card.is-selected") });
	const port = first.locator('[data-port="in"]');
	await first.hover();
	const from = await port.boundingBox();
	const input = await page.locator(".card-input").first().boundingBox();
	if (!from || !input) throw new Error("both are on the screen");
	await page.mouse.move(from.x + from.width / 2, from.y + from.height / 2);
	await page.mouse.down();
	await page.mouse.move(input.x + 20, input.y + 40, { steps: 4 });
	await page.mouse.move(input.x + input.width / 2, input.y + input.height / 2, { steps: 4 });
	await page.mouse.up();
	// What it can't take says why; it takes the model's input already.
	await expect(page.getByTestId("slot-0")).toBeDisabled();
	await expect(page.getByTestId("slot-0")).toContainText("it is connected to it");
	await page.keyboard.press("Escape");

	// Several nodes by a rectangle, extended, and downloaded as a model that runs.
	const box = await first.boundingBox();
	if (!box) throw new Error("it is on the screen");
	await page.keyboard.down("Shift");
	await page.mouse.move(box.x - 30, box.y - 12);
	await page.mouse.down();
	await page.mouse.move(box.x + box.width + 30, box.y + box.height + 90, { steps: 6 });
	await page.mouse.up();
	await page.keyboard.up("Shift");
	await expect(details(page).getByRole("heading", { name: /\d+ nodes/ })).toBeVisible();
	const part = await downloadedBy(page, () => page.getByTestId("extract").click());
	const session = await InferenceSession.create(part);
	expect(session.inputNames.length).toBeGreaterThan(0);
	// One node in their place: a plugin that nobody knows.
	await page.getByTestId("replace-nodes").click();
	const replacement = page.getByRole("dialog", { name: "One node in their place" });
	await replacement.getByLabel("Name").fill("MyFusedStem");
	await replacement.getByLabel("Domain").fill("my.plugins");
	await replacement.getByRole("button", { name: "Replace", exact: true }).click();
	await expect(details(page).getByRole("heading", { name: "MyFusedStem" })).toBeVisible();
	await expect(page.getByTestId("error-count")).toBeHidden();
	// It gets an attribute of any name.
	await page.getByTestId("add-attribute").click();
	const form = page.getByRole("dialog", { name: "Add an attribute" });
	await form.getByRole("textbox", { name: "Name" }).fill("plugin_version");
	await form.getByRole("combobox", { name: "Type" }).selectOption("STRING");
	await form.getByRole("textbox", { name: "Value" }).fill("2");
	await form.getByRole("button", { name: "Add" }).click();
	await expect(page.getByTestId("attribute-plugin_version")).toBeVisible();
});

test("inputs, sizes and weights", async ({ page }) => {
	await openModel(page, "swin.ts17.onnx");
	await page.keyboard.press("Control+Enter");
	const number = details(page).getByRole("textbox", { name: "Number of the size n" });
	await number.fill("2");
	await number.press("Enter");
	await expect(details(page).getByRole("textbox", { name: "Type of img" })).toHaveValue("float[2,3,112,112]");
	await goTo(page, 'op:"Conv"');
	await page.getByTestId("input-2").getByTestId("open-contents").click();
	const dialog = page.getByTestId("tensor-dialog");
	const cell = dialog.getByRole("textbox", { name: "Element 3", exact: true });
	await cell.fill("0.5");
	await cell.press("Enter");
	await expect(dialog).toContainText("max 0.5");
	await dialog.getByRole("combobox", { name: "Type of the elements" }).selectOption("float16");
	await expect(page.getByTestId("loss")).toContainText("of 24 elements change");
	const npy = await downloadedBy(page, () => dialog.getByRole("button", { name: "Save .npy" }).click());
	expect(new TextDecoder().decode(npy.subarray(10, 60))).toContain("'descr': '<f4'");
	await page.keyboard.press("Escape");

	// An input takes a constant that is written where a value is expected.
	await goTo(page, 'op:"Transpose"');
	await page.getByRole("button", { name: "Connect data" }).click();
	await page.getByPlaceholder("A value's name or type").fill("softmax");
	await expect(page.getByRole("option").first()).toContainText("a circle");
});

test("without a mouse", async ({ page }) => {
	await openModel(page, `${model}.onnx`);
	const press = (keys: string) => page.keyboard.press(keys);
	// To a node by search, then an attribute by Tab.
	await press("Control+f");
	await page.keyboard.type('op:"MaxPool"');
	await press("Enter");
	await expect(details(page).getByRole("heading", { name: "MaxPool" })).toBeVisible();
	const mode = details(page).getByRole("textbox", { name: "strides", exact: true });
	for (let i = 0; i < 60 && !(await mode.evaluate((field) => field === document.activeElement)); i++)
		await press("Tab");
	await expect(mode).toBeFocused();
	await press("Control+a");
	await page.keyboard.type("1, 1");
	await press("Enter");
	await expect(page.getByRole("button", { name: "Undo" })).toBeEnabled();
	await press("Control+z");
	await expect(mode).toHaveValue("2, 2");
	await page.keyboard.press("Escape");

	// A new node, a copy of it, both gone again.
	await goToByKeys(page, 'op:"MaxPool"');
	await blur(page);
	await press("a");
	await expect(page.getByPlaceholder("Add a node")).toBeFocused();
	await page.keyboard.type("elu");
	await expect(page.getByRole("option", { name: /^Elu/ })).toHaveAttribute("aria-selected", "true");
	await press("Enter");
	await expect(details(page).getByRole("heading", { name: "Elu" })).toBeVisible();
	await press("d");
	await expect(page.locator(".card", { hasText: /^Elu$/ })).toHaveCount(2);
	await press("Delete");
	await expect(page.locator(".card", { hasText: /^Elu$/ })).toHaveCount(1);

	// Everything above it; the history; back to the beginning.
	await goToByKeys(page, 'op:"Elu"');
	await blur(page);
	await press("[");
	await expect(details(page).getByRole("heading", { name: /\d+ nodes/ })).toBeVisible();
	await press("h");
	await expect(history(page)).toContainText("Added Elu");
	const opened = history(page).getByRole("button", { name: "As it was opened" });
	await opened.focus();
	await press("Enter");
	await expect(page.getByRole("button", { name: "Undo" })).toBeDisabled();
});

async function goToByKeys(page: Page, question: string): Promise<void> {
	await page.keyboard.press("Control+f");
	await page.keyboard.press("Control+a");
	await page.keyboard.type(question);
	await expect(page.getByTestId("search-count")).not.toHaveText("0");
	await page.keyboard.press("Enter");
	await expect(details(page)).toBeVisible();
}

/** Out of the search box, whose Escape forgets the question. */
async function blur(page: Page): Promise<void> {
	await page.keyboard.press("Escape");
	await expect(details(page)).toBeVisible();
}

test("edits of a tab that is gone are offered to the next, and a tab that is open is told of", async ({
	page,
	context,
}) => {
	await openModel(page, `${model}.onnx`);
	await goTo(page, 'op:"MaxPool"');
	const strides = details(page).getByRole("textbox", { name: "strides", exact: true });
	await strides.fill("1, 1");
	await strides.press("Enter");
	await expect(page.getByRole("button", { name: "Undo" })).toBeEnabled();

	const second = await context.newPage();
	await openModel(second, `${model}.onnx`);
	await expect(second.getByText("open in another tab too, with 1 edit")).toBeVisible();
	await second.close();

	await page.close();
	const third = await context.newPage();
	await openModel(third, `${model}.onnx`);
	await third.getByTestId("earlier").getByRole("button", { name: "Continue" }).click();
	await expect(third.getByRole("button", { name: "Undo" })).toBeEnabled();
	await third.getByRole("button", { name: "History", exact: true }).click();
	await expect(history(third)).toContainText("Set strides = [1, 1]");
});
