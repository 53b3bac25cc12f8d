import { clientMessageSchema, type Job, type ServerMessage } from "@suture/protocol";
import type { WebSocket } from "ws";
import type { JobStore } from "./jobs/job-store.ts";

const batchEvents = 2000;
const bufferedBytes = 2_000_000;

/** One client's view of jobs: what it subscribed to and how far it has it. Events are read from the database and nowhere else, so
 *  a client sees exactly what is kept, each event once and in order, whatever happened to connections and hosts between. */
export class Stream {
	readonly #socket: WebSocket;
	readonly #jobs: JobStore;
	readonly #subscriptions = new Map<string, Subscription>();

	constructor(socket: WebSocket, jobs: JobStore) {
		this.#socket = socket;
		this.#jobs = jobs;
		socket.on("message", (data) => this.#hear(String(data)));
	}

	/** A job has news. An empty id means that news may have been missed. */
	changed(job: string): void {
		for (const [id, subscription] of this.#subscriptions) if (job === id || job === "") this.#pump(id, subscription);
	}

	#hear(text: string): void {
		const message = clientMessageSchema.safeParse(jsonFrom(text));
		if (!message.success) {
			this.#send({ say: "refused", reason: message.error.issues[0]?.message ?? "this is no message" });
		} else if (message.data.say === "unsubscribe") {
			this.#subscriptions.delete(message.data.job);
		} else {
			const subscription: Subscription = { next: message.data.from, state: undefined, pumping: false, again: false };
			this.#subscriptions.set(message.data.job, subscription);
			this.#pump(message.data.job, subscription);
		}
	}

	/** Sends what is new. Never twice at a time for one job: what comes meanwhile is seen by another round. */
	#pump(id: string, subscription: Subscription): void {
		if (subscription.pumping) {
			subscription.again = true;
			return;
		}
		subscription.pumping = true;
		this.#sendNews(id, subscription)
			.catch((error: unknown) => {
				this.#subscriptions.delete(id);
				this.#send({ say: "refused", reason: error instanceof Error ? error.message : String(error) });
			})
			.finally(() => {
				subscription.pumping = false;
				if (subscription.again && this.#isLive(id, subscription)) this.#pump(id, subscription);
			});
	}

	async #sendNews(id: string, subscription: Subscription): Promise<void> {
		do {
			subscription.again = false;
			const job = await this.#jobs.get(id);
			await this.#sendEvents(id, subscription);
			// The job is told behind its events: who reads "ended" has them all.
			if (job.state !== subscription.state) {
				subscription.state = job.state;
				this.#send({ say: "job", job });
			}
		} while (subscription.again && this.#isLive(id, subscription));
	}

	async #sendEvents(id: string, subscription: Subscription): Promise<void> {
		for (;;) {
			const rows = await this.#jobs.events(id, subscription.next, batchEvents);
			if (!this.#isLive(id, subscription) || rows.length === 0) return;
			// The bodies are JSON already; putting them together as text spares parsing half a million lines.
			const events = rows.map(({ seq, body }) => `{"seq":${seq},"event":${body}}`).join(",");
			this.#socket.send(`{"say":"events","job":${JSON.stringify(id)},"events":[${events}]}`);
			subscription.next = (rows.at(-1)?.seq ?? subscription.next) + 1;
			while (this.#socket.bufferedAmount > bufferedBytes) await new Promise((resolve) => setTimeout(resolve, 10));
			if (rows.length < batchEvents) return;
		}
	}

	#isLive(id: string, subscription: Subscription): boolean {
		return this.#socket.readyState === this.#socket.OPEN && this.#subscriptions.get(id) === subscription;
	}

	#send(message: ServerMessage): void {
		if (this.#socket.readyState === this.#socket.OPEN) this.#socket.send(JSON.stringify(message));
	}
}

interface Subscription {
	next: number;
	/** What the client was last told. */
	state: Job["state"] | undefined;
	pumping: boolean;
	again: boolean;
}

function jsonFrom(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return undefined;
	}
}
