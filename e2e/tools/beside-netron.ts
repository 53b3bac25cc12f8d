/** Suture beside Netron, in one run on one machine: from the address to a graph that is on the screen, and how it pans.
 *  Each is a server on this machine and a fresh page of the same Chromium, in turn; medians of the runs are printed.
 *  Run: node e2e/tools/beside-netron.ts [runs] [model …]     (npm start once before; needs python3 with pip for Netron) */
import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { type Browser, chromium, type Page } from "@playwright/test";
import { modelPath } from "@suture/fixtures";

const root = fileURLToPath(new URL("../../", import.meta.url));
const netronVersion = "9.3.3";
const runs = Number(process.argv[2] ?? 5);
const models = process.argv.length > 3 ? process.argv.slice(3) : ["bert.ts11", "swin.ts17", "timm_hrnet.ts11"];

interface Measured {
	/** Milliseconds from the beginning of the navigation until the graph is there. */
	readonly openMs: number;
	/** Milliseconds between frames while the graph is panned: the middle one and the slowest of twenty. */
	readonly frameMs: number;
	readonly slowFrameMs: number;
}

interface Viewer {
	readonly name: string;
	readonly address: (model: string) => Promise<string>;
	/** Runs in the page: gives true once the graph is on the screen. */
	readonly isThere: string;
}

const servers: ChildProcess[] = [];

async function startSuture(): Promise<number> {
	const data = mkdtempSync(join(tmpdir(), "suture-beside-"));
	const server = spawn(process.execPath, [
		join(root, "apps/server/src/main.ts"),
		"--port",
		"0",
		"--data",
		data,
		"--web",
		join(root, "apps/web/dist"),
	]);
	servers.push(server);
	server.on("exit", () => rmSync(data, { recursive: true, force: true }));
	return await portOf(server, /http:\/\/localhost:(\d+)/);
}

/** Netron serves one model a process. */
async function startNetron(model: string): Promise<number> {
	const folder = join(root, ".suture", "netron");
	const python = join(folder, "bin", "python");
	if (!existsSync(python)) {
		execFileSync("python3", ["-m", "venv", folder]);
		execFileSync(python, ["-m", "pip", "install", "-q", "--disable-pip-version-check", `netron==${netronVersion}`]);
	}
	const script =
		"import netron, sys, threading\nprint(netron.start(sys.argv[1], address=('127.0.0.1', 0), browse=False), flush=True)\nthreading.Event().wait()";
	const server = spawn(python, ["-u", "-c", script, modelPath(model)]);
	servers.push(server);
	return await portOf(server, /127\.0\.0\.1['", :]+(\d+)/);
}

function portOf(server: ChildProcess, pattern: RegExp): Promise<number> {
	return new Promise((resolve, reject) => {
		let said = "";
		const hear = (chunk: unknown) => {
			said += String(chunk);
			const found = pattern.exec(said)?.[1];
			if (found !== undefined) resolve(Number(found));
		};
		server.stdout?.on("data", hear);
		server.stderr?.on("data", hear);
		server.on("exit", () => reject(new Error(said)));
	});
}

/** Notes, inside the page, the first moment at which the graph is there. */
async function watch(page: Page, isThere: string): Promise<void> {
	await page.addInitScript(`{
		// Netron takes eval away, which Playwright needs; giving it back changes nothing for Netron.
		const kept = window.eval;
		Object.defineProperty(window, "eval", { get: () => kept, set() {} });
		const look = () => {
			if (window.besideMs === undefined && (${isThere})) requestAnimationFrame(() => (window.besideMs ??= performance.now()));
		};
		new MutationObserver(look).observe(document, { subtree: true, childList: true, attributes: true });
	}`);
}

async function measure(browser: Browser, viewer: Viewer, model: string): Promise<Measured> {
	const address = await viewer.address(model);
	const context = await browser.newContext({ viewport: { width: 1400, height: 900 }, bypassCSP: true });
	await context.addCookies([{ name: "consent", value: String(Date.now()), url: address }]); // Netron asks otherwise
	const page = await context.newPage();
	await watch(page, viewer.isThere);
	await page.goto(address, { waitUntil: "commit" });
	await page.waitForFunction("window.besideMs !== undefined", undefined, { timeout: 300_000 });
	const openMs = Number(await page.evaluate("window.besideMs"));
	const frames = await pan(page);
	await context.close();
	return { openMs, frameMs: at(frames, 0.5), slowFrameMs: at(frames, 0.95) };
}

/** Drags the graph about for a while; gives the time between frames, sorted. */
async function pan(page: Page): Promise<number[]> {
	await page.waitForTimeout(500);
	await page.evaluate(`{
		window.besideFrames = [];
		let before = performance.now();
		const tick = (now) => { window.besideFrames.push(now - before); before = now; requestAnimationFrame(tick); };
		requestAnimationFrame(tick);
	}`);
	await page.mouse.move(700, 500);
	await page.mouse.down();
	for (let i = 0; i < 60; i++) await page.mouse.move(700 + 200 * Math.sin(i / 6), 500 + 250 * Math.sin(i / 9));
	await page.mouse.up();
	const frames = (await page.evaluate("window.besideFrames")) as number[];
	return frames.sort((a, b) => a - b);
}

function at(sorted: readonly number[], share: number): number {
	return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

function median(values: readonly number[]): number {
	return at(
		values.toSorted((a, b) => a - b),
		0.5,
	);
}

const browser = await chromium.launch({
	executablePath: process.env["SUTURE_CHROMIUM"] ?? "/usr/bin/chromium",
	args: ["--no-sandbox"],
});
try {
	const port = await startSuture();
	const suture = (groups: string) => async (model: string) =>
		`http://localhost:${port}/?model=${encodeURIComponent(`example/${model}.onnx`)}${groups}`;
	const painted = 'document.querySelector("canvas[data-painted]") !== null';
	for (const model of models) {
		const netronPort = await startNetron(model);
		const viewers: Viewer[] = [
			{
				name: "Netron",
				address: async () => `http://127.0.0.1:${netronPort}/`,
				isThere: 'document.body?.className === "default"',
			},
			{ name: "Suture", address: suture(""), isThere: painted },
			{ name: "Suture, all modules open", address: suture("&groups=all"), isThere: painted },
		];
		const found = viewers.map((): Measured[] => []);
		// In turn, so that whatever else the machine does meets all of them alike; the first round warms up.
		for (let run = 0; run <= runs; run++) {
			for (const [i, viewer] of viewers.entries()) {
				const measured = await measure(browser, viewer, model);
				if (run > 0) found[i]?.push(measured);
			}
		}
		console.log(`\n${model}, medians of ${runs}`);
		const netron = median((found[0] ?? []).map(({ openMs }) => openMs));
		viewers.forEach(({ name }, i) => {
			const all = found[i] ?? [];
			const open = median(all.map(({ openMs }) => openMs));
			const ratios = all.map(({ openMs }, run) => (found[0]?.[run]?.openMs ?? 0) / openMs).sort((a, b) => a - b);
			const frames = `${median(all.map((one) => one.frameMs)).toFixed(0)} ms a frame, 95 %: ${median(all.map((one) => one.slowFrameMs)).toFixed(0)} ms`;
			const ratio =
				i === 0
					? ""
					: `, ${(netron / open).toFixed(1)} times as fast (${at(ratios, 0)?.toFixed(1)} to ${at(ratios, 1)?.toFixed(1)} run by run)`;
			console.log(`  ${name.padEnd(26)} on the screen after ${open.toFixed(0)} ms${ratio}; panning ${frames}`);
		});
		servers.pop()?.kill();
	}
} finally {
	await browser.close();
	for (const server of servers) server.kill();
}
