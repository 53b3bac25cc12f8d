import { expect, test } from "vitest";
import { graphOf } from "../edits/checking.ts";
import { checkBodies } from "../index.ts";

const codes = (line: string) =>
	checkBodies(graphOf(`g (bool c, float[2] x) => (float[2] y) <int64 m = {3}> { ${line} }`)).map(({ code }) => code);
const loop = (node: string, head: string) => `${node} <body = b (int64 i, bool go${head} { t = Neg (x) }>`;
const branches = (yes: string, no: string) =>
	`y = If (c) <then_branch = t () => (${yes}) { p = Neg (x) p2 = Exp (x) }, else_branch = e () => (${no}) { q = Abs (x) }>`;

test("a node takes and gives as many values as its bodies", () => {
	expect(codes(loop("y = Loop (m, , x)", ", float[2] s) => (bool go, float[2] t)"))).toEqual([]);
	expect(codes(loop("y = Loop (m, )", ", float[2] s) => (bool go, float[2] t)"))).toEqual(["graph/body-mismatch"]);
	expect(codes(loop("y = Loop (m, , x)", ", float[2] s) => (bool go, float[2] t, float[2] t)"))).toEqual([
		"graph/body-mismatch",
	]);
	expect(codes(branches("float[2] p", "float[2] q"))).toEqual([]);
	expect(codes(branches("float[2] p, float[2] p2", "float[2] q"))).not.toEqual([]);
	expect(codes("y = my.Loop (x) <body = b () => () { }>")).toEqual([]);
});
