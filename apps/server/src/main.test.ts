import { type ChildProcess, spawn } from "node:child_process";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Job, NumberedEvent, ServerMessage } from "@suture/protocol";
import { afterEach, beforeEach, expect, test } from "vitest";
import { WebSocket } from "ws";
import { clientOf, rtxPython } from "./testing/test-host.ts";

let dataFolder: string;
const servers: ChildProcess[] = [];

beforeEach(async () => {
	dataFolder = await mkdtemp(join(tmpdir(), "suture-main-"));
});

afterEach(async () => {
	for (const server of servers.splice(0)) server.kill("SIGKILL");
	await rm(dataFolder, { recursive: true, force: true });
});

/** The server as a process of its own, which can be killed. */
async function startServer(): Promise<{ process: ChildProcess; port: number }> {
	const main = fileURLToPath(new URL("main.ts", import.meta.url));
	const server = spawn(process.execPath, [main, "--data", dataFolder, "--port", "0"], {
		env: { ...process.env, ...(rtxPython === undefined ? {} : { SUTURE_RTX_PYTHON: rtxPython }) },
	});
	servers.push(server);
	const port = await new Promise<number>((resolve, reject) => {
		let said = "";
		server.stdout.on("data", (chunk) => {
			said += chunk;
			const found = /http:\/\/localhost:(\d+)/.exec(said)?.[1];
			if (found !== undefined) resolve(Number(found));
		});
		server.stderr.on("data", (chunk) => (said += chunk));
		server.on("exit", () => reject(new Error(said)));
	});
	return { process: server, port };
}

const ended = (server: ChildProcess) => new Promise((resolve) => server.on("exit", resolve));

test.skipIf(rtxPython === undefined)(
	"killed with -9 in mid-build, the server keeps every line it had streamed, once and in order, and the job ends with a reason",
	async () => {
		const first = await startServer();
		const { id } = await clientOf(first.port).build({ model: "deformable_detr.ts16.onnx", severity: "verbose" });
		const seen = await eventsUntil(first.port, id, (events) => events.length > 3000);
		const pid = seen.map(({ event }) => event).find((event) => event.kind === "started")?.pid ?? 0;
		first.process.kill("SIGKILL");
		await ended(first.process);

		const second = await startServer();
		const { job, events } = await clientOf(second.port).follow(id);
		expect(events.map(({ seq }) => seq)).toEqual(events.map((_, i) => i));
		expect(events.slice(0, seen.length)).toEqual(seen);
		expect(job.outcome).toMatchObject({ result: "failed", problem: { code: "build/server-stopped" } });
		await expect.poll(() => isRunning(pid)).toBe(false); // the builder went with its server
		const again = await clientOf(second.port).build({ model: "lstm.ts13.onnx" });
		expect((await clientOf(second.port).follow(again.id)).job.outcome?.result).toBe("built");
	},
);

test.skipIf(rtxPython === undefined)(
	"stopped kindly in mid-build, the server ends the build with a reason and goes",
	async () => {
		const first = await startServer();
		const { id } = await clientOf(first.port).build({ model: "deformable_detr.ts16.onnx" });
		await eventsUntil(first.port, id, (events) => events.some(({ event }) => event.kind === "phase"));
		first.process.kill("SIGTERM");
		expect(await ended(first.process)).toBe(0);
		const second = await startServer();
		expect((await clientOf(second.port).follow(id)).job).toMatchObject({ state: "ended" });
	},
);

test("a second server on the same folder says where the first one is, and leaves it alone", async () => {
	const first = await startServer();
	const again = spawn(process.execPath, [
		fileURLToPath(new URL("main.ts", import.meta.url)),
		"--data",
		dataFolder,
		"--port",
		"0",
	]);
	let said = "";
	again.stdout.on("data", (chunk) => (said += chunk));
	expect(await ended(again)).toBe(0);
	expect(said).toContain(`http://localhost:${first.port}/`);
	expect((await clientOf(first.port).ask("GET", "/api/host")).status).toBe(200);
});

test("a wrong option is refused with what there is", async () => {
	const wrong = spawn(process.execPath, [fileURLToPath(new URL("main.ts", import.meta.url)), "--port", "many"]);
	let said = "";
	wrong.stderr.on("data", (chunk) => (said += chunk));
	expect(await ended(wrong)).toBe(2);
	expect(said).toMatch(/the port is "many"[\s\S]*--models FOLDER/);
});

/** Whether a process runs; one that ended and that nobody has asked about yet does not. */
async function isRunning(pid: number): Promise<boolean> {
	const stat = await readFile(`/proc/${pid}/stat`, "utf8").catch(() => ") Z");
	return !/\) Z/.test(stat);
}

function eventsUntil(
	port: number,
	job: string,
	enough: (events: readonly NumberedEvent[]) => boolean,
): Promise<NumberedEvent[]> {
	return new Promise((resolve, reject) => {
		const socket = new WebSocket(`ws://127.0.0.1:${port}/api/stream`);
		const events: NumberedEvent[] = [];
		socket.on("open", () => socket.send(JSON.stringify({ say: "subscribe", job, from: 0 })));
		socket.on("error", reject);
		socket.on("message", (data) => {
			const message = JSON.parse(String(data)) as ServerMessage;
			if (message.say === "events") events.push(...message.events);
			if (enough(events)) {
				socket.close();
				resolve(events);
			} else if (message.say === "job" && (message.job as Job).state === "ended")
				reject(new Error("It ended too early."));
		});
	});
}
