// The web app, built when its sources changed since the last time.
import { existsSync } from "node:fs";
import { join } from "node:path";
import { showStep } from "./progress.mjs";
import { hashOf, nodePath, root, run, unlessStamped } from "./steps.mjs";

export const webFolder = join(root, "apps", "web", "dist");

export async function buildWeb() {
	const sources = [
		"apps/web/src",
		"apps/web/public",
		"apps/web/index.html",
		"apps/web/vite.config.ts",
		"packages",
		"pnpm-lock.yaml",
	];
	await unlessStamped("web", hashOf(sources), existsSync(join(webFolder, "index.html")), () =>
		showStep("Building the page", () =>
			run(nodePath(), [join(root, "apps", "web", "node_modules", "vite", "bin", "vite.js"), "build"], {
				cwd: join(root, "apps", "web"),
			}),
		),
	);
}
