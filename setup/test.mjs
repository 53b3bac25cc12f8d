// `npm test`: everything that says whether Suture works. The last line is `N passed, N failed`.
import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { installOracle } from "./oracle.mjs";
import { installPackages, nodePath, root } from "./steps.mjs";

const bin = (name) => join(root, "node_modules", ".bin", name);
const reports = mkdtempSync(join(tmpdir(), "suture-test-"));
let passed = 0;
let failed = 0;

try {
	await installPackages();
	await installOracle();
	await check("types", bin("tsc"), ["-b", "--force"]);
	await check("lint", bin("biome"), ["ci", "--error-on-warnings"]);
	await vitest();
} catch (error) {
	console.log(error instanceof Error ? error.message : error);
	failed++;
} finally {
	rmSync(reports, { recursive: true, force: true });
}
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed === 0 ? 0 : 1);

/** A check that passes or fails as a whole. */
async function check(name, command, args) {
	console.log(`\n── ${name}`);
	count((await inherit(command, args)) === 0);
}

async function vitest() {
	console.log("\n── unit tests");
	const report = join(reports, "vitest.json");
	const code = await inherit(bin("vitest"), [
		"run",
		"--reporter=default",
		"--reporter=json",
		`--outputFile.json=${report}`,
	]);
	const { numPassedTests, numFailedTests, testResults } = JSON.parse(readFileSync(report, "utf8"));
	// A file that does not load has no tests to fail, so it counts itself.
	const broken = testResults.filter((file) => file.status === "failed" && file.assertionResults.length === 0).length;
	passed += numPassedTests;
	failed += numFailedTests + broken;
	if (code !== 0 && numFailedTests + broken === 0) failed++;
}

function count(ok) {
	if (ok) passed++;
	else failed++;
}

/** Runs a command with its output on the screen; gives its exit code. The Node that Suture runs on comes first on PATH. */
function inherit(command, args) {
	const PATH = `${join(nodePath(), "..")}:${process.env.PATH}`;
	return new Promise((resolve) => {
		const child = spawn(command, args, { cwd: root, stdio: "inherit", env: { ...process.env, PATH } });
		child.on("error", (error) => {
			console.log(`${command} can't be started: ${error.message}`);
			resolve(1);
		});
		child.on("close", (code) => resolve(code ?? 1));
	});
}
