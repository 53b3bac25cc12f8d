import { readFile } from "node:fs/promises";
import { expect, type Page, test } from "@playwright/test";
import { modelBytes } from "@suture/fixtures";
import { goTo, openModel } from "./page.ts";

const compare = (page: Page) => page.getByTestId("compare");
const changes = (page: Page) => page.getByTestId("changes");
const history = (page: Page) => page.getByTestId("history");
const details = (page: Page) => page.getByTestId("details");

async function changeGroups(page: Page): Promise<void> {
	await goTo(page, 'op:"Conv"');
	const group = details(page).getByRole("textbox", { name: "group", exact: true });
	await group.fill("2");
	await group.press("Enter");
	await expect(page.getByRole("button", { name: "Undo" })).toBeEnabled();
}

/** Which part of a picture is in its middle: React Flow's element that carries the cards says how it is moved. */
async function transformOf(page: Page, side: "before" | "after"): Promise<string> {
	return await page
		.getByTestId(`compare-${side}`)
		.locator(".react-flow__viewport")
		.evaluate((one) => one.style.transform);
}

test("moments of the history beside each other; back to editing with all as it was", async ({ page }) => {
	await openModel(page, "shufflenet.ts11.onnx");
	await changeGroups(page);
	await page.getByTestId("delete-node").click();
	await expect(details(page)).toBeHidden();
	const camera = await page.getByTestId("graph").locator(".react-flow__viewport").getAttribute("style");

	// From the history: the moment as it was opened beside now.
	await page.getByRole("button", { name: "History", exact: true }).click();
	await history(page).getByRole("button", { name: "Compare with this moment" }).first().click();
	await expect(compare(page)).toHaveAttribute("data-state", "shown");
	await expect(page.getByTestId("compare-counts")).toContainText("1 removed");
	await expect(changes(page)).toContainText("Conv");
	await expect(page.getByTestId("compare-before").locator(".card.is-tinted .card-title").first()).toHaveText("Conv");

	// Another pair of moments: only the attribute differs, and a click says how.
	await page.getByRole("button", { name: "After", exact: true }).click();
	await page.getByRole("menuitem", { name: "1 · Set group = 2" }).click();
	await expect(changes(page)).toContainText("Conv: group 1 → 2");
	await changes(page).getByText("Conv: group 1 → 2").click();
	await expect(page.getByTestId("pair")).toContainText("changed");
	await expect(page.getByTestId("pair").getByText("group", { exact: true })).toBeVisible();
	await expect(page.getByTestId("compare-after").locator(".card.is-selected.is-tinted")).toBeVisible();

	// Escape leaves the node, then the comparison; the graph is as it was.
	await page.keyboard.press("Escape");
	await expect(page.getByTestId("pair")).toBeHidden();
	await page.keyboard.press("Escape");
	await expect(compare(page)).toBeHidden();
	expect(await page.getByTestId("graph").locator(".react-flow__viewport").getAttribute("style")).toBe(camera);
	await expect(page.getByRole("button", { name: "Undo" })).toBeEnabled();
});

test("another file beside the open model: by the keyboard, with views that move together, as text", async ({
	page,
}) => {
	await openModel(page, "bert.ts11.onnx");
	await page.locator("body").press("Shift+D");
	await expect(changes(page)).toContainText("Nothing differs");
	const [chooser] = await Promise.all([
		page.waitForEvent("filechooser"),
		changes(page).getByRole("button", { name: "Another file" }).click(),
	]);
	const buffer = Buffer.from(await modelBytes("bert.ts17"));
	await chooser.setFiles({ name: "newer.onnx", mimeType: "application/octet-stream", buffer });
	await expect(changes(page)).toContainText("7 × LayerNormalization became ReduceMean × 2");
	await page.getByRole("button", { name: "Swap the sides" }).click();
	await expect(changes(page)).toContainText(
		"ReduceMean × 2, Sub, Pow, Add × 2, Sqrt, Div, Mul became LayerNormalization",
	);

	// N goes on to the first of them: the new node on one side, the nine old ones on the other.
	await page.keyboard.press("n");
	await expect(page.getByTestId("compare-at")).toHaveText("2 of 52");
	await expect(page.getByTestId("compare-after").locator(".card.is-selected .card-title")).toHaveText(
		"LayerNormalization",
	);
	await expect(page.getByTestId("compare-before").locator(".card.is-selected")).toHaveCount(9);

	// Moving one moves the other.
	const [before, after] = [await transformOf(page, "before"), await transformOf(page, "after")];
	const box = await page.getByTestId("compare-before").boundingBox();
	if (!box) throw new Error("it is on the screen");
	await page.mouse.move(box.x + 40, box.y + box.height / 2);
	await page.mouse.down();
	await page.mouse.move(box.x + 40, box.y + box.height / 2 - 160, { steps: 5 });
	await page.mouse.up();
	await expect.poll(() => transformOf(page, "before")).not.toBe(before);
	await expect.poll(() => transformOf(page, "after")).not.toBe(after);

	// All of it as text.
	await page.getByRole("button", { name: "Save the difference" }).click();
	const [download] = await Promise.all([
		page.waitForEvent("download"),
		page.getByRole("menuitem", { name: "Save as text" }).click(),
	]);
	expect(await readFile(await download.path(), "utf8")).toContain("40 × Unsqueeze: attribute axes is input 1 now");
});

test("bodies are entered on both sides; a file that is no model leaves what was there", async ({ page }) => {
	await openModel(page, "loop_script.ts13.onnx");
	await goTo(page, 'op:"Loop"');
	await page.getByTestId("graph").locator(".card.is-selected").dblclick();
	await expect(page.getByRole("navigation", { name: "Bodies around this one" })).toBeVisible();
	await page.getByTestId("graph").locator("[data-testid=node-card]").first().click();
	await page.getByTestId("delete-node").click();
	await expect(page.getByRole("button", { name: "Undo" })).toBeEnabled();
	await page.locator("body").press("Shift+D");
	await expect(changes(page).getByRole("heading", { name: /^in / })).toBeVisible();
	await expect(page.getByTestId("compare-before").locator(".card.is-tinted").first()).toBeVisible();
	await expect(page.getByRole("navigation", { name: "Before", exact: true })).toContainText("body");
	await page.getByRole("navigation", { name: "Before", exact: true }).getByRole("button", { name: "Graph" }).click();
	await expect(page.getByTestId("compare-after").locator(".card.is-tinted .card-title").first()).toHaveText("Loop");

	await page.getByRole("button", { name: "Before", exact: true }).click();
	const [chooser] = await Promise.all([
		page.waitForEvent("filechooser"),
		page.getByRole("menuitem", { name: "Another file" }).click(),
	]);
	await chooser.setFiles({ name: "no.onnx", mimeType: "application/octet-stream", buffer: Buffer.from("nothing") });
	await expect(page.locator(".notice")).toBeVisible();
	await expect(compare(page)).toHaveAttribute("data-state", "shown");
});

test("a large network: modules without a difference stay closed, on a narrow screen one picture lies above the other", async ({
	page,
}) => {
	await openModel(page, "swin.ts17.onnx");
	await goTo(page, 'op:"Softmax"');
	await page.getByRole("button", { name: "Bypass" }).click();
	await expect(page.getByRole("button", { name: "Undo" })).toBeEnabled();
	await page.setViewportSize({ width: 390, height: 844 });
	await page.locator("body").press("Shift+D");
	await expect(page.getByTestId("compare-counts")).toContainText("1 removed");
	await expect(page.getByTestId("compare-before").locator("[data-testid=node-card].is-tinted").first()).toBeVisible();
	const [upper, lower] = await Promise.all(
		["before", "after"].map((side) => page.getByTestId(`compare-${side}`).boundingBox()),
	);
	expect(lower?.y).toBeGreaterThanOrEqual((upper?.y ?? 0) + (upper?.height ?? 0));
});

/** A .npy file of floats from 0 to 1. */
function npyOf(dims: readonly number[]): Buffer {
	const plain = `{'descr': '<f4', 'fortran_order': False, 'shape': (${dims.join(", ")}), }`;
	const header = `${plain.padEnd(117)}\n`;
	const values = Float32Array.from(
		{ length: dims.reduce((product, size) => product * size, 1) },
		(_, i) => (i % 97) / 97,
	);
	const start = Buffer.from([0x93, ...Buffer.from("NUMPY"), 1, 0, header.length, 0]);
	return Buffer.concat([start, Buffer.from(header), Buffer.from(values.buffer)]);
}

const onePixel = Buffer.from(
	"iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==",
	"base64",
);

test("both are run on the same inputs: outputs, then every tensor, with the errors as colours", async ({ page }) => {
	await openModel(page, "vit.ts17.onnx");
	await goTo(page, 'op:"Softmax"');
	await page.getByRole("button", { name: "Bypass" }).click();
	await expect(page.getByRole("button", { name: "Undo" })).toBeEnabled();
	await page.locator("body").press("Shift+D");
	const numbers = page.getByTestId("numbers");
	await page.getByRole("radio", { name: "Numbers" }).click();

	// A file that does not fit says why; an image and an array of the right shape are taken.
	const give = async (name: string, mimeType: string, buffer: Buffer) => {
		const [chooser] = await Promise.all([
			page.waitForEvent("filechooser"),
			numbers.getByRole("button", { name: "Inputs …" }).click(),
		]);
		await chooser.setFiles({ name, mimeType, buffer });
	};
	await give("x.npy", "application/octet-stream", npyOf([2, 2]));
	await expect(numbers.locator(".is-refused")).toContainText("its shape is 2×2");
	await give("dot.png", "image/png", onePixel);
	await expect(numbers).toContainText("0 to 1");
	await give("img.npy", "application/octet-stream", npyOf([1, 3, 64, 64]));
	await expect(numbers).toContainText("float 1×3×64×64");

	await page.getByTestId("run-numbers").click();
	await expect(page.getByTestId("numbers-verdict")).toContainText("differ");
	await expect(numbers.getByTestId("numbers-values").getByRole("listitem")).toHaveCount(1);
	await page.getByRole("radio", { name: "Every tensor" }).click();
	await page.getByTestId("run-numbers").click();
	await expect.poll(() => numbers.getByTestId("numbers-values").getByRole("listitem").count()).toBeGreaterThan(50);

	// The worst comes first, and leads to its node on both sides.
	const first = numbers.getByTestId("numbers-values").getByRole("button").first();
	const worst = Number(await first.locator(".numbers-error").textContent());
	expect(worst).toBeGreaterThan(1e-3);
	await first.click();
	const card = page.getByTestId("compare-after").locator(".card.is-selected.is-tinted").first();
	await expect(card).toBeVisible();
	const color = await card.evaluate((one) => one.style.getPropertyValue("--tint"));
	await page.getByRole("radio", { name: "Cosine" }).click();
	await expect(first.locator(".numbers-error")).not.toHaveText("");
	expect(color).toMatch(/^rgb/);
});
