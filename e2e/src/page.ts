import { readFile } from "node:fs/promises";
import { expect, type FileChooser, type Page } from "@playwright/test";

/** Opens one of the host's models and waits until its graph is painted. */
export async function openModel(page: Page, name: string, node?: string): Promise<void> {
	await page.goto(
		`/?model=${encodeURIComponent(name)}${node === undefined ? "" : `&node=${encodeURIComponent(node)}`}`,
	);
	await expectPainted(page);
}

/** Picks files of one's own machine on the start page. */
export async function chooseFiles(page: Page, files: Parameters<FileChooser["setFiles"]>[0]): Promise<void> {
	const [chooser] = await Promise.all([page.waitForEvent("filechooser"), page.getByTestId("choose-file").click()]);
	await chooser.setFiles(files);
}

export async function expectPainted(page: Page): Promise<void> {
	await expect(page.locator("canvas[data-painted]")).toBeVisible();
}

/** Finds a node by the search box and goes to it. */
export async function goTo(page: Page, question: string): Promise<void> {
	const box = page.getByRole("textbox", { name: "Find nodes" });
	await box.fill(question);
	await expect(page.getByTestId("search-count")).not.toHaveText("0");
	await box.press("Enter");
}

/** Presses Build, takes what the dialog proposes, and waits for the end. */
export async function build(page: Page, sizes: Record<string, string> = {}): Promise<void> {
	await page.getByTestId("build").click();
	for (const [input, text] of Object.entries(sizes))
		await page.getByRole("textbox", { name: input, exact: true }).fill(text);
	await page.getByTestId("start-build").click();
	await expect(page.getByTestId("build-panel")).toHaveAttribute("data-state", /queued|running|ended/);
	await expect(page.getByTestId("build-panel")).toHaveAttribute("data-state", "ended", { timeout: 60_000 });
}

export async function expectResult(page: Page, result: "built" | "refused" | "failed" | "cancelled"): Promise<void> {
	await expect(page.getByTestId("build-panel")).toHaveAttribute("data-result", result);
}

/** What pressing something downloads. */
export async function downloadedBy(page: Page, press: () => Promise<void>): Promise<Uint8Array> {
	const [download] = await Promise.all([page.waitForEvent("download"), press()]);
	return await readFile(await download.path());
}

/** The model as it is now. */
export async function downloadModel(page: Page): Promise<Uint8Array> {
	return await downloadedBy(page, async () => {
		await page.locator(".top-file").click();
		await page.getByRole("menuitem", { name: "Download ONNX" }).click();
	});
}
