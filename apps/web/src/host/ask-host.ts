import { type Problem, problem } from "@suture/problems";

/** The host refused or failed, and says why. */
export class HostError extends Error {
	readonly problem: Problem;

	constructor(found: Problem) {
		super(`${found.sentence} ${found.remedy}`.trim());
		this.name = "HostError";
		this.problem = found;
	}
}

/** Asks the host something; gives the JSON of its answer, or undefined for an empty one. Bytes are sent as they are, anything
 *  else as JSON. Rejects with HostError. */
export async function askHost(method: string, path: string, body?: unknown): Promise<unknown> {
	const isBytes = body instanceof Uint8Array;
	const init: RequestInit = { method };
	if (body !== undefined) {
		init.body = isBytes ? (body as Uint8Array<ArrayBuffer>) : JSON.stringify(body);
		init.headers = { "content-type": isBytes ? "application/octet-stream" : "application/json" };
	}
	let answer: Response;
	try {
		answer = await fetch(path, init);
	} catch {
		throw new HostError(problem("host/unreachable", {}));
	}
	const text = await answer.text();
	const json: unknown = text === "" ? undefined : parsed(text);
	if (answer.ok) return json;
	const told = (json as { problem?: Problem } | undefined)?.problem;
	throw new HostError(
		told ?? problem("request/failed", { reason: `it answered ${answer.status} to ${method} ${path}` }),
	);
}

function parsed(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return undefined;
	}
}
