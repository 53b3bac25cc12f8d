import { expect, test } from "vitest";
import { readRecipe } from "./read-recipe.ts";

const bypass = { do: "bypass-node", node: { name: "a" } };

test("a recipe or a bare list of edits", () => {
	const types = { do: "set-types", types: { y: null } };
	const read = readRecipe(JSON.stringify({ suture: "recipe", version: 1, edits: [bypass, types, bypass] }));
	expect(read).toEqual({
		steps: [
			{ edits: [bypass, types], isOn: true },
			{ edits: [bypass], isOn: true },
		],
		problems: [],
	});
	expect(readRecipe(JSON.stringify([bypass])).steps).toHaveLength(1);
});

test("what is no edit is named, and the others are kept", () => {
	const read = readRecipe(JSON.stringify([bypass, { do: "explode" }, bypass]));
	expect(read.steps).toHaveLength(2);
	expect(read.problems.map(({ code, facts }) => [code, facts["step"]])).toEqual([["edit/not-an-edit", 2]]);
	expect(readRecipe("no json").problems.map(({ code }) => code)).toEqual(["page/not-a-recipe"]);
	expect(readRecipe("{}").problems).toHaveLength(1);
});
