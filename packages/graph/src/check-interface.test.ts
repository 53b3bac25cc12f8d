import { expect, test } from "vitest";
import { graphOf } from "./edits/checking.ts";
import { checkInterface } from "./index.ts";

const said = (text: string) => checkInterface(graphOf(text)).map(({ code, facts }) => [code, facts["value"]]);

test("what goes in and out has a type, and a tensor a shape", () => {
	expect(said("g (float[2] x, seq(float[]) s, float w) => (float[?] y) { y = f(x, s, w) }")).toEqual([]);
	expect(said("g (float[] x) => (y) { y = Relu(x) }")).toEqual([
		["graph/unshaped", "x"],
		["graph/untyped", "y"],
	]);
});

test("bodies inside may leave it out", () => {
	const branch = (name: string) => `b () => (${name}) { ${name} = Relu(x) }`;
	expect(
		said(
			`g (bool c, float[2] x) => (float[2] y) { y = If(c) <then_branch = ${branch("p")}, else_branch = ${branch("q")}> }`,
		),
	).toEqual([]);
});
