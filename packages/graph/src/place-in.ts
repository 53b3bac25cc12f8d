import { refuse } from "./refusal.ts";

/** The list with one more at a position, behind its end at most; last when no position is given. */
export function placedIn<T>(list: readonly T[], one: T, position: number = list.length): readonly T[] {
	if (!Number.isInteger(position) || position < 0) {
		refuse("edit/no-such-position", { position, there: list.length, what: "place" });
	}
	return list.toSpliced(position, 0, one);
}
