import { readFile } from "node:fs/promises";
import { expect, test } from "@playwright/test";
import { unzipSync } from "fflate";
import { build, expectResult, openModel } from "./page.ts";

test("simplifying is looked at, in part left out, done, proven, built and undone", async ({ page }) => {
	await openModel(page, "bert.ts11.onnx");
	await page.getByTestId("open-simplify").click();
	const panel = page.getByTestId("simplify");
	const nodesAfter = async () => {
		const text = await page.getByTestId("simplify-count").textContent();
		return Number(/→ ([\d,]+)/.exec(text ?? "")?.[1]?.replaceAll(",", ""));
	};
	const most = await nodesAfter();
	expect(most).toBeLessThan(170);

	const rule = panel.locator(".simplify-rule", { hasText: "Calculate the same only once" });
	await rule.hover();
	await rule.getByRole("button", { name: "Leave out" }).click();
	await expect.poll(nodesAfter).toBeGreaterThan(most);
	await panel.getByRole("button", { name: /back in/ }).click();
	await expect.poll(nodesAfter).toBe(most);

	await panel.getByTestId("apply-simplify").click();
	await expect(panel.getByTestId("proof")).toContainText("The numbers hold.");
	await panel.getByRole("button", { name: "Keep it" }).click();
	await build(page, { ids: "1x16", mask: "1x16" });
	await expectResult(page, "built");
	await page.getByRole("button", { name: "Undo" }).click();
	await expect(page.getByRole("button", { name: "Undo" })).toBeDisabled();
});

test("sizes that are given fold what depends on them", async ({ page }) => {
	await openModel(page, "timm_hrnet.ts11.onnx");
	await page.getByTestId("open-simplify").click();
	const panel = page.getByTestId("simplify");
	await panel.getByRole("radio", { name: "For these sizes" }).click();
	await panel.getByLabel("img").fill("1x3x64x64");
	await panel.getByRole("button", { name: "Look with these sizes" }).click();
	await panel.getByTestId("apply-simplify").click();
	await expect(panel.getByTestId("proof")).toContainText("img 1×3×64×64");
	await expect(panel.getByTestId("proof")).toContainText("The numbers hold.");
});

test("a model that TensorRT 8.4 refuses is repaired, and the numbers hold", async ({ page }) => {
	await openModel(page, "bert.ts17.onnx");
	await page.getByTestId("open-target").click();
	const panel = page.getByTestId("target");
	await panel.getByTestId("choose-target").selectOption("tensorrt-8.4");
	await expect(panel.getByTestId("target-verdict")).toContainText("refuses");
	await panel.locator(".simplify-title", { hasText: "Gather" }).click();
	await panel.getByRole("button", { name: "/m/Gather_4" }).click();
	await expect(page.getByTestId("details").getByRole("heading", { name: "Gather" })).toBeVisible();

	await panel.getByTestId("look-at-repair").click();
	await expect(panel.getByTestId("repair-verdict")).toContainText("nothing is known");
	await panel.getByTestId("apply-repair").click();
	await expect(panel.getByTestId("proof")).toContainText("The numbers hold.");
	await expect(page.getByTestId("open-target")).toHaveAttribute("data-state", "accepted");
	const report = page.waitForEvent("download");
	await panel.getByTestId("save-report").click();
	expect(await readFile(await (await report).path(), "utf8")).toMatch(
		/repaired for TensorRT 8\.4[\s\S]*The numbers hold/,
	);
	await panel.getByRole("button", { name: "Undo all of it" }).click();
	await expect(page.getByTestId("open-target")).toHaveAttribute("data-state", "refused");
});

test("what TensorRT refuses is split off, with the programs around it", async ({ page }) => {
	await openModel(page, "effdet_size.ts11.onnx");
	await page.getByTestId("open-target").click();
	const panel = page.getByTestId("target");
	await panel.getByTestId("look-at-split").click();
	await expect(panel.getByTestId("split-verdict")).toContainText("nothing is known");
	const download = page.waitForEvent("download");
	await panel.getByTestId("save-split").click();
	const file = await download;
	expect(file.suggestedFilename()).toBe("effdet_size.ts11.parts.zip");
	const names = Object.keys(unzipSync(await readFile(await file.path())));
	expect(names.toSorted()).toEqual(["CMakeLists.txt", "engine.onnx", "post.onnx", "program.cpp", "program.py"]);
});
