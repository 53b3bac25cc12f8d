import type { SideName, Sides } from "../surgeon/compared.ts";

export const sideNames: readonly SideName[] = ["before", "after"];

export function otherSide(side: SideName): SideName {
	return side === "before" ? "after" : "before";
}

/** What is of one side and of the other, by their names. */
export function inOrder<T>(side: SideName, own: T, other: T): Sides<T> {
	return side === "before" ? { before: own, after: other } : { before: other, after: own };
}
