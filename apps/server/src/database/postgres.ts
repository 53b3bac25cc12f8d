import pg from "pg";
import { PgBoss } from "pg-boss";
import type { Database, Row } from "./database.ts";

/** A Postgres server, 13 or newer, that several hosts may share. */
export async function openPostgres(url: string, failed: (error: Error) => void): Promise<Database> {
	const pool = new pg.Pool({ connectionString: url, max: 8 });
	pool.on("error", failed);
	await pool.query("select 1");
	return {
		async query<T extends Row>(sql: string, parameters: readonly unknown[] = []) {
			return (await pool.query<T>(sql, [...parameters])).rows;
		},
		async execute(sql) {
			await pool.query(sql);
		},
		listen: (channel, heard) => listen(url, channel, heard, failed),
		makeBoss: () => new PgBoss({ connectionString: url, schedule: false, useListenNotify: true }),
		close: () => pool.end(),
	};
}

/** A connection of its own, since a pool's connections come and go. It is made anew when it breaks; what was said meanwhile is
 *  not heard, so listeners read on from the last number they have whenever they are called. */
async function listen(
	url: string,
	channel: string,
	heard: (payload: string) => void,
	failed: (error: Error) => void,
): Promise<() => Promise<void>> {
	let closed = false;
	let client: pg.Client | undefined;
	const connect = async () => {
		client = new pg.Client({ connectionString: url });
		client.on("notification", ({ payload = "" }) => heard(payload));
		client.on("error", failed);
		client.on("end", () => {
			if (!closed) setTimeout(() => void connect().catch(failed), 1000);
		});
		await client.connect();
		await client.query(`listen ${channel}`);
		heard("");
	};
	await connect();
	return async () => {
		closed = true;
		await client?.end();
	};
}
