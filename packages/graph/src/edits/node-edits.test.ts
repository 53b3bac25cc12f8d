import { describe, expect, test } from "vitest";
import { applyEdits, bodyOf, checkGraph, type Edit } from "../index.ts";
import { check, checkRefused, edited, graphOf, linesOf } from "./checking.ts";

const chain = 'agraph (float[2] x) => (float[2] z) { ["a"] y = Relu(x) ["b"] z = Neg(y) }';

describe("attributes", () => {
	const conv = (attributes: string) =>
		`agraph (float[1,1,4,4] x, float[1,1,2,2] w) => (float[] y) { ["c"] y = Conv ${attributes} (x, w) }`;
	const set = (attribute: string): Edit => ({ do: "set-attribute", node: { name: "c" }, attribute });

	test("one comes, and one changes where it stands", () => {
		check(
			conv("<group = 1, strides = [1, 1]>"),
			[set("pads = [1, 1, 1, 1]"), set("group = 2")],
			conv("<group = 2, strides = [1, 1], pads = [1, 1, 1, 1]>"),
		);
	});

	test("a float stays a float where an integer is written", () => {
		check(
			'agraph (float x) => (float y) { ["c"] y = LeakyRelu <alpha = 0.5> (x) }',
			[set("alpha = 1")],
			'agraph (float x) => (float y) { ["c"] y = LeakyRelu <alpha = 1.0> (x) }',
		);
		checkRefused(
			'agraph (float x) => (float y) { ["c"] y = LeakyRelu <alpha = 0.5> (x) }',
			set('alpha = "a"'),
			"text/attribute",
		);
	});

	test("a tensor, an empty list with its type, a whole graph", () => {
		const { graph, problems } = applyEdits(graphOf(conv("")), [set("a = float[2] {1, 2}"), set("b: ints = []")]);
		expect(problems).toEqual([]);
		expect(linesOf(graph)).toContain("a = float[2] {1, 2}, b: ints = []");
		const branch = `agraph (bool c, float[2] x) => (float[2] y) {
			["c"] y = If(c) <then_branch = t () => (float[2] p) { p = Neg(x) }, else_branch = e () => (float[2] q) { q = Abs(x) }>
		}`;
		const after = branch.replace("p = Neg(x)", "h = Neg(x) p = Exp(h)");
		check(branch, [set("then_branch = t () => (float[2] p) { h = Neg(x) p = Exp(h) }")], after);
		checkRefused(branch, set("then_branch = t () => (float[2] p) { p = Neg(nothing) }"), "edit/no-such-value");
		checkRefused(branch, set("then_branch = t () => (float[2] x) { x = Neg(c) }"), "edit/made-twice");
	});

	test("one goes, with its bodies", () => {
		check(conv("<group = 1>"), [{ do: "remove-attribute", node: { name: "c" }, name: "group" }], conv(""));
		const { problems } = applyEdits(graphOf(conv("<group = 1>")), [
			{ do: "remove-attribute", node: { name: "c" }, name: "groups" },
		]);
		expect(problems[0]?.problem.sentence).toBe("c has no attribute groups. Did you mean group?");
	});
});

describe("set-operator", () => {
	test("changes what is given, and imports a domain", () => {
		check(chain, [{ do: "set-operator", node: { name: "a" }, opType: "Abs" }], chain.replace("Relu", "Abs"));
		const { graph } = applyEdits(graphOf(chain), [
			{ do: "set-operator", node: { name: "a" }, domain: "com.microsoft" },
		]);
		expect(linesOf(graph)).toContain("com.microsoft.Relu");
		expect(graph.header.opsetImport.length).toBe(2);
	});

	test("wants a name", () =>
		checkRefused(chain, { do: "set-operator", node: { name: "a" }, opType: "" }, "edit/bad-name"));
});

describe("wires", () => {
	const connect = (node: string, input: number, value: string): Edit => ({
		do: "set-input",
		node: { name: node },
		input,
		value,
	});

	test("an input is connected, and nodes move where they must", () => {
		check(
			'agraph (float[2] x) => (float[2] z, float[2] u) { ["a"] y = Relu(x) ["b"] z = Neg(y) ["c"] u = Exp(x) }',
			[connect("b", 0, "u")],
			'agraph (float[2] x) => (float[2] z, float[2] u) { ["a"] y = Relu(x) ["c"] u = Exp(x) ["b"] z = Neg(u) }',
		);
	});

	test("the list grows with empty names, and loses those at its end", () => {
		const before = 'agraph (float[2] x) => (float[2] y) { ["c"] y = Clip(x) }';
		const after = 'agraph (float[2] x) => (float[2] y) { ["c"] y = Clip(x, "", x) }';
		check(before, [connect("c", 2, "x")], after);
		check(after, [connect("c", 2, "")], before);
		checkRefused(before, connect("c", 1e9, "x"), "edit/no-such-position");
		checkRefused(before, connect("c", -1, "x"), "edit/no-such-position");
	});

	test("an input can't take what is not there, nor what comes of it", () => {
		checkRefused(chain, connect("a", 0, "zz"), "edit/no-such-value");
		checkRefused(chain, connect("a", 0, "z"), "edit/circle");
		checkRefused(chain, connect("a", 0, "y"), "edit/circle");
	});

	test("a node that holds a body which reads what comes later moves behind it", () => {
		const before = `agraph (bool c, float[2] x) => (float[2] y, float[2] u) {
			["if"] y = If(c) <then_branch = t () => (float[2] p) { ["n"] p = Neg(x) }, else_branch = e () => (float[2] q) { q = Abs(x) }>
			u = Exp(x)
		}`;
		const edit: Edit = {
			...connect("n", 0, "u"),
			in: { path: [{ node: { name: "if" }, attribute: "then_branch" }] },
		} as Edit;
		const { graph } = applyEdits(graphOf(before), [edit]);
		expect(bodyOf(graph, graph.main).nodes.map(({ opType }) => opType)).toEqual(["Exp", "If"]);
		expect(checkGraph(graph)).toEqual([]);
		checkRefused(before, { ...edit, value: "y" } as Edit, "edit/circle");
	});

	test("an output comes and goes", () => {
		const before = 'agraph (float[2] x) => (float[2] y) { ["c"] y = Dropout(x) }';
		const after = 'agraph (float[2] x) => (float[2] y) { ["c"] y, mask = Dropout(x) }';
		const set = (value: string): Edit => ({ do: "set-output", node: { name: "c" }, output: 1, value });
		check(before, [set("mask")], after);
		check(after, [set("")], before);
		checkRefused(before, set("x"), "edit/made-twice");
		checkRefused(before, { do: "set-output", node: { name: "c" }, output: 0, value: "n" }, "edit/still-read");
	});

	test("an output connects what was left without", () => {
		check(
			chain,
			[
				{ do: "delete-nodes", nodes: [{ name: "a" }] },
				{ do: "replace-nodes", nodes: [], with: '["n"] h = Abs(x)' },
				{ do: "set-output", node: { name: "n" }, output: 0, value: "y" },
			],
			'agraph (float[2] x) => (float[2] z) { ["n"] y = Abs(x) ["b"] z = Neg(y) }',
		);
	});
});

describe("bypass-node", () => {
	const bypass = (name: string): Edit => ({ do: "bypass-node", node: { name } });

	test("connects what read the output to the first input, in branches too", () => {
		const before = `agraph (bool c, float[2] x) => (float[2] y) {
			["r"] h = Reshape(x, s)
			y = If(c) <then_branch = t () => (float[2] p) { p = Neg(h) }, else_branch = e () => (float[2] q) { q = Abs(x) }>
		}`.replace("=> (float[2] y)", "=> (float[2] y) <int64[1] s = {2}>");
		const after = before
			.replace('["r"] h = Reshape(x, s)', "")
			.replace("Neg(h)", "Neg(x)")
			.replace("<int64[1] s = {2}>", "");
		check(before, [bypass("r")], after);
	});

	test("an output of the graph keeps its name", () => {
		check(
			'agraph (float[2] x) => (float16[2] z, float[2] u) <float[2] y> { ["a"] y = Relu(x) ["b"] z = Cast <to = 10> (y) u = Exp(y) }',
			[bypass("b")],
			'agraph (float[2] x) => (float[2] z, float[2] u) { ["a"] z = Relu(x) u = Exp(z) }',
		);
	});

	test("is refused where that can't be", () => {
		checkRefused('agraph (float[2] x) => (float[2] z) { ["b"] z = Neg(x) }', bypass("b"), "edit/no-bypass");
		checkRefused(chain.replace("=> (", "=> (float[2] y, "), bypass("b"), "edit/no-bypass");
		checkRefused('agraph () => (float[2] z) { ["b"] y = Make() z = Neg(y) }', bypass("b"), "edit/no-bypass");
		checkRefused(
			'agraph (float[2] x) => (float[1] y, float[1] z) { ["b"] y, z = Split(x) }',
			bypass("b"),
			"edit/no-bypass",
		);
	});

	test("a chain of a hundred nodes goes one by one", () => {
		const names = Array.from({ length: 100 }, (_, i) => i);
		const before = `agraph (float x) => (float y) { v0 = Relu(x) ${names.map((i) => `["n${i}"] v${i + 1} = Neg(v${i})`).join(" ")} y = Exp(v100) }`;
		check(
			before,
			names.map((i) => bypass(`n${i}`)),
			"agraph (float x) => (float y) { v0 = Relu(x) y = Exp(v0) }",
		);
	});
});

describe("sort-nodes", () => {
	test("puts nodes in an order in which they can run", () => {
		check(
			"agraph (float x) => (float z) { z = Neg(y) u = Exp(x) y = Relu(x) }",
			[{ do: "sort-nodes" }],
			"agraph (float x) => (float z) { u = Exp(x) y = Relu(x) z = Neg(y) }",
		);
	});

	test("is refused for a circle", () => {
		checkRefused("agraph (float x) => (float z) { y = Add(x, z) z = Neg(y) }", { do: "sort-nodes" }, "graph/cycle");
	});
});

describe("inline-branch", () => {
	const inline = (branch: "then_branch" | "else_branch"): Edit => ({
		do: "inline-branch",
		node: { name: "if" },
		branch,
	});

	test("puts the nodes of the branch where the If was, and outputs keep their names", () => {
		check(
			`agraph (bool c, float[2] x) => (float[2] z) {
				["r"] h = Relu(x)
				["if"] y = If(c) <then_branch = t () => (float[2] p) <float[2] w = {1, 2}> { k = Add(h, w) ["n"] p = Neg(k) }, else_branch = e () => (float[2] q) { q = Abs(x) }>
				z = Exp(y)
			}`,
			[inline("then_branch")],
			`agraph (bool c, float[2] x) => (float[2] z) <float[2] y, float[2] w = {1, 2}> {
				["r"] h = Relu(x) k = Add(h, w) ["n"] y = Neg(k) z = Exp(y)
			}`,
		);
	});

	test("gives other names where those of the branch are taken", () => {
		const before = `agraph (bool c, float[2] x) => (float[2] z, float[2] u) {
				["if"] y = If(c) <then_branch = t () => (float[2] p) { p = Abs(x) }, else_branch = e () => (float[2] q) { k = Neg(x) ["if2"] q = Exp(k) }>
				u = If(c) <then_branch = t2 () => (float[2] k) { k = Neg(x) }, else_branch = e2 () => (float[2] k) { k = Abs(x) }>
				["if2"] z = Exp(y)
			}`;
		const text = linesOf(applyEdits(graphOf(before), [inline("else_branch")]).graph);
		expect(text).toContain("k_1 = Neg (x) [if2_1] y = Exp (k_1)");
		expect(checkGraph(applyEdits(graphOf(before), [inline("else_branch")]).graph)).toEqual([]);
	});

	test("values that the branch hands on, or gives twice", () => {
		const graph = (outputs: string, rest: string) => `agraph (bool c, float[2] x) => (${outputs}) { ${rest} }`;
		const node = (given: string) =>
			`["if"] y, w = If(c) <then_branch = t () => (${given}) { p = Neg(x) }, else_branch = e () => (float[2] q, float[2] r) { q = Abs(x) r = Abs(x) }>`;
		check(
			graph("float[2] z", `${node("float[2] p, float[2] x")} z = Add(y, w)`),
			[inline("then_branch")],
			graph("float[2] z", "y = Neg(x) z = Add(y, x)").replace("=> (float[2] z)", "=> (float[2] z) <float[2] y>"),
		);
		check(
			graph("float[2] y, float[2] w", node("float[2] p, float[2] p")),
			[inline("then_branch")],
			graph("float[2] y, float[2] w", "y = Neg(x) w = Identity(y)"),
		);
	});

	test("is refused for what is no If", () => {
		checkRefused(chain, { do: "inline-branch", node: { name: "a" }, branch: "then_branch" }, "edit/no-inline");
		expect(edited(chain, [{ do: "inline-branch", node: { name: "q" }, branch: "then_branch" }]).codes).toEqual([
			"edit/no-such-node",
		]);
	});
});
