import { randomUUID } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** The data folder as long as this process has it. */
export interface ClaimedFolder {
	/** Stays the same for a folder over all starts. */
	readonly hostId: string;
	/** Tells whoever tries to claim the folder where this server is. */
	announce(url: string): void;
	release(): void;
}

/** Who has the folder already. */
export interface Occupied {
	readonly pid: number;
	readonly url: string | undefined;
}

/** Claims a data folder for this process: two must not open one embedded database. A claim whose process is gone is taken over. */
export function claimFolder(folder: string): ClaimedFolder | Occupied {
	mkdirSync(folder, { recursive: true });
	const path = join(folder, "server.json");
	const occupied = readClaim(path);
	if (occupied && isRunning(occupied)) return occupied;
	if (occupied) rmSync(path, { force: true });
	const claim = { pid: process.pid, started: startOf(process.pid) };
	try {
		writeFileSync(path, JSON.stringify(claim), { flag: "wx" });
	} catch {
		// Another process was quicker.
		return readClaim(path) ?? { pid: 0, url: undefined };
	}
	return {
		hostId: hostIdOf(folder),
		announce: (url) => writeFileSync(path, JSON.stringify({ ...claim, url })),
		release: () => rmSync(path, { force: true }),
	};
}

interface Claim extends Occupied {
	readonly started: string | undefined;
}

function readClaim(path: string): Claim | undefined {
	if (!existsSync(path)) return undefined;
	try {
		const { pid, url, started } = JSON.parse(readFileSync(path, "utf8")) as Partial<Claim>;
		return { pid: Number(pid) || 0, url, started };
	} catch {
		return { pid: 0, url: undefined, started: undefined };
	}
}

function isRunning({ pid, started }: Claim): boolean {
	if (pid <= 0) return false;
	try {
		process.kill(pid, 0);
	} catch (error) {
		return (error as NodeJS.ErrnoException).code === "EPERM";
	}
	// After a reboot another process may have the number.
	return started === undefined || startOf(pid) === started;
}

/** When a process began, as the kernel counts it; undefined where there is no /proc. */
function startOf(pid: number): string | undefined {
	try {
		// Field 22 of /proc/PID/stat; the second one, the name in parentheses, may hold spaces.
		return readFileSync(`/proc/${pid}/stat`, "utf8").split(") ").at(-1)?.split(" ")[19];
	} catch {
		return undefined;
	}
}

function hostIdOf(folder: string): string {
	const path = join(folder, "host-id");
	if (!existsSync(path)) writeFileSync(path, randomUUID());
	return readFileSync(path, "utf8").trim();
}
