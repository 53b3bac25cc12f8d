import { constants } from "node:os";
import { type Problem, problem } from "@suture/problems";
import type { End } from "./run-builder.ts";

const crashes: ReadonlySet<string> = new Set(["SIGSEGV", "SIGABRT", "SIGBUS", "SIGILL", "SIGFPE", "SIGSYS", "SIGTRAP"]);

/** What it means that a builder ended without a result. `last` is the last line it logged. */
export function problemOfExit({ code, signal, error }: End, last: string, command: string): Problem {
	if (error) return problem("build/no-start", { command, reason: error.message });
	// A shell or a container in between turns signal 9 into exit 137.
	const name = signal ?? signalNumbered((code ?? 0) - 128);
	if (name === undefined) return problem("build/silent", { code: code ?? 0, last });
	const exit = 128 + (constants.signals[name] ?? 0);
	return crashes.has(name)
		? problem("build/crashed", { signal: name, code: exit, last })
		: problem("build/killed", { signal: name, code: exit });
}

function signalNumbered(number: number): NodeJS.Signals | undefined {
	const found = Object.entries(constants.signals).find(([, value]) => value === number);
	return found?.[0] as NodeJS.Signals | undefined;
}
