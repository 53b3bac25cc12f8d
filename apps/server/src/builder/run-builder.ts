import { type ChildProcessByStdio, spawn } from "node:child_process";
import type { Readable, Writable } from "node:stream";
import { type Problem, problem } from "@suture/problems";
import type { BuilderEvent, Outcome } from "@suture/protocol";
import { builderFolder } from "./builder-folder.ts";
import { problemOfExit } from "./problem-of-exit.ts";
import { residentBytes } from "./resident-bytes.ts";
import { splitLines } from "./split-lines.ts";

export interface BuilderRun {
	readonly python: string;
	/** Path of the request file. */
	readonly request: string;
	readonly timeLimitSeconds: number;
	/** Undefined: no limit. */
	readonly memoryLimitBytes: number | undefined;
	/** Ends the build: kindly first, for good after a second. */
	readonly signal?: AbortSignal;
	/** Takes every event in order, as many at a time as have arrived. Waited for, so a slow receiver slows the build. */
	readonly onEvents: (events: readonly BuilderEvent[]) => Promise<void>;
}

const memoryCheckMs = 200;
const patienceMs = 1000;

/** Runs one builder process to its end, whatever the end is: a result, a refusal, a limit, a cancel, a crash. Never rejects for
 *  what the builder does; rejects when `onEvents` does, after killing the builder. */
export async function runBuilder(run: BuilderRun): Promise<Outcome> {
	const started = performance.now();
	const seconds = () => (performance.now() - started) / 1000;
	const child = spawn(run.python, ["-m", "suture_builder", "build", run.request], {
		cwd: builderFolder,
		stdio: ["pipe", "pipe", "pipe"],
	});
	const supervisor = supervise(child, run);
	const ended = endOf(child);
	const watch: Watch = { result: undefined, lastLog: "", peakBytes: null };
	const delivered = deliver(child, run, watch, seconds).catch((error: unknown) => {
		child.kill("SIGKILL");
		return error instanceof Error ? error : new Error(String(error));
	});
	const [end, failure] = await Promise.all([ended, delivered]);
	supervisor.release();
	if (failure) throw failure;
	return outcomeOf(end, watch, supervisor, seconds(), run.python);
}

interface Watch {
	result: Extract<BuilderEvent, { kind: "result" }> | undefined;
	lastLog: string;
	peakBytes: number | null;
}

async function deliver(child: Child, run: BuilderRun, watch: Watch, seconds: () => number): Promise<undefined> {
	let turn: Promise<void> = Promise.resolve();
	const hand = (events: BuilderEvent[]) => {
		for (const event of events) note(event, watch);
		turn = turn.then(() => run.onEvents(events));
		return turn;
	};
	const events = async () => {
		for await (const lines of splitLines(child.stdout)) await hand(lines.map(parseEvent));
	};
	// What C++ prints past TensorRT's logger, and Python's last words in a crash.
	const words = async () => {
		for await (const lines of splitLines(child.stderr)) {
			await hand(lines.map((text) => ({ kind: "log", t: seconds(), severity: "warning", text })));
		}
	};
	await Promise.all([events(), words()]);
	return undefined;
}

function note(event: BuilderEvent, watch: Watch): void {
	if (event.kind === "result") watch.result = event;
	if (event.kind === "log" && event.severity !== "verbose") watch.lastLog = event.text;
	if (event.kind === "memory") watch.peakBytes = Math.max(watch.peakBytes ?? 0, event.peakBytes ?? 0);
}

/** The builder is ours, so its lines are believed; one that a crash cut off becomes a line of the log. */
function parseEvent(line: string): BuilderEvent {
	try {
		return JSON.parse(line) as BuilderEvent;
	} catch {
		return { kind: "log", t: 0, severity: "warning", text: line };
	}
}

type Child = ChildProcessByStdio<Writable, Readable, Readable>;

export interface End {
	readonly code: number | null;
	readonly signal: NodeJS.Signals | null;
	/** Why it could not even be started. */
	readonly error?: Error;
}

function endOf(child: Child): Promise<End> {
	return new Promise((resolve) => {
		child.on("error", (error) => resolve({ code: null, signal: null, error }));
		child.on("close", (code, signal) => resolve({ code, signal }));
	});
}

interface Supervisor {
	/** What made us end the build, if we did. */
	readonly stopped: () => Problem | undefined;
	readonly release: () => void;
}

/** Watches over limits and the cancel signal. */
function supervise(child: Child, { timeLimitSeconds, memoryLimitBytes, signal }: BuilderRun): Supervisor {
	let stopped: Problem | undefined;
	let patience: NodeJS.Timeout | undefined;
	const kill = (why: Problem) => {
		stopped ??= why;
		child.kill("SIGKILL");
	};
	const cancel = () => {
		stopped ??= problem("build/cancelled", {});
		child.stdin.write("cancel\n");
		patience = setTimeout(() => child.kill("SIGKILL"), patienceMs);
	};
	child.stdin.on("error", () => undefined); // it may be gone already
	const time = setTimeout(
		() => kill(problem("build/time-limit", { seconds: timeLimitSeconds })),
		timeLimitSeconds * 1000,
	);
	const memory = setInterval(() => {
		const used = child.pid === undefined ? undefined : residentBytes(child.pid);
		if (used !== undefined && memoryLimitBytes !== undefined && used > memoryLimitBytes) {
			kill(problem("build/memory-limit", { limit: memoryLimitBytes, used }));
		}
	}, memoryCheckMs);
	if (signal?.aborted) cancel();
	signal?.addEventListener("abort", cancel, { once: true });
	return {
		stopped: () => stopped,
		release() {
			clearTimeout(time);
			clearTimeout(patience);
			clearInterval(memory);
			signal?.removeEventListener("abort", cancel);
		},
	};
}

function outcomeOf(end: End, watch: Watch, supervisor: Supervisor, seconds: number, command: string): Outcome {
	const { result } = watch;
	const base = { engineBytes: null, seconds, peakBytes: result?.peakBytes ?? watch.peakBytes };
	if (result?.ok) return { ...base, result: "built", problem: null, engineBytes: result.engineBytes };
	const stopped = supervisor.stopped();
	if (stopped)
		return { ...base, result: stopped.code === "build/cancelled" ? "cancelled" : "failed", problem: stopped };
	if (result?.cancelled) return { ...base, result: "cancelled", problem: problem("build/cancelled", {}) };
	if (result) {
		const refused = end.code === 1;
		const code = refused ? "build/refused" : "build/could-not-run";
		return { ...base, result: refused ? "refused" : "failed", problem: problem(code, { sentence: result.sentence }) };
	}
	return { ...base, result: "failed", problem: problemOfExit(end, watch.lastLog, command) };
}
