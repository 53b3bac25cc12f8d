import { describe, expect, test } from "vitest";
import { applyEdits, type Edit, type TensorLiteral } from "../index.ts";
import { check, checkRefused, graphOf } from "./checking.ts";

const chain = 'agraph (float[2] x) => (float[2] z) { ["a"] y = Relu(x) ["b"] z = Neg(y) }';
const two: TensorLiteral = { type: "float", dims: [2], values: [1, 2] };

describe("set-types", () => {
	test("declares types inside, of inputs and of outputs, and forgets them", () => {
		const types = { x: "float[N]", y: "float[N]", z: "float[N]" };
		const after = chain.replaceAll("float[2]", "float[N]").replace("{", "<float[N] y> {");
		check(chain, [{ do: "set-types", types }], after);
		check(after, [{ do: "set-types", types: { y: null } }], after.replace("<float[N] y> ", ""));
	});

	test("is refused whole for a value that is not there, no type, or a tensor of another type", () => {
		checkRefused(chain, { do: "set-types", types: { y: "float[N]", n: "float" } }, "edit/no-such-value");
		checkRefused(chain, { do: "set-types", types: { y: "flaot[N]" } }, "edit/bad-type");
		checkRefused(chain, { do: "set-types", types: { x: null } }, "edit/needs-type");
		const weights = "agraph (float[2] x) => (float[2] y) <float[2] w = {1, 2}> { y = Add(x, w) }";
		checkRefused(weights, { do: "set-types", types: { w: "float16[2]" } }, "edit/fixed-type");
	});

	test("of names that objects have by themselves is no trouble", () => {
		const types = JSON.parse('{"__proto__": "float[N]"}') as Record<string, string>;
		checkRefused(chain, { do: "set-types", types }, "edit/no-such-value");
	});
});

describe("make-constant", () => {
	const make = (value: string): Edit => ({ do: "make-constant", value, tensor: two });

	test("what made only this goes", () => {
		check(chain, [make("y")], 'agraph (float[2] x) => (float[2] z) <float[2] y = {1, 2}> { ["b"] z = Neg(y) }');
	});

	test("what makes more stays and stops making this", () => {
		check(
			"agraph (float[4] x) => (float[2] z, float[2] v) { y, v = Split(x) z = Neg(y) }",
			[make("y")],
			"agraph (float[4] x) => (float[2] z, float[2] v) <float[2] y = {1, 2}> { y_unused, v = Split(x) z = Neg(y) }",
		);
	});

	test("an input stops being one, and an output stays one", () => {
		check(chain, [make("x")], chain.replace("(float[2] x)", "()").replace("{", "<float[2] x = {1, 2}> {"));
		check(chain, [make("z")], 'agraph (float[2] x) => (float[2] z) <float[2] z = {1, 2}> { ["a"] y = Relu(x) }');
	});

	test("an input of a function goes from its calls too", () => {
		const model = (call: string, head: string, lines: string) => `<ir_version: 10, opset_import: ["": 20, "my": 1]>
			agraph (float[2] x, float[2] u) => (float[2] y) { y = my.f(${call}) }
			<domain: "my", opset_import: ["": 20]> f (${head}) => (c) { ${lines} }`;
		check(
			model("x, u", "a, b", "c = Add(a, b)"),
			[{ ...make("a"), in: { function: { domain: "my", name: "f" } } } as Edit],
			model("u", "b", "a = Constant <value = float[2] {1, 2}> () c = Add(a, b)"),
		);
	});
});

describe("set-tensor", () => {
	const weights = (tensor: string) => `agraph (float[2] x) => (float[2] y) <${tensor}> { y = Add(x, w) }`;

	test("changes an initializer, with its type", () => {
		check(weights("float[1] w = {3}"), [{ do: "set-tensor", value: "w", tensor: two }], weights("float[2] w = {1, 2}"));
	});

	test("changes a Constant of any form", () => {
		const constant = (attribute: string) =>
			`agraph (float[2] x) => (float[2] y) { w = Constant <${attribute}> () y = Add(x, w) }`;
		const edit: Edit = { do: "set-tensor", value: "w", tensor: two };
		check(constant("value = float[1] {5}"), [edit], constant("value = float[2] {1, 2}"));
		check(constant("value_floats = [1.0]"), [edit], constant("value = float[2] {1, 2}"));
	});

	test("is refused where there is no tensor", () => {
		checkRefused(chain, { do: "set-tensor", value: "y", tensor: two }, "edit/no-such-tensor");
		checkRefused(chain, { do: "set-tensor", value: "q", tensor: two }, "edit/no-such-value");
	});
});

describe("remove-initializers", () => {
	const before = "agraph (float[2] x) => (float[2] y) <float[2] w = {1, 2}, float[2] v = {3, 4}> { y = Add(x, w) }";
	const after = "agraph (float[2] x) => (float[2] y) <float[2] w = {1, 2}> { y = Add(x, w) }";

	test("removes what nothing reads", () => {
		check(before, [{ do: "remove-initializers", values: ["v"] }], after);
		checkRefused(before, { do: "remove-initializers", values: ["v", "w"] }, "edit/still-read");
		checkRefused(before, { do: "remove-initializers", values: ["x"] }, "edit/no-such-tensor");
		const { problems } = applyEdits(graphOf(before), [{ do: "remove-initializers", values: ["w"], dangling: true }]);
		expect(problems).toEqual([]);
	});

	test("leaves an input that has it for a default", () => {
		check(
			"agraph (float[2] x, float[2] w = {1, 2}) => (float[2] y) { y = Add(x, w) }",
			[{ do: "remove-initializers", values: ["w"] }],
			"agraph (float[2] x, float[2] w) => (float[2] y) { y = Add(x, w) }",
		);
	});
});

describe("before IR version 4", () => {
	const model = (head: string, lines: string) => `<ir_version: 3, opset_import: ["": 8]> agraph ${head} { ${lines} }`;

	test("initializers come and go as inputs", () => {
		check(
			model("(float[2] x, float[2] w = {1, 2}) => (float[2] y)", '["a"] y = Add(x, w)'),
			[{ do: "replace-nodes", nodes: [{ name: "a" }], with: "y = Mul(x, v)", tensors: { v: two } }],
			model("(float[2] x, float[2] v = {1, 2}) => (float[2] y)", "y = Mul(x, v)"),
		);
	});

	test("a new size of an initializer is that of the input", () => {
		check(
			model("(float[2] x, float[1] w = {7}) => (float[2] y)", "y = Add(x, w)"),
			[{ do: "set-tensor", value: "w", tensor: two }],
			model("(float[2] x, float[2] w = {1, 2}) => (float[2] y)", "y = Add(x, w)"),
		);
	});
});

describe("set-opset", () => {
	const imports = (edits: Edit[]) => {
		const { graph, problems } = applyEdits(graphOf(`<ir_version: 8, opset_import: ["": 13, "my": 1]> ${chain}`), edits);
		return [
			...graph.header.opsetImport.map(({ domain, version }) => `${domain} ${version}`),
			...problems.map(({ problem }) => problem.code),
		];
	};

	test("changes, adds and removes", () => {
		expect(imports([{ do: "set-opset", domain: "ai.onnx", version: 17 }])).toEqual([" 17", "my 1"]);
		expect(imports([{ do: "set-opset", domain: "com.microsoft", version: 1 }])).toEqual([
			" 13",
			"my 1",
			"com.microsoft 1",
		]);
		expect(imports([{ do: "set-opset", domain: "my" }])).toEqual([" 13"]);
	});

	test("is refused for a set in use, one that is not there, and no version", () => {
		expect(imports([{ do: "set-opset", domain: "" }])).toEqual([" 13", "my 1", "edit/opset-in-use"]);
		expect(imports([{ do: "set-opset", domain: "mine" }])).toEqual([" 13", "my 1", "edit/no-such-opset"]);
		expect(imports([{ do: "set-opset", domain: "my", version: 1.5 }])).toEqual([" 13", "my 1", "edit/bad-number"]);
	});
});
