import type { PgBoss } from "pg-boss";

export type Row = Readonly<Record<string, unknown>>;

/** What the host needs of Postgres, whether it is embedded or a server. */
export interface Database {
	/** One statement with its parameters; gives its rows. */
	query<T extends Row = Row>(sql: string, parameters?: readonly unknown[]): Promise<T[]>;
	/** Several statements without parameters. */
	execute(sql: string): Promise<void>;
	/** Calls back for every notification on a channel; gives the way to stop. */
	listen(channel: string, heard: (payload: string) => void): Promise<() => Promise<void>>;
	/** pg-boss over the same database, not started. */
	makeBoss(): PgBoss;
	close(): Promise<void>;
}
