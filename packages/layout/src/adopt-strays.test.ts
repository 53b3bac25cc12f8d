import { expect, test } from "vitest";
import { graphOf } from "../tools/graph-of.ts";
import { adoptStrays } from "./adopt-strays.ts";

/** The group of each node after adoption. */
function homes(text: string): Record<string, string | undefined> {
	return Object.fromEntries(adoptStrays(graphOf(text)).nodes.map(({ id, group }) => [id, group]));
}

test("a weight moves into the group of its only reader", () => {
	expect(homes("weight → g/h/conv; x → g/h/conv; start → x")).toMatchObject({ weight: "g/h" });
});

test("a weight with several readers moves into the innermost group around them", () => {
	expect(homes("weight → g/h/a g/i/b")).toMatchObject({ weight: "g" });
});

test("a cast of a weight follows its reader too", () => {
	expect(homes("weight → cast; cast → g/conv")).toMatchObject({ weight: "g", cast: "g" });
});

test("what a node reads that is no stray stays where it is", () => {
	expect(homes("weight → a; g/b → a; a → g/c; g/a → g/b")).toMatchObject({ a: undefined });
});

test("a stray in another group stays there", () => {
	expect(homes("h/weight → g/conv")).toMatchObject({ "h/weight": "h" });
});
