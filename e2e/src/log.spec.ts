import { expect, test } from "@playwright/test";
import { build, expectResult, openModel } from "./page.ts";

test("a verbose log of many thousand lines is whole, scrolls, is filtered, and its nodes are links", async ({
	page,
}) => {
	await openModel(page, "deformable_detr.ts16.onnx");
	await page.getByTestId("build").click();
	await page.getByText("More", { exact: true }).click();
	await page.getByRole("combobox", { name: "Log" }).selectOption("verbose");
	await page.getByTestId("start-build").click();
	const panel = page.getByTestId("build-panel");
	await expect(panel).toHaveAttribute("data-state", "ended", { timeout: 80_000 });
	await expectResult(page, "built");
	const count = Number((await page.locator(".log-count").textContent())?.replace(/\D/g, ""));
	expect(count).toBeGreaterThan(30_000);
	// As many lines as the server has.
	const job = (await (await page.request.get("/api/jobs")).json())[0];
	const log = await (await page.request.get(`/api/jobs/${job.id}/log`)).text();
	expect(count).toBe(log.trimEnd().split("\n").length);

	// Never more elements than fit, wherever one scrolls, and no frame that a person would notice.
	const lines = page.getByTestId("log");
	const frames = await lines.evaluate(async (element) => {
		const times: number[] = [];
		let before = performance.now();
		for (let i = 0; i < 60; i++) {
			element.scrollTop = (element.scrollHeight * i) / 60;
			await new Promise((resolve) => requestAnimationFrame(resolve));
			times.push(performance.now() - before);
			before = performance.now();
		}
		return { middle: times.sort((a, b) => a - b)[30] ?? 0, elements: element.querySelectorAll(".log-line").length };
	});
	expect(frames.elements).toBeLessThan(120);
	expect(frames.middle).toBeLessThan(100);

	await page.getByRole("textbox", { name: "Filter lines" }).fill("Registering layer");
	await expect(page.locator(".log-count")).toContainText(" of ");
	await page.locator(".log-node").first().click();
	await expect(page.getByTestId("details")).toBeVisible();
});

test("a build that is stopped ends at once and says so; the page shows it after a reload of the stream too", async ({
	page,
	context,
}) => {
	await openModel(page, "deformable_detr.ts16.onnx");
	await page.getByTestId("build").click();
	await page.getByTestId("start-build").click();
	await expect(page.locator(".build-phase")).toBeVisible();
	// The connection breaks and comes back: nothing is lost or doubled.
	await context.setOffline(true);
	await page.waitForTimeout(300);
	await context.setOffline(false);
	await page.getByTestId("cancel-build").click();
	await expect(page.getByTestId("build-title")).toHaveText("Cancelled", { timeout: 5000 });
});

test("sizes that the network does not work for are explained at the node", async ({ page }) => {
	await openModel(page, "timm_hrnet.ts11.onnx");
	await build(page, { img: "1x3x33x33" });
	await expectResult(page, "refused");
	await expect(page.getByTestId("findings")).toContainText("do not fit");
	await expect(page.getByTestId("details")).toContainText("broadcast dimensions must be conformable");
});
