// A browser for the end-to-end tests: the machine's own Chromium, or Debian's.
import { existsSync } from "node:fs";
import { showStep } from "./progress.mjs";
import { has, run } from "./steps.mjs";

const places = [
	process.env.SUTURE_CHROMIUM,
	"/usr/bin/chromium",
	"/usr/bin/chromium-browser",
	"/usr/bin/google-chrome",
	"/usr/bin/google-chrome-stable",
];

/** The path of a Chromium, installed if that can be done without asking anybody; undefined where there is none. */
export async function installChromium() {
	const found = () => places.find((path) => path && existsSync(path));
	if (!found() && process.getuid?.() === 0 && has("apt-get")) {
		await showStep("Installing Chromium for the tests", async (say) => {
			await run("apt-get", ["update"], { onLine: say });
			await run("apt-get", ["install", "-y", "--no-install-recommends", "chromium"], {
				onLine: say,
				env: { DEBIAN_FRONTEND: "noninteractive" },
			});
		});
	}
	return found();
}
