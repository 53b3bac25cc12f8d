import { modelBytes, modelNames } from "@suture/fixtures";
import { readModel, sourceFromBytes } from "@suture/onnx";
import { describe, expect, test } from "vitest";
import { check, checkRefused, edited, graphOf, linesOf } from "./edits/checking.ts";
import { applyEdits, bodyOf, checkGraph, type Edit, graphFromModel, modelFromGraph, nodeChanges } from "./index.ts";

const chain = 'agraph (float[2] x) => (float[2] z) { ["a"] y = Relu(x) ["b"] z = Neg(y) }';
const branch = `agraph (bool c, float[2] x) => (float[2] y) {
	["r"] h = Relu(x)
	["if"] y = If(c) <then_branch = t () => (float[2] p) { p = Neg(h) }, else_branch = e () => (float[2] q) { q = Abs(x) }>
}`;

describe("delete-nodes", () => {
	test("takes a node out and leaves what took its output without", () => {
		const { graph } = applyEdits(graphOf(chain), [{ do: "delete-nodes", nodes: [{ name: "a" }] }]);
		expect(bodyOf(graph, graph.main).nodes.map(({ name }) => name)).toEqual(["b"]);
		expect(checkGraph(graph).map(({ sentence }) => sentence)).toEqual(["b takes y, which nothing makes."]);
	});

	test("takes along the initializers that only it used, and keeps shared ones", () => {
		const before =
			'agraph (float[2] x) => (float[2] z) <float[2] own = {1, 2}, float[2] shared = {3, 4}> { ["a"] y = Sum(x, own, shared) ["b"] z = Add(x, shared) }';
		const after = 'agraph (float[2] x) => (float[2] z) <float[2] shared = {3, 4}> { ["b"] z = Add(x, shared) }';
		check(before, [{ do: "delete-nodes", nodes: [{ name: "a" }] }], after);
	});

	test("keeps an initializer that a body inside still takes from outside", () => {
		const before = `agraph (bool c, float[2] x) => (float[2] y) <float[2] w = {1, 2}> {
			["gone"] u = Add(x, w)
			["if"] y = If(c) <then_branch = t () => (float[2] p) { p = Add(x, w) }, else_branch = e () => (float[2] q) { q = Abs(x) }>
		}`;
		const { graph } = applyEdits(graphOf(before), [{ do: "delete-nodes", nodes: [{ name: "gone" }] }]);
		expect(bodyOf(graph, graph.main).initializers.map(({ name }) => name)).toEqual(["w"]);
		expect(checkGraph(graph)).toEqual([]);
	});

	test("takes the bodies of an If along", () => {
		const { graph } = applyEdits(graphOf(branch), [{ do: "delete-nodes", nodes: [{ name: "if" }] }]);
		expect(graph.bodies.size).toBe(1);
	});

	test("finds a node inside a branch", () => {
		const edit: Edit = {
			do: "delete-nodes",
			nodes: [{ output: "p" }],
			in: { path: [{ node: { name: "if" }, attribute: "then_branch" }] },
		};
		const { graph, problems } = applyEdits(graphOf(branch), [edit]);
		expect(problems).toEqual([]);
		expect(checkGraph(graph).map(({ code }) => code)).toEqual(["graph/dangling-output"]);
	});

	test("of an unknown node is refused with the nearest name", () => {
		const { problems } = applyEdits(graphOf('agraph (float x) => (float y) { ["/layer/Conv_1"] y = Relu(x) }'), [
			{ do: "delete-nodes", nodes: [{ name: "/layer/Conv_2" }] },
		]);
		expect(problems[0]?.problem.sentence).toBe("There is no node /layer/Conv_2. Did you mean /layer/Conv_1?");
	});

	test("with two nodes of one name wants an output", () => {
		const twins = 'agraph (float x) => (float z) { ["n"] y = Relu(x) ["n"] z = Neg(y) }';
		checkRefused(twins, { do: "delete-nodes", nodes: [{ name: "n" }] }, "edit/ambiguous-node");
		const { graph } = applyEdits(graphOf(twins), [{ do: "delete-nodes", nodes: [{ name: "n", output: "z" }] }]);
		expect(bodyOf(graph, graph.main).nodes.map(({ opType }) => opType)).toEqual(["Relu"]);
	});
});

describe("outputs", () => {
	test("a value becomes an output with the type that the edit gives", () => {
		check(
			chain,
			[{ do: "add-output", value: "y", type: "float[2]" }],
			'agraph (float[2] x) => (float[2] z, float[2] y) { ["a"] y = Relu(x) ["b"] z = Neg(y) }',
		);
	});

	test("without a type the output is made all the same, and said so", () => {
		expect(edited(chain, [{ do: "add-output", value: "y" }]).codes).toEqual(["edit/output-without-type"]);
	});

	test("a type that is none is refused", () => {
		checkRefused(chain, { do: "add-output", value: "y", type: "flaot[2]" }, "edit/bad-type");
	});

	test("what is an output already stays one, once", () => {
		checkRefused(chain, { do: "add-output", value: "z" }, "edit/already-output");
	});

	test("an output stops being one and keeps its type inside", () => {
		const edits: Edit[] = [
			{ do: "add-output", value: "y", type: "float[2]" },
			{ do: "remove-output", value: "z" },
		];
		const { graph, problems } = applyEdits(graphOf(chain), edits);
		const body = bodyOf(graph, graph.main);
		expect(problems).toEqual([]);
		expect([body.outputs, body.valueInfo].map((list) => list.map(({ name }) => name))).toEqual([["y"], ["z"]]);
	});

	test("the last output can't be removed", () => {
		checkRefused(chain, { do: "remove-output", value: "z" }, "edit/last-output");
	});
});

describe("make-input", () => {
	test("cuts a value off from what made it", () => {
		const edits: Edit[] = [
			{ do: "make-input", value: "y", type: "float[2]" },
			{ do: "remove-unreachable", inputs: true },
		];
		check(chain, edits, 'agraph (float[2] y) => (float[2] z) { ["b"] z = Neg(y) }');
	});

	test("needs a type", () => checkRefused(chain, { do: "make-input", value: "y" }, "edit/input-without-type"));

	test("makes an initializer an input of its type", () => {
		const before = "agraph (float[2] x) => (float[2] y) <float[2] w = {1, 2}> { y = Add(x, w) }";
		check(
			before,
			[{ do: "make-input", value: "w" }],
			"agraph (float[2] x, float[2] w) => (float[2] y) { y = Add(x, w) }",
		);
	});
});

describe("remove-unreachable", () => {
	test("removes nodes and initializers that no output needs, and keeps the inputs", () => {
		const before =
			"agraph (float[2] x, float[2] u) => (float[2] y) <float[2] w = {1, 2}> { y = Relu(x) v = Add(u, w) s = Neg(v) }";
		check(before, [{ do: "remove-unreachable" }], "agraph (float[2] x, float[2] u) => (float[2] y) { y = Relu(x) }");
		check(before, [{ do: "remove-unreachable", inputs: true }], "agraph (float[2] x) => (float[2] y) { y = Relu(x) }");
	});

	test("cleans branches, and what only their dead nodes took from outside", () => {
		const before = `agraph (bool c, float[2] x) => (float[2] y) {
			["only-for-the-dead"] h = Relu(x)
			y = If(c) <then_branch = t () => (float[2] p) { dead = Neg(h) p = Abs(x) }, else_branch = e () => (float[2] q) { q = Abs(x) }>
		}`;
		const { graph } = applyEdits(graphOf(before), [{ do: "remove-unreachable" }]);
		const operators = [...graph.bodies.values()].flatMap(({ nodes }) => nodes.map(({ opType }) => opType));
		expect(operators.sort()).toEqual(["Abs", "Abs", "If"]);
	});
});

describe("rename", () => {
	test("a node", () =>
		check(chain, [{ do: "rename-node", node: { name: "a" }, name: "c" }], chain.replace('"a"', '"c"')));

	test("a value wherever it is made and taken, in branches too", () => {
		const { graph } = applyEdits(graphOf(branch), [{ do: "rename-value", value: "h", name: "hidden" }]);
		expect(checkGraph(graph)).toEqual([]);
		expect(linesOf(graph)).not.toMatch(/\bh\b/);
	});

	test("to a name that is taken is refused, also when a branch has it", () => {
		checkRefused(chain, { do: "rename-value", value: "y", name: "x" }, "edit/name-taken");
		expect(edited(branch, [{ do: "rename-value", value: "h", name: "p" }]).codes).toEqual(["edit/name-taken"]);
		checkRefused(chain, { do: "rename-node", node: { name: "a" }, name: "b" }, "edit/name-taken");
	});
});

test("an edit that does not fit is left out whole, and the rest is applied", () => {
	const { graph, problems } = applyEdits(graphOf(chain), [
		{ do: "rename-value", value: "nothing", name: "n" },
		{ do: "rename-node", node: { name: "b" }, name: "last" },
	]);
	expect(problems.map(({ step, problem }) => [step, problem.code])).toEqual([[0, "edit/no-such-value"]]);
	expect(bodyOf(graph, graph.main).nodes[1]?.name).toBe("last");
});

test("a diff says which nodes came, went and changed, and which did not", () => {
	const { diff } = applyEdits(graphOf(chain), [
		{ do: "replace-nodes", nodes: [{ name: "a" }], with: '["c"] y = Abs(x)' },
		{ do: "rename-node", node: { name: "b" }, name: "d" },
	]);
	const names = nodeChanges(diff).map(({ before, after }) => [before?.name, after?.name]);
	expect(names).toEqual([
		[undefined, "c"],
		["b", "d"],
		["a", undefined],
	]);
});

test("a recipe made of data and back does the same", () => {
	const recipe: Edit[] = [
		{ do: "add-output", value: "y", type: "float[2]" },
		{ do: "delete-nodes", nodes: [{ name: "b", output: "z" }] },
	];
	const again = JSON.parse(JSON.stringify(recipe)) as Edit[];
	expect(edited(chain, again)).toEqual(edited(chain, recipe));
});

describe("checkGraph", () => {
	test("finds a circle, and not what only comes behind it", () => {
		const circle = 'agraph (float x) => (float z) { ["a"] y = Add(x, w) ["b"] w = Neg(y) ["c"] z = Abs(w) }';
		const found = checkGraph(graphOf(circle)).filter(({ code }) => code === "graph/cycle");
		expect(found[0]?.facts).toEqual({ nodes: ["a", "b"] });
	});

	test("finds a node before what it needs", () => {
		const codes = checkGraph(graphOf("agraph (float x) => (float z) { z = Neg(y) y = Relu(x) }")).map(
			({ code }) => code,
		);
		expect(codes).toEqual(["graph/order"]);
	});

	test("finds a value made twice and one that hides another", () => {
		expect(
			checkGraph(graphOf("agraph (float x) => (float y) { y = Relu(x) y = Neg(x) }")).map(({ code }) => code),
		).toEqual(["graph/duplicate-value"]);
		const hiding = branch.replace("p = Neg(h)", "x = Neg(h) p = Neg(x)");
		expect(checkGraph(graphOf(hiding)).map(({ code }) => code)).toContain("graph/hidden-value");
	});
});

describe.each(modelNames)("%s", (name) => {
	test("a graph that was not edited is the very model that was read", async () => {
		const { model } = await readModel(sourceFromBytes(modelBytes(name), name));
		if (!model) throw new Error("it is a model");
		const graph = graphFromModel(model);
		expect(modelFromGraph(graph)).toBe(model);
		expect(checkGraph(graph)).toEqual([]);
	});
});
