import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { defineConfig } from "@playwright/test";

const port = Number(process.env["SUTURE_E2E_PORT"] ?? 7990);
// An empty data folder for each run; workers of the run share it through the environment.
process.env["SUTURE_E2E_DATA"] ??= mkdtempSync(join(tmpdir(), "suture-e2e-"));

export default defineConfig({
	testDir: "src",
	globalTeardown: "./remove-data.ts",
	outputDir: "../.suture/e2e",
	timeout: 90_000,
	expect: { timeout: 30_000 },
	// One server, one builder, two cores: journeys one after the other.
	workers: 1,
	fullyParallel: false,
	use: {
		baseURL: `http://127.0.0.1:${port}`,
		viewport: { width: 1400, height: 900 },
		trace: "retain-on-failure",
		launchOptions: {
			executablePath: process.env["SUTURE_CHROMIUM"] ?? "/usr/bin/chromium",
			args: ["--no-sandbox", "--disable-background-networking", "--disable-component-update", "--no-first-run"],
		},
	},
	webServer: {
		command: `"${process.execPath}" ../apps/server/src/main.ts --port ${port} --host 127.0.0.1 --data "${process.env["SUTURE_E2E_DATA"]}" --web ../apps/web/dist`,
		url: `http://127.0.0.1:${port}/api/host`,
		reuseExistingServer: false,
		timeout: 60_000,
	},
});
