import { readFile } from "node:fs/promises";
import { expect, type Page, test } from "@playwright/test";
import { modelBytes } from "@suture/fixtures";
import { applyEdits, graphFromModel, modelFromGraph } from "@suture/graph";
import { joinParts, readModel, sourceFromBytes, writeModel } from "@suture/onnx";
import { build, expectPainted, expectResult, goTo, openModel } from "./page.ts";
import { valuesOf } from "./same-values.ts";

/** A value and the node that makes it. */
interface Chosen {
	readonly node: string;
	readonly value: string;
}

/** Chooses values, each in the details of its node, and ends the network at them in one action. */
async function endAt(page: Page, chosen: readonly Chosen[]): Promise<void> {
	const details = page.getByTestId("details");
	for (const { node, value } of chosen) {
		await goTo(page, `name:"${node}"`);
		await details.getByRole("button", { name: `Choose ${value}`, exact: true }).click();
	}
	const picked = page.getByTestId("picked");
	for (const { value } of chosen) await expect(picked).toContainText(value);
	await page.getByTestId("cut-at-picked").click();
	await expect(picked).toContainText(/\d+ nodes go/);
	await page.getByTestId("do-cut").click();
	await expect(page.getByRole("button", { name: "Undo" })).toBeEnabled();
}

async function downloadedBy(page: Page, press: () => Promise<void>): Promise<Uint8Array> {
	const [download] = await Promise.all([page.waitForEvent("download"), press()]);
	return await readFile(await download.path());
}

/** The original with inner values among its outputs, so that ONNX Runtime tells them. */
async function originalWith(name: string, values: readonly string[]): Promise<Uint8Array> {
	const { model } = await readModel(sourceFromBytes(modelBytes(name), name));
	if (!model) throw new Error("it is a model");
	const edits = values.map((value) => ({ do: "add-output" as const, value, type: "float[]" }));
	const { graph } = applyEdits(graphFromModel(model), edits);
	return await joinParts(writeModel(modelFromGraph(graph), { name }).files[0]?.parts ?? []);
}

/** Downloads the engine and the edited model, and compares the model's values with the original's. */
async function expectEngineAndSameValues(
	page: Page,
	name: string,
	input: string,
	dims: readonly number[],
	chosen: readonly Chosen[],
): Promise<void> {
	const engine = await downloadedBy(page, () => page.getByTestId("download-engine").click());
	expect(engine.length).toBeGreaterThan(10_000);
	const edited = await downloadedBy(page, async () => {
		await page.getByRole("button", { name: `${name}.onnx` }).click();
		await page.getByRole("menuitem", { name: "Download ONNX" }).click();
	});
	const values = chosen.map(({ value }) => value);
	const before = await valuesOf(await originalWith(name, values), input, dims, values);
	const after = await valuesOf(edited, input, dims, values);
	for (const value of values) {
		expect(after.get(value)?.length).toBeGreaterThan(0);
		expect(after.get(value)).toEqual(before.get(value));
	}
}

test("an empty page, an example that TensorRT refuses, its node, the cut, the engine, the same numbers", async ({
	page,
}) => {
	const chosen = [
		{ node: "/Concat_20", value: "/Concat_20_output_0" },
		{ node: "/Sigmoid", value: "/Sigmoid_output_0" },
	];
	await page.goto("/");
	await expect(page.getByTestId("builders")).toContainText("TensorRT-RTX");
	await page.getByTestId("open-example").click();
	await expectPainted(page);

	await build(page, { img: "1x3x256x256" });
	await expectResult(page, "refused");
	// The node is lit, named and explained, and the evidence is one click away.
	await expect(page.getByTestId("details")).toContainText("/NonZero");
	await expect(page.getByTestId("findings")).toContainText(
		"TensorRT does NonZero by a plugin, and this builder has no plugin library loaded",
	);
	await expect(page.locator(".card.is-selected", { hasText: "NonZero" })).toBeVisible();
	await page.getByTestId("findings").getByRole("button", { name: "Evidence in the log" }).click();
	await expect(page.locator(".log-line.is-marked").first()).toBeVisible();
	// A line of the log that names a node leads to it.
	await page.getByRole("button", { name: "Close the details" }).click();
	await page.locator(".log-node", { hasText: "/NonZero" }).first().click();
	await expect(page.getByTestId("details")).toContainText("/NonZero");

	await endAt(page, chosen);
	await build(page, { img: "1x3x256x256" });
	await expectResult(page, "built");
	await expectEngineAndSameValues(page, "effdet_size.ts11", "img", [1, 3, 256, 256], chosen);
});

test("the same on SSDLite", async ({ page }) => {
	const chosen = [
		{ node: "/Softmax", value: "/Softmax_output_0" },
		{ node: "/Reshape", value: "/Reshape_output_0" },
	];
	await openModel(page, "ssdlite.ts11.onnx");
	await build(page);
	await expectResult(page, "refused");
	await expect(page.getByTestId("details")).toContainText("/NonZero");
	await endAt(page, chosen);
	await build(page);
	await expectResult(page, "built");
	await expectEngineAndSameValues(page, "ssdlite.ts11", "image.1", [3, 320, 320], chosen);
});

test("the cut that is offered in front of the refused node builds too, and can be undone", async ({ page }) => {
	await openModel(page, "effdet_scale.ts11.onnx");
	await build(page);
	await expectResult(page, "refused");
	await page.getByTestId("findings").getByRole("button", { name: "Cut in front of it …" }).click();
	await expect(page.locator(".card.is-doomed").first()).toBeVisible();
	await page.getByTestId("do-cut").click();
	await build(page);
	await expectResult(page, "built");
	await page.getByRole("button", { name: "Undo" }).click();
	await goTo(page, 'op:"NonZero"');
	await expect(page.getByTestId("search-count")).toHaveText("1 of 3");
});
