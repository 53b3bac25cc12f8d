import type { SizeFrom } from "@suture/rewrite";

/** A value whose axes have letters. An axis that an ellipsis stands for is a number, counted from the last. */
export interface Labelled {
	readonly value: string;
	readonly labels: readonly string[];
	readonly sizes: readonly SizeFrom[];
}

export interface Equation {
	readonly inputs: readonly (readonly string[])[];
	readonly output: readonly string[];
}

/** The letters of each operand's axes; undefined when the equation does not fit the ranks. */
export function parseEquation(text: string, ranks: readonly number[]): Equation | undefined {
	const [left = "", right] = text.replaceAll(" ", "").split("->");
	const terms = left.split(",");
	if (terms.length !== ranks.length) return undefined;
	const inputs = terms.map((term, i) => labelsOf(term, ranks[i] ?? 0));
	if (!inputs.every((labels) => labels !== undefined)) return undefined;
	const most = Math.max(0, ...inputs.map((labels) => labels.filter(isEllipsis).length));
	const rank = (right ?? "").replace("...", "").length + most;
	const output = right === undefined ? implicitOutput(inputs, most) : labelsOf(right, rank);
	return output && { inputs, output };
}

export function isEllipsis(label: string): boolean {
	return /^\d+$/.test(label);
}

function labelsOf(term: string, rank: number): string[] | undefined {
	if (!/^[A-Za-z]*(\.\.\.)?[A-Za-z]*$/.test(term)) return undefined;
	const [before = "", after] = term.split("...");
	if (after === undefined) return before.length === rank ? [...before] : undefined;
	const hidden = rank - before.length - after.length;
	if (hidden < 0) return undefined;
	return [...before, ...ellipsis(hidden), ...after];
}

function ellipsis(count: number): string[] {
	return Array.from({ length: count }, (_, i) => String(count - 1 - i));
}

/** Without an arrow: what an ellipsis stands for, then the letters that occur once, sorted. */
function implicitOutput(inputs: readonly (readonly string[])[], most: number): string[] {
	const all = inputs.flat();
	const once = [...new Set(all)].filter((label) => !isEllipsis(label) && all.indexOf(label) === all.lastIndexOf(label));
	return [...ellipsis(most), ...once.toSorted()];
}
