import { problem } from "@suture/problems";
import type { Job, Outcome } from "@suture/protocol";
import type { PgBoss } from "pg-boss";
import type { FoundBuilder } from "../builder/find-builders.ts";
import type { Database } from "../database/database.ts";
import type { ModelStore } from "../models/model-store.ts";
import type { JobStore } from "./job-store.ts";
import { runJob } from "./run-job.ts";

/** The channel on which a host hears that a job shall be cancelled; the payload is the job's id. */
const cancelChannel = "suture_cancel";

export interface BuildQueueOptions {
	readonly database: Database;
	readonly jobs: JobStore;
	readonly models: ModelStore;
	readonly jobsFolder: string;
	/** Names this host among others, the same over all its starts. */
	readonly hostId: string;
	/** Told of what goes wrong behind the scenes. */
	readonly failed: (error: unknown) => void;
}

/** Jobs waiting for a builder, and the worker of this host. One build at a time: TensorRT times kernels, and two builds would
 *  falsify each other's timings. */
export class BuildQueue {
	readonly #options: BuildQueueOptions;
	readonly #boss: PgBoss;
	readonly #running = new Map<string, AbortController>();
	#turn: Promise<unknown> = Promise.resolve();
	#stopListening: (() => Promise<void>) | undefined;

	constructor(options: BuildQueueOptions) {
		this.#options = options;
		this.#boss = options.database.makeBoss();
		this.#boss.on("error", options.failed);
	}

	/** Starts to take jobs. What this host was building when it last ended is given its reason first. */
	async start(): Promise<void> {
		const { database, jobs, hostId } = this.#options;
		for (const job of await jobs.runningOn(hostId)) await jobs.end(job.id, 0, stoppedWithServer);
		await this.#boss.start();
		this.#stopListening = await database.listen(cancelChannel, (id) => this.#running.get(id)?.abort());
	}

	/** Takes jobs for a builder from now on. */
	async serve(builder: FoundBuilder): Promise<void> {
		const queue = queueOf(builder.backend, builder.version ?? "");
		await this.#makeQueue(queue);
		await this.#boss.work<{ job: string }>(queue, { pollingIntervalSeconds: 2 }, async (messages) => {
			for (const { data } of messages) await this.#inTurn(() => this.#run(data.job, builder));
		});
	}

	/** Puts a job into the queue of its builder. */
	async add(job: Job, builder: FoundBuilder): Promise<void> {
		const queue = queueOf(builder.backend, builder.version ?? "");
		await this.#makeQueue(queue);
		await this.#boss.send(queue, { job: job.id }, { retryLimit: 0, expireInSeconds: 86_000 });
	}

	/** Ends a job, whether it waits, runs here, or runs on another host. */
	async cancel(id: string): Promise<void> {
		const { database, jobs } = this.#options;
		const job = await jobs.get(id);
		await jobs.askCancel(id);
		if (job.state === "queued") await jobs.end(id, 0, cancelled);
		await database.query("select pg_notify($1, $2)", [cancelChannel, id]);
	}

	/** Ends what runs here and stops taking jobs. */
	async stop(): Promise<void> {
		await this.#stopListening?.();
		for (const controller of this.#running.values()) controller.abort();
		await this.#turn.catch(() => undefined);
		await this.#boss.stop({ graceful: false });
	}

	async #makeQueue(queue: string): Promise<void> {
		await this.#boss.createQueue(queue, { notify: true });
	}

	async #inTurn(work: () => Promise<void>): Promise<void> {
		const mine = this.#turn.then(work);
		this.#turn = mine.catch(() => undefined);
		await mine;
	}

	async #run(id: string, builder: FoundBuilder): Promise<void> {
		const { jobs, models, jobsFolder, hostId, failed } = this.#options;
		const controller = new AbortController();
		this.#running.set(id, controller);
		try {
			if (!(await jobs.start(id, hostId))) return; // it was cancelled while it waited
			if (await jobs.isCancelAsked(id)) controller.abort();
			await runJob(await jobs.get(id), { jobs, models, jobsFolder, builder, signal: controller.signal });
		} catch (error) {
			failed(error);
		} finally {
			this.#running.delete(id);
		}
	}
}

function queueOf(backend: string, version: string): string {
	return `build-${backend}-${version}`;
}

const nothing = { engineBytes: null, seconds: 0, peakBytes: null };
const cancelled: Outcome = { ...nothing, result: "cancelled", problem: problem("build/cancelled", {}) };
const stoppedWithServer: Outcome = { ...nothing, result: "failed", problem: problem("build/server-stopped", {}) };
