/** Makes the pictures of the README from the real page: node e2e/tools/screenshots.ts     (npm start once before) */
import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { type Browser, chromium, type Page } from "@playwright/test";

const root = fileURLToPath(new URL("../../", import.meta.url));
const pictures = join(root, "docs", "pictures");
const data = mkdtempSync(join(tmpdir(), "suture-pictures-"));
const python = join(root, ".suture", "builder", "bin", "python");
const server = spawn(
	process.execPath,
	[join(root, "apps/server/src/main.ts"), "--port", "0", "--data", data, "--web", join(root, "apps/web/dist")],
	{
		env: { ...process.env, ...(existsSync(python) ? { SUTURE_RTX_PYTHON: python } : {}) },
	},
);
const port = await new Promise<string>((resolve) => {
	server.stdout.on("data", (chunk) => {
		const found = /http:\/\/localhost:(\d+)/.exec(String(chunk))?.[1];
		if (found !== undefined) resolve(found);
	});
});

async function open(
	browser: Browser,
	query: string,
	look: { dark?: boolean; width?: number; height?: number } = {},
): Promise<Page> {
	const page = await browser.newPage({
		viewport: { width: look.width ?? 1400, height: look.height ?? 900 },
		colorScheme: look.dark ? "dark" : "light",
	});
	await page.goto(`http://localhost:${port}/${query}`);
	if (query !== "") await page.locator("canvas[data-painted]").waitFor();
	await page.waitForTimeout(800); // fonts and the camera come to rest
	return page;
}

async function take(page: Page, name: string): Promise<void> {
	await page.screenshot({ path: join(pictures, `${name}.png`) });
	await page.close();
}

async function refused(page: Page): Promise<void> {
	await page.getByTestId("build").click();
	await page.getByTestId("start-build").click();
	await page.locator('[data-state="ended"]').waitFor({ timeout: 60_000 });
	await page.waitForTimeout(1000);
}

const browser = await chromium.launch({
	executablePath: process.env["SUTURE_CHROMIUM"] ?? "/usr/bin/chromium",
	args: ["--no-sandbox"],
});
try {
	await take(await open(browser, ""), "start");

	const repaired = await open(browser, "?model=effdet_size.ts11.onnx&node=/NonZero");
	await repaired.getByTestId("open-target").click();
	await repaired.getByTestId("target-verdict").waitFor();
	await repaired.waitForTimeout(1000);
	await take(repaired, "target");

	const simplified = await open(browser, "?model=effdet_size.ts11.onnx");
	await simplified.getByTestId("open-simplify").click();
	await simplified.getByTestId("simplify-count").waitFor({ timeout: 60_000 });
	await simplified.waitForTimeout(500);
	await take(simplified, "simplify");

	const compared = await open(browser, "?model=bert.ts11.onnx", { dark: true });
	await compared.getByTestId("open-simplify").click();
	await compared.getByTestId("apply-simplify").click();
	await compared.getByTestId("proof").waitFor({ timeout: 60_000 });
	await compared.getByTestId("simplify").getByRole("button", { name: "Keep it" }).click();
	await compared.keyboard.press("Shift+D");
	await compared.waitForTimeout(3000);
	await take(compared, "difference");

	const split = await open(browser, "?model=ssdlite.ts11.onnx");
	await split.getByTestId("open-target").click();
	await split.getByRole("button", { name: "Split …" }).click();
	await split.waitForTimeout(2500);
	await split.keyboard.press("f");
	await split.waitForTimeout(1000);
	await take(split, "split");

	const refusal = await open(browser, "?model=effdet_size.ts11.onnx");
	await refused(refusal);
	await refusal.getByTestId("findings").getByRole("button", { name: "Cut in front of it …" }).click();
	await refusal.waitForTimeout(400);
	await take(refusal, "refused");

	const large = await open(browser, "?model=swin.ts17.onnx&node=/features/features.1/features.1.1/attn/MatMul", {
		dark: true,
	});
	await take(large, "large-dark");

	const far = await open(browser, "?model=timm_hrnet.ts11.onnx&groups=all");
	await far.keyboard.press("f");
	await far.waitForTimeout(800);
	await take(far, "far");

	const narrow = await open(browser, "?model=effdet_size.ts11.onnx&node=/NonZero", { width: 390, height: 800 });
	await take(narrow, "narrow");
} finally {
	await browser.close();
	server.kill();
	rmSync(data, { recursive: true, force: true });
}
