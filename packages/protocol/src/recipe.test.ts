import { readFileSync } from "node:fs";
import type { Edit } from "@suture/graph";
import { describe, expect, test } from "vitest";
import { editSchema, recipeSchema } from "./index.ts";

const page = readFileSync(new URL("../../../docs/recipes.md", import.meta.url), "utf8");
const examples = Array.from(page.matchAll(/```json\n([\s\S]*?)```/g), ([, json = ""]) => JSON.parse(json) as unknown);

test("every example of docs/recipes.md passes as it stands", () => {
	const [recipe, ...edits] = examples;
	expect(recipeSchema.parse(recipe)).toEqual(recipe);
	expect(edits.length).toBeGreaterThan(30);
	for (const edit of edits) expect(editSchema.parse(edit)).toEqual(edit);
});

describe("an edit is refused", () => {
	const tensor = { type: "float", dims: [1], values: [1] };
	const replace = { do: "replace-nodes", nodes: [], with: "" };
	test.each<[string, unknown]>([
		["that is of no known kind", { do: "explode" }],
		["without a kind", {}],
		["that is no object", null],
		["with a field too many", { do: "sort-nodes", often: true }],
		["with a field too few", { do: "set-input", node: { name: "n" }, input: 0 }],
		["for a node without a name", { do: "bypass-node", node: { opType: "Relu" } }],
		["for no node", { do: "delete-nodes", nodes: [] }],
		["at a place before the first", { do: "set-input", node: { name: "n" }, input: -1, value: "x" }],
		["at a place that is no whole number", { do: "set-input", node: { name: "n" }, input: 0.5, value: "x" }],
		["with a size beyond what numbers can hold", { do: "fix-dimension", name: "N", size: 1e300 }],
		["with a tensor of two forms", { ...replace, tensors: { w: { ...tensor, base64: "" } } }],
		["with a tensor of negative size", { ...replace, tensors: { w: { ...tensor, dims: [-1] } } }],
		["with what is no hash", { ...replace, tensors: { w: { type: "float", dims: [], sha256: "../../etc/passwd" } } }],
		[
			"with bodies without end",
			{ do: "sort-nodes", in: { path: new Array(1000).fill({ node: { name: "n" }, attribute: "body" }) } },
		],
		["with a name of a megabyte", { do: "rename-value", value: "x", name: "x".repeat(1e6) }],
	])("%s", (_, edit) => expect(editSchema.safeParse(edit).success).toBe(false));
});

test("an address may say what stands around a node", () => {
	const near = { takes: ["x"], makes: ["y"], inputs: ["Conv"], readers: [], attributes: ["axis = 1"], place: [0, 2] };
	const edit = { do: "bypass-node", node: { name: "n", opType: "Relu", near } };
	expect(editSchema.parse(edit)).toEqual(edit);
	const wrong = { ...edit, node: { ...edit.node, near: { ...near, place: [0.5, 2] } } };
	expect(editSchema.safeParse(wrong).success).toBe(false);
});

test("names that objects have by themselves harm nothing", () => {
	const edit = JSON.parse('{"do": "set-types", "types": {"__proto__": "float", "constructor": "float"}}') as Edit;
	expect(editSchema.safeParse(edit).success).toBe(true);
	expect(({} as { float?: unknown }).float).toBeUndefined();
});
