import { readFile } from "node:fs/promises";
import { expect, type Locator, type Page, test } from "@playwright/test";
import { bodyOf, graphFromModel } from "@suture/graph";
import { readModel, sourceFromBytes } from "@suture/onnx";
import { unzipSync } from "fflate";
import { goTo, openModel } from "./page.ts";

/** Looks at how a model would be split for TensorRT 8.4. */
async function lookAtSplit(page: Page, model: string): Promise<void> {
	await openModel(page, model);
	await page.getByTestId("open-target").click();
	await page.getByTestId("choose-target").selectOption("tensorrt-8.4");
	await page.getByTestId("look-at-split").click();
	await expect(page.getByTestId("parts-bar")).toBeVisible();
}

function legend(page: Page): Promise<string | null> {
	return page.getByTestId("parts-bar").locator(".parts-legend").textContent();
}

/** Names of the values that cross, as the panel lists them. */
function crossing(page: Page): Promise<string[]> {
	return page.getByTestId("split-boundaries").locator(".link").allTextContents();
}

/** The middle of the card that stands over a mark. */
async function cardAbove(page: Page, mark: Locator): Promise<{ readonly x: number; readonly y: number }> {
	const under = await mark.boundingBox();
	const places = await Promise.all((await page.getByTestId("node-card").all()).map((card) => card.boundingBox()));
	const middles = places.flatMap((box) => (box ? [{ x: box.x + box.width / 2, y: box.y + box.height / 2 }] : []));
	const above = middles.filter(({ x, y }) => under && Math.abs(x - under.x - 14) < 20 && y < under.y);
	const nearest = above.toSorted((a, b) => b.y - a.y)[0];
	if (!nearest) throw new Error("No card stands over the mark.");
	return nearest;
}

test("a border is dragged on the graph, moved by keys, and put back", async ({ page }) => {
	await lookAtSplit(page, "effdet_size.ts11.onnx");
	const [proposed, first] = [await legend(page), await crossing(page)];
	const value = "/stem.5/stem.5.2/Mul_output_0";
	expect(first).toContain(value);

	await page.getByTestId("split-boundaries").getByRole("button", { name: value, exact: true }).click();
	const mark = page.locator(`[data-testid="border-mark"][data-value="${value}"]`);
	await expect(mark).toBeVisible();
	// The camera is still on its way for a moment.
	await expect(async () => {
		const before = await mark.boundingBox();
		await page.evaluate(() => new Promise(requestAnimationFrame));
		expect(await mark.boundingBox()).toEqual(before);
	}).toPass();
	await mark.hover({ position: { x: 8, y: 12 } });
	await page.mouse.down();
	const { x, y } = await cardAbove(page, mark);
	await page.mouse.move(x, y, { steps: 4 });
	await expect(page.locator(".border-aim")).toHaveText("Mul goes to: Back");
	await page.mouse.up();
	await expect(page.getByTestId("split-wishes")).toContainText("/stem.5/stem.5.2/Mul");
	expect(await crossing(page)).not.toContain(value);
	await expect(mark).toHaveCount(0);

	const moved = await crossing(page);
	await page.getByTestId("border-mark").first().focus();
	await page.keyboard.press("ArrowUp");
	await expect.poll(() => crossing(page)).not.toEqual(moved);

	await page.getByTestId("reset-split").click();
	await expect.poll(() => legend(page)).toBe(proposed);
	expect(await crossing(page)).toEqual(first);
});

test("nodes are sent to a part, or it is said why they can't be, and the files follow", async ({ page }) => {
	await lookAtSplit(page, "effdet_size.ts11.onnx");
	const proposed = await legend(page);
	await goTo(page, "op:NonMaxSuppression");
	await page.getByTestId("move-to-engine").click();
	await expect(page.locator(".notice")).toContainText("can't run in the engine: the target refuses it.");
	expect(await legend(page)).toBe(proposed);

	await goTo(page, "name:/stem.0/stem.0.0/Conv");
	await page.getByTestId("move-to-pre").click();
	await expect(page.getByTestId("split-wishes")).toContainText("/stem.0/stem.0.0/Conv");
	const values = await crossing(page);
	const download = page.waitForEvent("download");
	await page.getByTestId("save-split").click();
	const files = unzipSync(await readFile(await (await download).path()));
	expect(Object.keys(files)).toContain("pre.onnx");
	const { model } = await readModel(sourceFromBytes(files["pre.onnx"] ?? new Uint8Array(), "pre.onnx"));
	if (!model) throw new Error("pre.onnx can't be read.");
	const graph = graphFromModel(model);
	const outputs = bodyOf(graph, graph.main).outputs.map(({ name = "" }) => name);
	expect(outputs.length).toBeGreaterThan(0);
	for (const output of outputs) expect(values.some((one) => output.startsWith(one))).toBe(true);
});
