import type { Database } from "./database.ts";

/** Steps from an empty database to today's tables. A step that was released is never changed; new ones are added below. */
const steps: readonly string[] = [
	`create table suture.job (
		id uuid primary key,
		state text not null check (state in ('queued', 'running', 'ended')),
		model_id text not null,
		model_name text not null,
		builder text not null,
		-- What we write as JSON is text: jsonb refuses the zero character, which a name in a model may hold.
		request text not null,
		created_at timestamptz not null default now(),
		started_at timestamptz,
		ended_at timestamptz,
		-- The host whose worker has it, so that a host that comes back knows what it left behind.
		worker text,
		outcome text,
		events integer not null default 0,
		cancel_asked boolean not null default false
	);
	create index job_by_age on suture.job (created_at desc);
	create table suture.event (
		job uuid not null references suture.job on delete cascade,
		seq integer not null,
		kind text not null,
		-- 0 internal-error … 4 verbose; null for what is no line of the log.
		severity smallint,
		-- The event as JSON text, as the builder wrote it.
		body text not null,
		primary key (job, seq)
	);
	create table suture.chunk (
		sha256 text primary key,
		-- The stored model and its file in which the chunk lies, so that no byte is kept twice.
		model text not null,
		file text not null,
		start bigint not null,
		byte_length integer not null
	);
	create table suture.model (
		id text primary key,
		name text not null,
		files text not null,
		created_at timestamptz not null default now()
	);`,
];

/** Brings the tables up to date. Safe when several hosts start at once. */
export async function migrate(database: Database): Promise<void> {
	await database.execute(`
		create schema if not exists suture;
		create table if not exists suture.version (step integer primary key);
	`);
	const [row] = await database.query<{ step: number | null }>("select max(step) as step from suture.version");
	for (let step = (row?.step ?? -1) + 1; step < steps.length; step++) {
		await database.execute(`begin; insert into suture.version values (${step}); ${steps[step]} commit;`);
	}
}
