import { existsSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { BuildRequestInput, Job, NumberedEvent, ServerMessage } from "@suture/protocol";
import { WebSocket } from "ws";
import { type HostOptions, startHost } from "../host.ts";

/** The Python that setup installed with TensorRT-RTX; undefined where it could not. */
export const rtxPython: string | undefined = [
	fileURLToPath(new URL("../../../../.suture/builder/bin/python", import.meta.url)),
].find((path) => existsSync(path));

/** A host of its own for a test file, on a free port, with an empty data folder. */
export interface TestHost extends AsyncDisposable {
	readonly url: string;
	readonly port: number;
	readonly dataFolder: string;
	ask(
		method: string,
		path: string,
		body?: unknown,
		headers?: Record<string, string>,
	): Promise<{ status: number; json: unknown }>;
	build(request: BuildRequestInput): Promise<Job>;
	/** Follows a job to its end. */
	follow(job: string, from?: number): Promise<{ job: Job; events: NumberedEvent[] }>;
}

export async function testHost(options: Partial<HostOptions> = {}): Promise<TestHost> {
	const dataFolder = options.dataFolder ?? (await mkdtemp(join(tmpdir(), "suture-host-")));
	const host = await startHost({
		dataFolder,
		hostId: "test",
		modelFolder: undefined,
		webFolder: undefined,
		databaseUrl: undefined,
		pythons: rtxPython === undefined ? [] : [rtxPython],
		token: undefined,
		log: false,
		...options,
	});
	const port = await host.listen("127.0.0.1", 0);
	const client = clientOf(port);
	return {
		...client,
		port,
		dataFolder,
		async [Symbol.asyncDispose]() {
			await host.close();
			if (options.dataFolder === undefined) await rm(dataFolder, { recursive: true, force: true });
		},
	};
}

/** A client of a server on this machine. */
export function clientOf(port: number): Pick<TestHost, "url" | "ask" | "build" | "follow"> {
	const url = `http://127.0.0.1:${port}`;
	const ask: TestHost["ask"] = async (method, path, body, headers = {}) => {
		const isBytes = body instanceof Uint8Array;
		const type = isBytes ? "application/octet-stream" : "application/json";
		const answer = await fetch(`${url}${path}`, {
			method,
			headers: { ...(body === undefined ? {} : { "content-type": type }), ...headers },
			...(body === undefined ? {} : { body: isBytes ? (body as Uint8Array<ArrayBuffer>) : JSON.stringify(body) }),
		});
		const text = await answer.text();
		return { status: answer.status, json: text === "" ? undefined : JSON.parse(text) };
	};
	return {
		url,
		ask,
		async build(request) {
			const { status, json } = await ask("POST", "/api/jobs", request);
			if (status !== 201) throw new Error(JSON.stringify(json));
			return json as Job;
		},
		follow: (job, from = 0) => follow(`ws://127.0.0.1:${port}/api/stream`, job, from),
	};
}

function follow(url: string, job: string, from: number): Promise<{ job: Job; events: NumberedEvent[] }> {
	return new Promise((resolve, reject) => {
		const socket = new WebSocket(url);
		const events: NumberedEvent[] = [];
		socket.on("open", () => socket.send(JSON.stringify({ say: "subscribe", job, from })));
		socket.on("error", reject);
		socket.on("message", (data) => {
			const message = JSON.parse(String(data)) as ServerMessage;
			if (message.say === "refused") reject(new Error(message.reason));
			if (message.say === "events") events.push(...message.events);
			if (message.say === "job" && message.job.state === "ended") {
				socket.close();
				resolve({ job: message.job, events });
			}
		});
	});
}
