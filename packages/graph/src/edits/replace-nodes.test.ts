import { describe, expect, test } from "vitest";
import { applyEdits, bodyOf, type Edit, type TensorLiteral, tensorOfValue } from "../index.ts";
import { check, checkRefused, edited, graphOf, linesOf } from "./checking.ts";

const chain = 'agraph (float[2] x) => (float[2] z) { ["a"] y = Relu(x) ["b"] z = Neg(y) }';
const replace = (nodes: readonly string[], lines: string, more: object = {}): Edit => ({
	do: "replace-nodes",
	nodes: nodes.map((name) => ({ name })),
	with: lines,
	...more,
});

describe("replace-nodes", () => {
	test("puts others where nodes were, and readers stay connected", () => {
		check(
			chain,
			[replace(["a"], '["n"] h = Abs(x) y = Sqrt(h)')],
			'agraph (float[2] x) => (float[2] z) { ["n"] h = Abs(x) y = Sqrt(h) ["b"] z = Neg(y) }',
		);
	});

	test("without nodes to take out only adds, between what is read and what reads", () => {
		const before = 'agraph (float[2] x) => (float[2] z) { ["a"] y = Relu(x) ["b"] z = Neg(y) }';
		const edits: Edit[] = [replace([], "h = Abs(y)"), { do: "set-input", node: { name: "b" }, input: 0, value: "h" }];
		check(before, edits, 'agraph (float[2] x) => (float[2] z) { ["a"] y = Relu(x) h = Abs(y) ["b"] z = Neg(h) }');
	});

	test("brings initializers in its lines and takes along those that only the old nodes used", () => {
		check(
			'agraph (float[2] x) => (float[2] y) <float[2] old = {1, 2}, float[2] both = {3, 4}> { ["a"] h = Sum(x, old, both) y = Add(h, both) }',
			[replace(["a"], "float[2] w = {5, 6}\nh = Mul(x, w)")],
			"agraph (float[2] x) => (float[2] y) <float[2] both = {3, 4}, float[2] w = {5, 6}> { h = Mul(x, w) y = Add(h, both) }",
		);
	});

	test("declares the types of values that its lines make, and forgets those of values that are gone", () => {
		check(
			'agraph (float[2] x) => (float[2] z) <float[2] h, float[2] y> { ["a"] h = Relu(x) ["b"] y = Exp(h) z = Neg(y) }',
			[replace(["a", "b"], "float[N] k\nk = Abs(x)\ny = Sqrt(k)")],
			"agraph (float[2] x) => (float[2] z) <float[2] y, float[N] k> { k = Abs(x) y = Sqrt(k) z = Neg(y) }",
		);
	});

	test("gives local names that are free, of values and of nodes", () => {
		check(
			'agraph (float[2] x) => (float[2] z) { ["n"] h = Relu(x) ["b"] z = Neg(h) }',
			[replace(["b"], '["%n"] %h = Abs(h) ["%n2"] z = Neg(%h)')],
			'agraph (float[2] x) => (float[2] z) { ["n"] h = Relu(x) ["n_1"] h_1 = Abs(h) ["n2"] z = Neg(h_1) }',
		);
	});

	test("takes %% for a % that is meant", () => {
		const text = linesOf(applyEdits(graphOf(chain), [replace(["a"], '"%%h" = Abs(x) y = Neg("%%h")')]).graph);
		expect(text).toContain('"%h" = Abs');
	});

	test("local names reach into the bodies of its lines", () => {
		const lines = `%c = Greater(x, x)
			y = If(%c) <then_branch = t () => (float[2] %p) { %p = Neg(%h) }, else_branch = e () => (float[2] %q) { %q = Abs(%h) }>
			%h = Exp(x)`;
		const { graph, problems } = applyEdits(graphOf(chain), [replace(["a"], lines)]);
		expect(problems).toEqual([]);
		expect(bodyOf(graph, graph.main).nodes.map(({ opType }) => opType)).toEqual(["Greater", "Exp", "If", "Neg"]);
		expect(linesOf(graph)).not.toContain("%");
	});

	test("imports the operator set of a domain that is new", () => {
		const { graph } = applyEdits(graphOf(chain), [replace(["a"], "y = com.microsoft.Gelu(x)")]);
		expect(graph.header.opsetImport.map(({ domain, version }) => `${domain} ${version}`)).toContain("com.microsoft 1");
	});

	test("sorts only what it must", () => {
		const before = 'agraph (float[2] x) => (float[2] z) { ["a"] y = Relu(x) ["c"] u = Exp(x) ["b"] z = Add(y, u) }';
		check(
			before,
			[replace(["a"], "y = Abs(u)")],
			'agraph (float[2] x) => (float[2] z) { ["c"] u = Exp(x) y = Abs(u) ["b"] z = Add(y, u) }',
		);
	});

	test("works in a branch, with values from outside", () => {
		const before = `agraph (bool c, float[2] x) => (float[2] y) {
			h = Relu(x)
			["if"] y = If(c) <then_branch = t () => (float[2] p) { ["n"] p = Neg(x) }, else_branch = e () => (float[2] q) { q = Abs(x) }>
		}`;
		const path = [{ node: { name: "if" }, attribute: "then_branch" }];
		check(
			before,
			[replace(["n"], "p = Add(h, h)", { in: { path } })],
			before.replace('["n"] p = Neg(x)', "p = Add(h, h)"),
		);
	});

	test("in a function makes tensors Constants", () => {
		const functions = (lines: string) => `<ir_version: 10, opset_import: ["": 20, "my": 1]>
			agraph (float[2] x) => (float[2] y) { y = my.f(x) }
			<domain: "my", opset_import: ["": 20]> f (a) => (b) { ${lines} }`;
		check(
			functions("b = Relu(a)"),
			[
				{
					do: "replace-nodes",
					nodes: [{ output: "b" }],
					with: "b = Mul(a, w)",
					tensors: { w: { type: "float", dims: [1], values: [2] } },
					in: { function: { domain: "my", name: "f" } },
				},
			],
			functions("w = Constant <value = float[1] {2}> () b = Mul(a, w)"),
		);
	});

	test("is refused where it would leave something unmade", () => {
		checkRefused(chain, replace(["a"], "h = Abs(x)"), "edit/still-read");
		expect(edited(chain, [replace(["a"], "h = Abs(x)", { dangling: true })]).codes).toEqual([]);
		checkRefused(chain, replace(["a"], "y = Abs(nothing)"), "edit/no-such-value");
	});

	test("is refused where it would make a value twice, hide one, or go in a circle", () => {
		checkRefused(chain, replace([], "y = Abs(x)"), "edit/made-twice");
		checkRefused(chain, replace([], "x = Abs(y)"), "edit/made-twice");
		checkRefused(chain, replace(["a"], "y = Abs(z)"), "edit/circle");
		checkRefused(chain, replace(["a"], '["b"] y = Abs(x)'), "edit/name-taken");
		const branch = `agraph (bool c, float[2] x) => (float[2] y) {
			y = If(c) <then_branch = t () => (float[2] p) { p = Neg(x) }, else_branch = e () => (float[2] q) { q = Abs(x) }>
		}`;
		checkRefused(branch, replace([], "p = Abs(x)"), "edit/made-twice");
	});

	test("says where its text can't be read", () => {
		checkRefused(chain, replace(["a"], "y = Relu(x"), "text/expected");
		checkRefused(chain, replace(["a"], "y = Relu(%x)"), "edit/no-such-local");
		checkRefused(chain, replace(["a"], "float[2] w\ny = Relu(x)"), "edit/declared-not-made");
	});
});

describe("tensors", () => {
	const bytes = Uint8Array.of(0, 0, 128, 63, 0, 0, 0, 64); // 1 and 2 as little-endian floats
	const hash = "ab".repeat(32);
	const contents = (sha256: string) => (sha256 === hash ? { at: "memory" as const, bytes } : undefined);
	const withTensor = (tensor: TensorLiteral) =>
		applyEdits(graphOf(chain), [replace(["a"], "y = Add(x, w)", { tensors: { w: tensor } })], { contents });
	const after = 'agraph (float[2] x) => (float[2] z) <float[2] w = {1, 2}> { y = Add(x, w) ["b"] z = Neg(y) }';

	test.each([
		["values", { type: "float", dims: [2], values: [1, 2] }],
		["base64", { type: "float", dims: [2], base64: "AACAPwAAAEA=" }],
		["contents handed over", { type: "float", dims: [2], sha256: hash }],
	])("as %s", (_, tensor) => {
		const { graph, problems } = withTensor(tensor);
		expect(problems).toEqual([]);
		expect(linesOf(graph)).toBe(linesOf(graphOf(after)));
	});

	test("shared with another value, not copied", () => {
		const { graph } = applyEdits(graphOf(after), [replace(["b"], "z = Mul(y, v)", { tensors: { v: { same: "w" } } })]);
		const [v, w] = ["v", "w"].map((name) => tensorOfValue(graph, graph.main, name));
		expect(v?.rawData).toBe(w?.rawData);
		expect(v?.name).toBe("v");
	});

	test.each<[string, TensorLiteral, string]>([
		["too few values", { type: "float", dims: [2], values: [1] }, "edit/bad-tensor"],
		["no type of ONNX", { type: "flaot", dims: [2], values: [1, 2] }, "edit/bad-tensor"],
		["values beyond the type", { type: "int8", dims: [1], values: [128] }, "edit/bad-tensor"],
		["sizes that make no sense", { type: "float", dims: [-1, 1e300], values: [] }, "edit/bad-tensor"],
		["bytes that are too few", { type: "float", dims: [3], sha256: hash }, "edit/bad-tensor"],
		["contents that nobody has", { type: "float", dims: [2], sha256: "00" }, "edit/missing-contents"],
		["the same as what is no tensor", { same: "x" }, "edit/no-such-tensor"],
	])("refused for %s", (_, tensor, code) => {
		const { graph, problems } = withTensor(tensor);
		expect(problems.map(({ problem }) => problem.code)).toEqual([code]);
		expect(linesOf(graph)).toBe(linesOf(graphOf(chain)));
	});
});
