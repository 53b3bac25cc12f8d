import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { applyDiff, applyEdits, checkGraph, type Edit, reversed, textFromGraph } from "../index.ts";
import { graphOf } from "./checking.ts";

const page = readFileSync(new URL("../../../../docs/recipes.md", import.meta.url), "utf8");
const sections = page.split(/^## /m).slice(1);
const example = /```onnx\n([\s\S]*?)```\n```json\n([\s\S]*?)```\n```onnx\n([\s\S]*?)```/g;
const examples = sections.flatMap((section) =>
	Array.from(section.matchAll(example), ([, before = "", edit = "", after = ""]) => ({
		name: section.slice(0, section.indexOf("\n")),
		before,
		edit: JSON.parse(edit) as Edit,
		after,
	})),
);

function textOf(graph: ReturnType<typeof graphOf>, given: string): string {
	const text = textFromGraph(graph, { notes: false });
	// A text without a header gets one that does not matter here.
	return given.trimStart().startsWith("<") ? text : text.slice(text.indexOf(">") + 1);
}

test.each(examples)("docs/recipes.md: $name", ({ name, before, edit, after }) => {
	expect(edit.do).toBe(name);
	const graph = graphOf(before);
	const applied = applyEdits(graph, [edit]);
	expect(applied.problems).toEqual([]);
	expect(textOf(applied.graph, before)).toBe(textOf(graphOf(after), after));
	expect(checkGraph(applied.graph)).toEqual([]);
	expect(textFromGraph(applyDiff(applied.graph, reversed(applied.diff)))).toBe(textFromGraph(graph));
});

test("docs/recipes.md has every edit", () => {
	const contract = readFileSync(new URL("../edit.ts", import.meta.url), "utf8");
	const names = Array.from(contract.matchAll(/readonly do: "([a-z-]+)"/g), ([, name]) => name);
	expect([...new Set(examples.map(({ name }) => name))].sort()).toEqual(names.sort());
});
