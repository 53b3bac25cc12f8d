// `npm test`: everything that says whether Suture works. The last line is `N passed, N failed`.
import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { builderPython, installBuilder } from "./builder.mjs";
import { installChromium } from "./chromium.mjs";
import { installOracle } from "./oracle.mjs";
import { installPackages, nodePath, root } from "./steps.mjs";
import { buildWeb } from "./web.mjs";

const bin = (name) => join(root, "node_modules", ".bin", name);
const reports = mkdtempSync(join(tmpdir(), "suture-test-"));
let passed = 0;
let failed = 0;
/** What could not be tried here, and why. */
const skipped = [];

try {
	await installPackages();
	const trouble = await installBuilder();
	if (trouble) skipped.push(`real builds: ${trouble}`);
	await installOracle();
	await buildWeb();
	await check("types", bin("tsc"), ["-b", "--force"]);
	await check("lint", bin("biome"), ["ci", "--error-on-warnings"]);
	await check("unused code", bin("knip"), ["--no-config-hints"]);
	await builderTests();
	await vitest();
	await playwright();
} catch (error) {
	console.log(error instanceof Error ? error.message : error);
	failed++;
} finally {
	rmSync(reports, { recursive: true, force: true });
}
for (const reason of skipped) console.log(`not tried: ${reason}`);
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed === 0 ? 0 : 1);

/** A check that passes or fails as a whole. */
async function check(name, command, args) {
	console.log(`\n── ${name}`);
	const { code } = await run(command, args);
	if (code === 0) passed++;
	else failed++;
}

/** The builder's own tests, in the Python that setup made for it. */
async function builderTests() {
	console.log("\n── builder");
	const python = builderPython() ?? "python3";
	const folder = join(root, "apps", "builder");
	const { code, output } = await run(python, ["-m", "unittest", "discover", "-s", "tests", "-t", "."], { cwd: folder });
	const ran = Number(/^Ran (\d+) tests?/m.exec(output)?.[1] ?? 0);
	const number = (name) => Number(new RegExp(`${name}=(\\d+)`).exec(output)?.[1] ?? 0);
	const bad = number("failures") + number("errors");
	const notRun = number("skipped");
	if (notRun > 0) skipped.push(`${notRun} tests of the builder: TensorRT-RTX is not importable here`);
	passed += ran - bad - notRun;
	failed += bad || (code === 0 ? 0 : 1);
}

async function vitest() {
	console.log("\n── unit, properties, server, command line");
	const report = join(reports, "vitest.json");
	const { code } = await run(bin("vitest"), [
		"run",
		"--reporter=default",
		"--reporter=json",
		`--outputFile.json=${report}`,
	]);
	const { numPassedTests, numFailedTests, numPendingTests, testResults } = JSON.parse(readFileSync(report, "utf8"));
	// A file that does not load, or whose preparation fails, has no failed test of its own.
	const broken = testResults.filter(
		({ status, assertionResults }) => status === "failed" && !assertionResults.some((one) => one.status === "failed"),
	);
	const pending = testResults.flatMap(({ assertionResults }) =>
		assertionResults.filter(({ status }) => status === "pending" || status === "skipped"),
	);
	const perhaps = builderPython() ? "" : "; without TensorRT-RTX nothing can be built";
	if (numPendingTests > 0) skipped.push(`${pending.map(({ fullName }) => fullName).join("; ")}${perhaps}`);
	passed += numPassedTests;
	failed += numFailedTests + broken.length;
	if (code !== 0 && numFailedTests + broken.length === 0) failed++;
}

async function playwright() {
	console.log("\n── in a browser");
	const chromium = await installChromium();
	if (!chromium) {
		skipped.push("everything in a browser: there is no Chromium, and only root on Debian could install one");
		return;
	}
	const report = join(reports, "playwright.json");
	const env = {
		SUTURE_CHROMIUM: chromium,
		PLAYWRIGHT_JSON_OUTPUT_NAME: report,
		...(builderPython() ? { SUTURE_RTX_PYTHON: builderPython() } : {}),
	};
	const { code } = await run(
		join(root, "e2e", "node_modules", ".bin", "playwright"),
		["test", "--reporter=list,json"],
		{ cwd: join(root, "e2e"), env },
	);
	if (!existsSync(report)) {
		failed++;
		return;
	}
	const { stats } = JSON.parse(readFileSync(report, "utf8"));
	passed += stats.expected + stats.flaky;
	failed += stats.unexpected;
	if (stats.skipped > 0) skipped.push(`${stats.skipped} journeys in the browser`);
	if (code !== 0 && stats.unexpected === 0) failed++;
}

/** Runs a command with its output on the screen; gives its exit code and output. Suture's Node comes first on PATH. */
function run(command, args, { cwd = root, env = {} } = {}) {
	const PATH = `${dirname(nodePath())}${delimiter}${process.env.PATH}`;
	return new Promise((resolve) => {
		const child = spawn(command, args, {
			cwd,
			stdio: ["ignore", "pipe", "pipe"],
			env: { ...process.env, PATH, FORCE_COLOR: process.stdout.isTTY ? "1" : "0", ...env },
		});
		let output = "";
		const take = (chunk) => {
			process.stdout.write(chunk);
			output = (output + chunk).slice(-20_000);
		};
		child.stdout.on("data", take);
		child.stderr.on("data", take);
		child.on("error", (error) => resolve({ code: 1, output: `${command} can't be started: ${error.message}` }));
		child.on("close", (code) => resolve({ code: code ?? 1, output }));
	});
}
