import { graphFromText } from "@suture/graph";
import { expect, test } from "vitest";
import { checkDeclared, inferShapes } from "./index.ts";

function said(text: string): unknown[] {
	const { graph, problems } = graphFromText(text);
	if (!graph) throw new Error(problems[0]?.sentence);
	return checkDeclared(graph, inferShapes(graph).facts).map(({ facts }) => facts);
}

const loop = (state: string) =>
	`g (float[2] x) => (float[2] y) <int64 m = {3}> { y = Loop (m, , x) <body = b (int64 i, bool go, ${state} s) => (bool go, float[2] t) { t = Neg (s) }> }`;

test("what a node gives its body, against what the body declares", () => {
	expect(said(loop("float[2]"))).toEqual([]);
	expect(said(loop("float[N]"))).toEqual([]);
	expect(said(loop("int64[2]"))).toEqual([{ value: "s", declared: "int64[2]", inferred: "float[2]" }]);
});

test("an output that is a weight as it is", () => {
	expect(said("g (float[2] x) => (float[2] x, float[3] w) <float[2] w = {1, 2}> { }")).toEqual([
		{ value: "w", declared: "float[3]", inferred: "float[2]" },
	]);
});
