import type { PlainStep } from "@suture/graph";
import { type DBSchema, type IDBPDatabase, openDB } from "idb";

/** The edits of one tab on one model, as the browser keeps them over reloads and crashes. */
export interface KeptSession {
	/** See `identityOf`. */
	readonly model: string;
	readonly tab: string;
	readonly name: string;
	readonly savedMs: number;
	readonly steps: readonly PlainStep[];
	readonly done: number;
}

interface Schema extends DBSchema {
	sessions: { key: [string, string]; value: KeptSession; indexes: { model: string } };
}

let opening: Promise<IDBPDatabase<Schema>> | undefined;

function database(): Promise<IDBPDatabase<Schema>> {
	opening ??= openDB<Schema>("suture", 1, {
		upgrade(fresh) {
			fresh.createObjectStore("sessions", { keyPath: ["model", "tab"] }).createIndex("model", "model");
		},
	});
	return opening;
}

/** Keeps a session in place of what was kept of it; one without steps is forgotten. Rejects when the browser refuses: a full
 *  disk, a private window. */
export async function keepSession(session: KeptSession): Promise<void> {
	const db = await database();
	if (session.steps.length === 0) await db.delete("sessions", [session.model, session.tab]);
	else await db.put("sessions", session);
}

/** All that is kept of a model, the newest first. */
export async function sessionsOf(model: string): Promise<KeptSession[]> {
	const found = await (await database()).getAllFromIndex("sessions", "model", model);
	return found.toSorted((a, b) => b.savedMs - a.savedMs);
}

export async function forgetSession(model: string, tab: string): Promise<void> {
	await (await database()).delete("sessions", [model, tab]);
}
