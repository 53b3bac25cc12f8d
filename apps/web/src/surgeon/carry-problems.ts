import type { Problem } from "@suture/problems";
import { transferHandlers } from "comlink";

/** An error that crossed from the worker, with its problem if it had one. */
interface Carried {
	readonly message: string;
	readonly name: string;
	readonly stack: string | undefined;
	readonly problem: Problem | undefined;
}

const throwHandler = transferHandlers.get("throw");

/** Lets errors keep their problem on the way between worker and page; comlink alone carries only the message. Call on both sides. */
export function carryProblems(): void {
	if (!throwHandler) return;
	transferHandlers.set("throw", {
		canHandle: throwHandler.canHandle,
		serialize: (thrown) => {
			const { value } = thrown as { value: unknown };
			const { message, name, stack, problem } = (value instanceof Error ? value : new Error(String(value))) as Error &
				Partial<Carried>;
			const carried: Carried = { message, name, stack, problem };
			return [carried, []];
		},
		deserialize: (carried) => {
			const { message, name, stack, problem } = carried as Carried;
			throw Object.assign(new Error(message), { name, stack, problem });
		},
	});
}
