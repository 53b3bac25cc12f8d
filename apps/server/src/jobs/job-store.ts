import { randomUUID } from "node:crypto";
import { SutureError } from "@suture/problems";
import {
	type BuildRequest,
	buildRequestSchema,
	type Job,
	type JobEvent,
	type LogSeverity,
	logSeverities,
	type Outcome,
	outcomeSchema,
} from "@suture/protocol";
import type { Database, Row } from "../database/database.ts";

/** The channel on which a host says that a job has new events or another state; the payload is the job's id. */
export const jobChannel = "suture_job";

interface JobRow extends Row {
	readonly id: string;
	readonly state: Job["state"];
	readonly model_id: string;
	readonly model_name: string;
	readonly builder: string;
	readonly request: string;
	readonly created_at: Date;
	readonly started_at: Date | null;
	readonly ended_at: Date | null;
	readonly outcome: string | null;
	readonly events: number;
	readonly cancel_asked: boolean;
	readonly worker: string | null;
}

/** Jobs and their events, as the database has them. What a method has resolved for survives a kill -9. */
export class JobStore {
	readonly #database: Database;

	constructor(database: Database) {
		this.#database = database;
	}

	async create(request: BuildRequest, model: Job["model"], builder: string): Promise<Job> {
		const id = randomUUID();
		await this.#database.query(
			"insert into suture.job (id, state, model_id, model_name, builder, request) values ($1, 'queued', $2, $3, $4, $5)",
			[id, model.id, model.name, builder, JSON.stringify(request)],
		);
		return await this.get(id);
	}

	/** Rejects with SutureError `job/unknown`. */
	async get(id: string): Promise<Job> {
		return jobFromRow(await this.#row(id));
	}

	/** The newest jobs first. */
	async list(limit: number): Promise<Job[]> {
		const rows = await this.#database.query<JobRow>("select * from suture.job order by created_at desc limit $1", [
			limit,
		]);
		return rows.map(jobFromRow);
	}

	async isCancelAsked(id: string): Promise<boolean> {
		return (await this.#row(id)).cancel_asked;
	}

	async askCancel(id: string): Promise<void> {
		await this.#database.query("update suture.job set cancel_asked = true where id = $1", [id]);
		await this.#tell(id);
	}

	/** Takes a queued job for a worker; false when it is not queued any more. */
	async start(id: string, worker: string): Promise<boolean> {
		const rows = await this.#database.query(
			"update suture.job set state = 'running', started_at = now(), worker = $2 where id = $1 and state = 'queued' returning id",
			[id, worker],
		);
		await this.#tell(id);
		return rows.length === 1;
	}

	/** Adds events behind those there are, in one statement: all of them are kept, or none. */
	async append(id: string, events: readonly JobEvent[]): Promise<void> {
		if (events.length === 0) return;
		await this.#database.query(
			`with counted as (
				update suture.job set events = events + $2 where id = $1 returning events - $2 as first
			)
			insert into suture.event (job, seq, kind, severity, body)
			select $1, first + place - 1, kind, severity, body
			from counted, unnest($3::text[], $4::smallint[], $5::text[]) with ordinality as one (kind, severity, body, place)`,
			[
				id,
				events.length,
				events.map(({ kind }) => kind),
				events.map(severityOf),
				events.map((event) => JSON.stringify(event)),
			],
		);
		await this.#tell(id);
	}

	/** Ends a job with its last event; does nothing when it has ended already. */
	async end(id: string, t: number, outcome: Outcome): Promise<void> {
		const rows = await this.#database.query(
			`with ended as (
				update suture.job set state = 'ended', ended_at = now(), outcome = $2, events = events + 1
				where id = $1 and state <> 'ended' returning events - 1 as seq
			)
			insert into suture.event (job, seq, kind, body) select $1, seq, 'ended', $3 from ended returning seq`,
			[id, JSON.stringify(outcome), JSON.stringify({ kind: "ended", t, outcome } satisfies JobEvent)],
		);
		if (rows.length > 0) await this.#tell(id);
	}

	/** Events from a number on, in order, as the JSON texts that were stored. With a severity, only lines of the log that are at
	 *  least as grave, and everything that is no line of the log. */
	async events(
		id: string,
		from: number,
		limit: number,
		severity: LogSeverity = "verbose",
	): Promise<{ seq: number; body: string }[]> {
		return await this.#database.query<{ seq: number; body: string }>(
			`select seq, body from suture.event
			where job = $1 and seq >= $2 and coalesce(severity, 0) <= $3 order by seq limit $4`,
			[id, from, logSeverities.indexOf(severity), limit],
		);
	}

	/** Jobs that a worker had when it went away. */
	async runningOn(worker: string): Promise<Job[]> {
		const rows = await this.#database.query<JobRow>(
			"select * from suture.job where state = 'running' and worker = $1",
			[worker],
		);
		return rows.map(jobFromRow);
	}

	async workerOf(id: string): Promise<string | null> {
		return (await this.#row(id)).worker;
	}

	async #row(id: string): Promise<JobRow> {
		const isId = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(id);
		const [row] = isId ? await this.#database.query<JobRow>("select * from suture.job where id = $1", [id]) : [];
		if (!row) throw new SutureError("job/unknown", { wanted: id });
		return row;
	}

	async #tell(id: string): Promise<void> {
		await this.#database.query("select pg_notify($1, $2)", [jobChannel, id]);
	}
}

function severityOf(event: JobEvent): number | null {
	return event.kind === "log" ? logSeverities.indexOf(event.severity) : null;
}

function jobFromRow(row: JobRow): Job {
	return {
		id: row.id,
		state: row.state,
		model: { id: row.model_id, name: row.model_name },
		builder: row.builder,
		request: buildRequestSchema.parse(JSON.parse(row.request)),
		createdAt: row.created_at.toISOString(),
		startedAt: row.started_at?.toISOString() ?? null,
		endedAt: row.ended_at?.toISOString() ?? null,
		outcome: row.outcome === null ? null : outcomeSchema.parse(JSON.parse(row.outcome)),
		events: row.events,
	};
}
