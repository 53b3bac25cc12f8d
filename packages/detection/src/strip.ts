import { elementAt, integerOf, integersOf, rankAt, type Site } from "@suture/rewrite";
import { madeAround, sizeAt } from "./maker.ts";

/** The value of this rank that has the same elements in the same order: without the Unsqueeze, Squeeze and Reshape that only add
 *  axes of one element or take them away. Undefined when there is none. */
export function ofRank(site: Site, value: string, rank: number): string | undefined {
	for (const at of wayBack(site, value)) if (rankAt(site, at) === rank) return at;
	return undefined;
}

/** A value, and what it is step by step before. A model that runs in a circle has no end, so there is a limit. */
export function* wayBack(
	site: Site,
	value: string,
	step: (site: Site, value: string) => string | undefined = before,
): Generator<string> {
	let at: string | undefined = value;
	for (let i = 0; at !== undefined && at !== "" && i < mostSteps; i++) {
		yield at;
		at = step(site, at);
	}
}

const mostSteps = 100;

/** What a value is before only axes of one element came or went, or nothing happened at all. */
export function before(site: Site, value: string): string | undefined {
	const node = madeAround(site, value, "Unsqueeze", "Squeeze", "Reshape", "Gather", "Identity", "Cast", "Transpose");
	const [input = ""] = node?.inputs ?? [];
	if (!node || input === "") return undefined;
	if (node.opType === "Cast") return elementAt(site, input) === elementAt(site, value) ? input : undefined;
	if (node.opType === "Transpose") return movesOnlyOnes(site, input, integersOf(node, "perm")) ? input : undefined;
	if (node.opType === "Gather")
		return takesTheOnly(site, input, integerOf(site, node, "axis") ?? 0, node.inputs[1]) ? input : undefined;
	return node.opType === "Reshape" && !keepsRows(site, input, value) ? undefined : input;
}

/** Whether a Transpose leaves the axes that are longer than 1 in their order. */
function movesOnlyOnes(site: Site, input: string, order: readonly number[] | undefined): boolean {
	const long = order?.filter((axis) => sizeAt(site, input, axis) !== 1);
	return long?.every((axis, i) => i === 0 || axis > (long[i - 1] ?? 0)) === true;
}

function takesTheOnly(site: Site, input: string, axis: number, position: string | undefined): boolean {
	return rankAt(site, position) === 0 && sizeAt(site, input, axis) === 1;
}

/** Whether a Reshape leaves, apart from sizes of 1, the same sizes in the same order. */
function keepsRows(site: Site, input: string, output: string): boolean {
	const [from, to] = [input, output].map((value) => longAxes(site, value));
	if (!from || !to) return false;
	if (from.length !== to.length) return false;
	// One size may be unknown on either side: the rest fixes it.
	return from.filter((size, i) => size === undefined || to[i] === undefined || size !== to[i]).length <= 1;
}

function longAxes(site: Site, value: string): (number | undefined)[] | undefined {
	const rank = rankAt(site, value);
	if (rank === undefined) return undefined;
	return Array.from({ length: rank }, (_, axis) => sizeAt(site, value, axis)).filter((size) => size !== 1);
}
