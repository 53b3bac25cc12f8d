import type { Draft } from "@suture/rewrite";

/** min(max(x, 0), high), by Max and Min: Clip has its bounds in other places in other opsets. */
export function clampFromZero(draft: Draft, x: string, high: string): string {
	return draft.add("Min", [draft.add("Max", [x, draft.scalar("float", 0)]), high]);
}
