import { expect } from "vitest";
import {
	applyDiff,
	applyEdits,
	checkGraph,
	type Edit,
	type Graph,
	graphFromText,
	reversed,
	textFromGraph,
} from "../index.ts";

/** What tests of edits share: text in, text out. */
export function graphOf(text: string): Graph {
	const { graph, problems } = graphFromText(text);
	if (!graph) throw new Error(problems.map(({ sentence }) => sentence).join("\n"));
	return graph;
}

/** The graph's part of the text and functions: inputs, outputs, initializers, nodes. */
export function linesOf(graph: Graph): string {
	const text = textFromGraph(graph, { notes: false });
	return text
		.slice(text.indexOf(">") + 1)
		.replace(/\s+/g, " ")
		.trim();
}

export function edited(before: string, edits: readonly Edit[]): { text: string; codes: string[] } {
	const { graph, problems } = applyEdits(graphOf(before), edits);
	return { text: linesOf(graph), codes: problems.map(({ problem }) => problem.code) };
}

/** The edits make `after` of `before`, without a problem and with sound wiring, and their diff leads back. */
export function check(before: string, edits: readonly Edit[], after: string): void {
	const graph = graphOf(before);
	const applied = applyEdits(graph, edits);
	expect({ text: linesOf(applied.graph), problems: applied.problems }).toEqual({
		text: linesOf(graphOf(after)),
		problems: [],
	});
	expect(checkGraph(applied.graph)).toEqual([]);
	expect(linesOf(applyDiff(applied.graph, reversed(applied.diff)))).toEqual(linesOf(graph));
}

/** The edit is refused with this code, and nothing changes. */
export function checkRefused(before: string, edit: Edit, code: string): void {
	expect(edited(before, [edit])).toEqual({ text: linesOf(graphOf(before)), codes: [code] });
}
