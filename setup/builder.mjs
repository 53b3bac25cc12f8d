// The Python that drives TensorRT-RTX: a virtual environment with its two wheels. Nothing fails when it can't be had: the page says why.
import { existsSync } from "node:fs";
import { join } from "node:path";
import { showStep } from "./progress.mjs";
import { has, hashOf, root, run, unlessStamped } from "./steps.mjs";

const folder = join(root, ".suture", "builder");
const requirements = join(root, "apps", "builder", "requirements-rtx.txt");

/** The Python of the builder, or undefined where there is none. */
export function builderPython() {
	const python = join(folder, "bin", "python");
	return existsSync(python) ? python : undefined;
}

/** Installs TensorRT-RTX where it exists: on Linux, x86-64, with Python 3.9 or newer. Gives a sentence when it could not. */
export async function installBuilder() {
	if (process.platform !== "linux" || process.arch !== "x64") {
		return `TensorRT-RTX has no wheel for ${process.platform} on ${process.arch}: builds need another host.`;
	}
	if (!has("python3"))
		return "There is no python3: without it nothing can be built. Install Python 3.9 or newer, then start again.";
	try {
		await unlessStamped("builder", hashOf(["apps/builder/requirements-rtx.txt"]), builderPython() !== undefined, () =>
			showStep("Installing TensorRT-RTX (146 MB)", async (say) => {
				await run("python3", ["-m", "venv", "--clear", folder]);
				const pip = ["-m", "pip", "install", "--disable-pip-version-check", "--no-deps", "-r", requirements];
				await run(join(folder, "bin", "python"), pip, { onLine: say });
			}),
		);
		return undefined;
	} catch (error) {
		return `TensorRT-RTX could not be installed: ${lastLine(error)}`;
	}
}

function lastLine(error) {
	const lines = String(error instanceof Error ? error.message : error)
		.trim()
		.split("\n");
	return lines.at(-1) ?? "";
}
