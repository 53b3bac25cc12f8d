// The Python that tests ask for a second opinion: the onnx package reads what we write.
import { existsSync } from "node:fs";
import { join } from "node:path";
import { showStep } from "./progress.mjs";
import { hashOf, root, run, unlessStamped } from "./steps.mjs";

const folder = join(root, ".suture", "oracle");

export async function installOracle() {
	const python = join(folder, "bin", "python");
	await unlessStamped("oracle", hashOf(["setup/requirements-oracle.txt"]), existsSync(python), () =>
		showStep("Installing Python's onnx for the tests", async (say) => {
			await run("python3", ["-m", "venv", "--clear", folder]);
			const requirements = join(root, "setup", "requirements-oracle.txt");
			await run(python, ["-m", "pip", "install", "--disable-pip-version-check", "-r", requirements], { onLine: say });
		}),
	);
}
