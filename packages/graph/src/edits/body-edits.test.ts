import { describe, expect, test } from "vitest";
import { applyEdits, type Edit } from "../index.ts";
import { check, checkRefused, edited, graphOf, linesOf } from "./checking.ts";

describe("inline-function", () => {
	const model = (call: string, attributes: string, rest = "") => `<ir_version: 10, opset_import: ["": 20, "my": 1]>
		agraph (float[2] x) => (float[2] y) { ["call"] y = ${call} ${rest} }
		<domain: "my", opset_import: ["": 20]>
		f ${attributes} (a, b) => (o) { o = Clip <by = @by> (a, b) }`;
	const inline: Edit = { do: "inline-function", node: { name: "call" } };
	const alone = (node: string) =>
		`<ir_version: 10, opset_import: ["": 20, "my": 1]> agraph (float[2] x) => (float[2] y) { ${node} }`;

	test("takes defaults of attributes, leaves out those that are not given, and inputs too", () => {
		check(model("my.f(x)", "<by: float = 3.0>"), [inline], alone('y = Clip <by = 3.0> (x, "")'));
		check(model("my.f <by = 2.0> (x, x)", "<by: float = 3.0>"), [inline], alone("y = Clip <by = 2.0> (x, x)"));
		check(model("my.f(x)", "<by>"), [inline], alone('y = Clip (x, "")'));
	});

	test("keeps a function that something else calls", () => {
		const { graph } = applyEdits(graphOf(model("my.f(x)", "", "u = my.f(x)")), [inline]);
		expect(graph.functions.length).toBe(1);
	});

	test("gives free names, inside of bodies too", () => {
		const text = `<ir_version: 10, opset_import: ["": 20, "my": 1]>
			agraph (bool h, float[2] x) => (float[2] y) { p = Abs(x) ["call"] u = my.f(h, p) y = Neg(u) }
			<domain: "my", opset_import: ["": 20]>
			f (c, a) => (o) { h = Exp(a) o = If(c) <then_branch = t () => (float[2] p) { p = Neg(h) }, else_branch = e () => (float[2] q) { q = Abs(a) }> }`;
		expect(linesOf(applyEdits(graphOf(text), [inline]).graph)).toBe(
			linesOf(
				graphOf(`agraph (bool h, float[2] x) => (float[2] y) {
					p = Abs(x) h_1 = Exp(p)
					u = If(h) <then_branch = t () => (float[2] p_1) { p_1 = Neg(h_1) }, else_branch = e () => (float[2] q) { q = Abs(p) }>
					y = Neg(u)
				}`),
			),
		);
	});

	test("is refused for what is no call, and where the operator sets differ", () => {
		checkRefused(model("my.g(x)", ""), inline, "edit/no-inline");
		checkRefused(model("my.f(x)", "").replace('["": 20]>\n\t\tf', '["": 13]>\n\t\tf'), inline, "edit/no-inline");
	});
});

test("functions that call each other thrice do not fill the memory", () => {
	const names = Array.from({ length: 12 }, (_, i) => i);
	const body = (i: number) =>
		i === 0 ? "o = Exp(a)" : `["x"] h = my.f${i - 1}(a) ["y"] k = my.f${i - 1}(h) ["z"] o = my.f${i - 1}(k)`;
	const functions = names.map((i) => `<domain: "my", opset_import: ["": 20, "my": 1]> f${i} (a) => (o) { ${body(i)} }`);
	const text = `<ir_version: 10, opset_import: ["": 20, "my": 1]> agraph (float x) => (float y) { y = my.f11(x) } ${functions.join("\n")}`;
	const edits = names
		.slice(1)
		.flatMap((i) =>
			["x", "y", "z"].map(
				(name): Edit => ({ do: "inline-function", node: { name }, in: { function: { domain: "my", name: `f${i}` } } }),
			),
		);
	const { problems, graph } = applyEdits(graphOf(text), edits);
	expect(new Set(problems.map(({ problem }) => problem.code))).toEqual(new Set(["edit/too-large"]));
	const nodes = [...graph.bodies.values()].reduce((sum, one) => sum + one.nodes.length, 0);
	expect(nodes).toBeLessThanOrEqual(200_000);
});

describe("make-function", () => {
	const chain = 'agraph (float[2] x) => (float[2] z) { ["a"] y = Relu(x) ["b"] u = Neg(y) ["c"] z = Add(y, u) }';
	const make = (...names: string[]): Edit => ({
		do: "make-function",
		nodes: names.map((name) => ({ name })),
		domain: "my",
		name: "f",
	});

	test("and inlining it leads back", () => {
		const edits: Edit[] = [make("a", "b"), { do: "inline-function", node: { output: "y" } }];
		expect(edited(chain, edits)).toEqual({ text: linesOf(graphOf(chain)), codes: [] });
	});

	test("takes what its bodies read from outside, and hands on references of a function around", () => {
		const text = `<ir_version: 10, opset_import: ["": 20, "my": 1]>
			agraph (bool c, float[2] x) => (float[2] y) { y = my.g <by = 2.0> (c, x) }
			<domain: "my", opset_import: ["": 20]>
			g <by> (c, a) => (o) { h = Exp(a) ["if"] k = If(c) <then_branch = t () => (float[2] p) { p = Elu <alpha: float = @by> (h) }, else_branch = e () => (float[2] q) { q = Abs(h) }> o = Neg(k) }`;
		const edit = { ...make("if"), in: { function: { domain: "my", name: "g" } } } as Edit;
		const { graph, problems } = applyEdits(graphOf(text), [edit]);
		expect(problems).toEqual([]);
		expect(linesOf(graph)).toContain("k = my.f <by: float = @by> (c, h)");
		expect(linesOf(graph)).toContain("f <by> (c, h) => (k)");
	});

	test("is refused for nodes with others between, without readers, and for names that are taken", () => {
		checkRefused(chain, make("a", "c"), "edit/circle");
		checkRefused(chain.replace("=> (float[2] z)", "=> (float[2] u)"), make("c"), "edit/no-function");
		checkRefused(chain, { ...make("a"), domain: "" } as Edit, "edit/no-function");
		expect(edited(chain, [make("a"), make("b")]).codes).toEqual(["edit/no-function"]);
	});
});

describe("unroll-loop", () => {
	const loop = (
		m: string,
		cond: string,
		body: string,
		outputs = "y",
	) => `agraph (float[2] x, int64 n, bool c) => (float[2] ${outputs}) <int64 m = {2}> {
		["loop"] ${outputs} = Loop (${m}, ${cond}, x) <body = b (int64 i, bool go, float[2] s) => (${body} }> }`;
	const plain = "bool go, float[2] t) { t = Exp (s)";
	const unroll = (times: number): Edit => ({ do: "unroll-loop", node: { name: "loop" }, times });

	test("must run as often as the model says, or not more often", () => {
		checkRefused(loop("m", '""', plain), unroll(3), "edit/no-inline");
		checkRefused(loop("m", '""', plain), unroll(1), "edit/no-inline");
		const stops = "bool stop, float[2] t) { t = Exp (s) stop = Less (i, n)";
		checkRefused(loop("m", '""', stops), unroll(3), "edit/no-inline");
		expect(edited(loop("m", '""', stops), [unroll(1)]).codes).toEqual([]);
		expect(edited(loop("n", "c", plain), [unroll(5)]).codes).toEqual([]);
	});

	test("a state that is handed on as it is, and no round at all", () => {
		const after = "agraph (float[2] x, int64 n, bool c) => (float[2] y) { y = Identity (x) }";
		check(loop("n", "c", "bool go, float[2] s) {"), [unroll(2)], after.replace("{", "<int64 m = {2}> {"));
		check(loop("n", "c", plain), [unroll(0)], after.replace("{", "<int64 m = {2}> {"));
	});

	test("is refused for what is no Loop, for too many nodes, and for what makes no number", () => {
		checkRefused("agraph (float x) => (float y) { [loop] y = Relu (x) }", unroll(1), "edit/no-inline");
		checkRefused(loop("n", "c", plain), unroll(1e9), "edit/too-large");
		checkRefused(loop("n", "c", plain), unroll(-1), "edit/bad-number");
	});
});

describe("merge-model", () => {
	const host = "agraph (float[2] x) => (float[2] y) { y = Relu(x) }";
	const merge = (model: string, more: object = {}): Edit => ({ do: "merge-model", model, ...more });

	test("puts a model behind a value, and its other inputs and outputs are the graph's", () => {
		check(
			host,
			[merge("next (float[2] a, float[2] b) => (float[2] o) { o = Add(a, b) }", { inputs: { a: "y" } })],
			"agraph (float[2] x, float[2] b) => (float[2] y, float[2] o) { y = Relu(x) o = Add(y, b) }",
		);
	});

	test("takes its tensors from the edit", () => {
		check(
			host,
			[merge("o = Add(a, w)", { inputs: { a: "y" }, tensors: { w: { type: "float", dims: [1], values: [2] } } })],
			"agraph (float[2] x) => (float[2] y, o) <float[1] w = {2}> { y = Relu(x) o = Add(y, w) }",
		);
	});

	test("brings its functions", () => {
		const model = `<ir_version: 8, opset_import: ["": 26, "my": 1]> next (float[2] a) => (float[2] o) { o = my.f(a) } <domain: "my", opset_import: ["": 26]> f (p) => (q) { q = Exp(p) }`;
		const { graph, problems } = applyEdits(graphOf(host), [
			merge(model, { inputs: { a: "y" } }),
			merge(model, { prefix: "p_" }),
		]);
		expect(problems.map(({ problem }) => problem.code)).toEqual(["edit/no-merge"]);
		expect(graph.functions.map(({ name }) => name)).toEqual(["f"]);
	});

	test("is refused where names clash, versions differ, or nothing fits", () => {
		checkRefused(host, merge("y = Exp(a)"), "edit/name-taken");
		checkRefused(
			host,
			merge('<ir_version: 8, opset_import: ["": 9]> m (float a) => (float o) { o = Exp(a) }'),
			"edit/no-merge",
		);
		checkRefused(host, merge("o = Exp(a)", { inputs: { b: "y" } }), "edit/no-such-input");
		checkRefused(host, merge("o = Exp(a)", { inputs: { a: "q" } }), "edit/no-such-value");
		checkRefused(host, merge("o = Exp(a)", { inputs: { a: "y" }, outputs: { o: "x" } }), "edit/circle");
		checkRefused(host, merge("o = Exp(a"), "text/expected");
	});
});

describe("inputs and outputs of a function", () => {
	const model = (call: string, head: string, given: string) => `<ir_version: 10, opset_import: ["": 20, "my": 1]>
		agraph (float[2] x, float[2] u) => (float[2] y) { ["call"] ${call} }
		<domain: "my", opset_import: ["": 20]> f (${head}) => (${given}) { o = Sub(a, b) n = Neg(a) }`;
	const inFunction = { in: { function: { domain: "my", name: "f" } } };
	const before = model("y, z = my.f(x, u)", "a, b", "o, n");

	test("take calls along when they move, come and go", () => {
		check(
			before,
			[{ do: "move-input", value: "a", position: 1, ...inFunction }],
			model("y, z = my.f(u, x)", "b, a", "o, n"),
		);
		check(
			before,
			[{ do: "move-output", value: "n", position: 0, ...inFunction }],
			model("z, y = my.f(x, u)", "a, b", "n, o"),
		);
		check(before, [{ do: "remove-output", value: "n", ...inFunction }], model("y = my.f(x, u)", "a, b", "o"));
		check(
			before,
			[{ do: "add-input", value: "k", type: "float", position: 1, ...inFunction }],
			model('y, z = my.f(x, "", u)', "a, float k, b", "o, n"),
		);
	});

	test("are refused where a call needs them", () => {
		checkRefused(before, { do: "remove-output", value: "o", ...inFunction }, "edit/still-read");
		checkRefused(before, { do: "remove-input", value: "a", ...inFunction }, "edit/still-read");
	});
});

describe("sizes", () => {
	const sized = (n: string, e: string) => `agraph (float[${n},3] x) => (float["${e}"] y) { h = Relu(x) y = Neg(h) }`;

	test("in expressions, by whole names", () => {
		const fix: Edit = { do: "fix-dimension", name: "N", size: 4 };
		check(sized("N", "floor(N/2) + N_1 + 'N'"), [fix], sized("4", "floor(4/2) + N_1 + 4"));
		checkRefused(sized("NN", "N(2)"), fix, "edit/no-such-dimension");
		check(sized("N", "N*2"), [{ do: "rename-dimension", from: "N", to: "a b" }], sized('"a b"', "'a b'*2"));
	});

	test("refuse what is no size", () => {
		checkRefused(sized("N", "N"), { do: "fix-dimension", name: "N", size: -1 }, "edit/bad-number");
		checkRefused(sized("N", "N"), { do: "rename-dimension", from: "N", to: "" }, "edit/bad-name");
	});
});

describe("the model around", () => {
	test("refuses numbers that are none, and metadata that is not there", () => {
		const graph = "agraph (float x) => (float y) { y = Relu(x) }";
		checkRefused(graph, { do: "set-model", modelVersion: 0.5 }, "edit/bad-number");
		checkRefused(graph, { do: "set-metadata", key: "k" }, "edit/no-such-metadata");
		const { graph: after } = applyEdits(graphOf(graph), [{ do: "set-model", modelVersion: 3 }]);
		expect(after.header.modelVersion).toBe(3n);
	});
});
