import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "@playwright/test";
import { modelBytes, modelPath, runPython, withFolder } from "@suture/fixtures";
import { chooseFiles, expectPainted, goTo, openModel } from "./page.ts";

/** A model whose weights lie in a file beside it. */
const withWeightsBeside = `import sys, numpy as np, onnx, onnx.helper as h, onnx.numpy_helper as nh
w = nh.from_array(np.linspace(-1, 1, 2000, dtype=np.float32), "w")
v = lambda n: h.make_tensor_value_info(n, 1, [2000])
g = h.make_graph([h.make_node("Add", ["x", "w"], ["y"], "/Add")], "g", [v("x")], [v("y")], [w])
onnx.save(h.make_model(g, opset_imports=[h.make_opsetid("", 17)], ir_version=8), sys.argv[1], save_as_external_data=True, location="weights.bin", size_threshold=0)`;

test("a link opens a model at a node, and opens the modules around it", async ({ page }) => {
	await openModel(page, "swin.ts17.onnx", "/features/features.1/features.1.1/attn/MatMul_1");
	await expect(page.getByTestId("details")).toContainText("/features/features.1/features.1.1/attn/MatMul_1");
	await expect(page.locator(".card.is-selected")).toBeVisible();
});

test("a file of one's own machine is opened, and edited without a server having it", async ({ page }) => {
	await page.goto("/");
	await chooseFiles(page, [modelPath("lstm.ts13")]);
	await expectPainted(page);
	await goTo(page, 'op:"LSTM"');
	await page.getByTestId("details").getByTitle("Rename").click();
	await page.getByRole("textbox", { name: "New name" }).fill("/first");
	await page.keyboard.press("Enter");
	await goTo(page, 'name:"/first"');
	await expect(page.getByTestId("details")).toContainText("/first");
	await page.keyboard.press("Control+z");
	await goTo(page, 'op:"LSTM"');
	await expect(page.getByTestId("details")).not.toContainText("/first");
});

test("a model dropped with its data file shows its weights; without it, it says what is missing and takes it later", async ({
	page,
}) => {
	await withFolder(async (folder) => {
		const model = join(folder, "external.onnx");
		await runPython(withWeightsBeside, model);
		await page.goto("/");
		await chooseFiles(page, [model]);
		await expectPainted(page);
		await page.getByRole("button", { name: "The model's properties" }).click();
		await expect(page.getByTestId("details")).toContainText("1 tensor lies in weights.bin, which is not there.");

		await page.goto("/");
		await chooseFiles(page, [model, join(folder, "weights.bin")]);
		await expectPainted(page);
		await goTo(page, 'name:"/Add"');
		await page.getByTestId("read-values").click();
		await expect(page.getByTestId("statistics")).toContainText("min -1");
		await expect(page.getByTestId("tensor-values")).toContainText("and 1,000 more");
	});
});

test("what is no model is named for what it is", async ({ page }) => {
	await withFolder(async (folder) => {
		const cut = join(folder, "cut.onnx");
		await writeFile(cut, modelBytes("bert.ts17").subarray(0, 100_000));
		const web = join(folder, "page.onnx");
		await writeFile(web, "<!doctype html><html>Sign in</html>");
		await page.goto("/");
		await chooseFiles(page, [cut]);
		await expect(page.getByRole("alert")).toContainText("The file ends too early");
		await chooseFiles(page, [web]);
		await expect(page.getByRole("alert")).toContainText("page.onnx is a web page, not an ONNX model.");
	});
});

test("an unknown model in a link is said to be unknown", async ({ page }) => {
	await page.goto("/?model=nothing.onnx");
	await expect(page.getByRole("alert")).toContainText("This host has no model nothing.onnx.");
});

test("graphs of an If are entered and left", async ({ page }) => {
	await openModel(page, "deberta.ts17.onnx");
	await goTo(page, 'op:"If"');
	await page.getByTestId("details").getByRole("button", { name: "open the graph" }).first().click();
	const trail = page.getByRole("navigation", { name: "Bodies around this one" });
	await expect(trail).toContainText("then_branch");
	await page.keyboard.press("Backspace");
	await expect(trail).toBeHidden();
});

test("a search is lit, stepped through, and knows operators, indices, attributes and shapes", async ({ page }) => {
	await openModel(page, "effdet_size.ts11.onnx");
	const count = page.getByTestId("search-count");
	await goTo(page, 'op:"Conv"');
	await expect(count).toHaveText(/^1 of \d+$/);
	await page.keyboard.press("Enter");
	await expect(count).toHaveText(/^2 of/);
	await page.keyboard.press("Shift+Enter");
	await expect(count).toHaveText(/^1 of/);
	await goTo(page, "#343");
	await expect(page.getByTestId("details")).toContainText("/NonZero");
	await goTo(page, "op:Concat attr:axis=-1");
	await expect(page.getByTestId("details")).toContainText("axis");
	await goTo(page, "shape:16,3,3,3");
	await expect(page.getByTestId("details")).toContainText("Conv");
	await page.getByRole("textbox", { name: "Find nodes" }).fill("colour:red");
	await expect(page.getByText("There is no filter colour:")).toBeVisible();
});

test("the documentation of the operator is at hand", async ({ page }) => {
	await openModel(page, "effdet_size.ts11.onnx", "/NonZero");
	await page.getByRole("button", { name: "Documentation" }).click();
	await expect(page.getByTestId("documentation")).toContainText("indices of the elements that are non-zero");
});

test("the keyboard walks along the edges, and Netron's keys switch what is shown", async ({ page }) => {
	await openModel(page, "lstm.ts13.onnx", "/Transpose");
	const details = page.getByTestId("details");
	await expect(details).toContainText("Transpose");
	await page.keyboard.press("ArrowDown");
	await expect(details.getByRole("heading", { name: "LSTM" })).toBeVisible();
	await page.keyboard.press("ArrowUp");
	await expect(details.getByRole("heading", { name: "LSTM" })).toBeHidden();
	await page.keyboard.press("ArrowDown");
	await expect(details.getByRole("heading", { name: "LSTM" })).toBeVisible();
	await page.keyboard.press("Control+d");
	await expect(page.locator(".card", { hasText: "perm" }).first()).toBeVisible();
	await page.keyboard.press("Control+u");
	await expect(page.locator(".card-name").first()).toBeVisible();
	const stage = page.locator(".react-flow__viewport");
	await page.keyboard.press("Shift+Backspace");
	await expect(stage).toHaveAttribute("style", /scale\(1\)/);
	await page.keyboard.press("Shift+ArrowUp");
	await expect(stage).toHaveAttribute("style", /scale\(1\.25\)/);
	await page.keyboard.press("Shift+ArrowDown");
	await expect(stage).toHaveAttribute("style", /scale\(1\)/);
	await page.keyboard.press("Escape");
	await expect(details).toBeHidden();
});

test("modules open and close, and the choice of a theme stays", async ({ page }) => {
	await openModel(page, "bert.ts17.onnx");
	await page.keyboard.press("c");
	await page.keyboard.press("f");
	const group = page.locator(".card-group").first();
	await expect(group).toBeVisible();
	const closed = await page.locator(".card").count();
	await group.dblclick();
	await expect.poll(() => page.locator(".card").count()).not.toBe(closed);
	await page.getByRole("button", { name: "Light or dark" }).click();
	await page.getByRole("menuitem", { name: "Dark" }).click();
	await page.reload();
	await expect(page.locator("html")).toHaveAttribute("data-theme", "dark");
});

test("on a narrow screen everything can be reached", async ({ page }) => {
	await page.setViewportSize({ width: 390, height: 800 });
	await openModel(page, "lstm.ts13.onnx", "/LSTM");
	for (const part of [
		page.getByTestId("details"),
		page.getByTestId("build"),
		page.getByRole("textbox", { name: "Find nodes" }),
	]) {
		await expect(part).toBeInViewport();
	}
	const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
	expect(overflow).toBeLessThanOrEqual(0);
});

test("a size is followed back to where it was baked in", async ({ page }) => {
	await openModel(page, "effdet_size.ts11.onnx", "/Greater");
	const details = page.getByTestId("details");
	await details.getByRole("button", { name: "/Greater_output_0", exact: true }).click();
	await details.getByTestId("explain-sizes").click();
	await details.getByText(/^axis 0: 3069/).click();
	await expect(details.locator(".size-chain").first()).toContainText("element 0 is 8");
	await expect(details.locator(".size-chain").last().locator("li").first()).toContainText("/Greater_output_0");
	await expect(details.locator(".size-chain").last().locator("li").last()).toContainText("Constant");
});
