import { mkdir } from "node:fs/promises";
import { PGlite } from "@electric-sql/pglite";
import { fromPglite, PgBoss } from "pg-boss";
import type { Database, Row } from "./database.ts";

/** Postgres in this process, its data in a folder. Only one process may have a folder open: see `claim-folder.ts`. */
export async function openEmbedded(folder: string): Promise<Database> {
	await mkdir(folder, { recursive: true });
	const pglite = await PGlite.create(folder);
	return {
		async query<T extends Row>(sql: string, parameters: readonly unknown[] = []) {
			return (await pglite.query<T>(sql, [...parameters])).rows;
		},
		async execute(sql) {
			await pglite.exec(sql);
		},
		async listen(channel, heard) {
			return await pglite.listen(channel, heard);
		},
		makeBoss: () => new PgBoss({ db: fromPglite(pglite), backend: "pglite", schedule: false, useListenNotify: true }),
		close: () => pglite.close(),
	};
}
