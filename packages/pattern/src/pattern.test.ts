import { applyEdits, bodyOf, type Graph, graphFromModel, indexOf, modelFromText, textFromBody } from "@suture/graph";
import { expect, test } from "vitest";
import {
	findPattern,
	type Loosening,
	loosen,
	type Pattern,
	patternFromNodes,
	patternJson,
	readPattern,
	replaceAll,
	textOfPattern,
} from "./index.ts";

function graphOf(text: string): Graph {
	const { model, problems } = modelFromText(text);
	if (!model) throw new Error(problems[0]?.sentence);
	return graphFromModel(model);
}

/** The pattern of the nodes of main that have these names. */
function patternOf(graph: Graph, ...names: string[]): Pattern {
	const { named } = indexOf(bodyOf(graph, graph.main));
	const made = patternFromNodes(
		graph,
		graph.main,
		names.flatMap((name) => named.get(name) ?? []),
	);
	if ("problem" in made) throw new Error(made.problem.sentence);
	return made.pattern;
}

function refused(graph: Graph, ...names: string[]): string {
	const nodes = names.flatMap((name) => indexOf(bodyOf(graph, graph.main)).named.get(name) ?? []);
	const made = patternFromNodes(graph, graph.main, nodes);
	return "problem" in made ? made.problem.code : "taken";
}

/** Names of the nodes of each occurrence. */
const places = (graph: Graph, pattern: Pattern) =>
	findPattern(graph, pattern).occurrences.map(({ nodes }) => nodes.map(({ name }) => name).join(" "));

function replaced(graph: Graph, pattern: Pattern, lines: string): string {
	const made = replaceAll(graph, pattern, findPattern(graph, pattern).occurrences, lines);
	if ("problems" in made) return made.problems.map(({ code, sentence }) => `${code}: ${sentence}`).join("\n");
	const applied = applyEdits(graph, made.edits);
	expect(applied.problems).toEqual([]);
	return textFromBody(applied.graph, graph.main);
}

const chain = (lines: string, more = "") =>
	graphOf(
		`<ir_version: 8, opset_import: ["" : 17]> g (float[4] x, float[4] u) => (float[4] z) <float two = {2}, float three = {3}${more}> { ${lines} }`,
	);

const twice = chain(`
	["a"] a = Sigmoid (x)  ["b"] b = Mul (x, a)
	["c"] c = Sigmoid (b)  ["d"] d = Mul (b, c)
	["e"] e = Sigmoid (u)  ["f"] f = Mul (d, e)
	["g"] z = Relu (f)`);

test("nodes that were selected once are found wherever their like is", () => {
	const pattern = patternOf(twice, "a", "b");
	expect(textOfPattern(pattern)).toBe("(x) => (y)\nt = Sigmoid (x)\ny = Mul (x, t)");
	expect(places(twice, pattern)).toEqual(["a b", "c d"]);
	expect(replaced(twice, pattern, "y = com.microsoft.QuickGelu <alpha = 1.0> (x)")).toBe(
		`b = com.microsoft.QuickGelu <alpha = 1.0> (x)
d = com.microsoft.QuickGelu <alpha = 1.0> (b)
e = Sigmoid (u)
f = Mul (d, e)
z = Relu (f)`,
	);
});

test("inputs of Add and its kin may be swapped, those of Sub may not", () => {
	const graph = chain(`
		["a"] a = Exp (x)  ["b"] b = Add (x, a)
		["c"] c = Exp (b)  ["d"] d = Add (c, b)
		["e"] e = Exp (d)  ["f"] f = Sub (d, e)
		["g"] h = Exp (f)  ["h"] z = Sub (h, f)`);
	expect(places(graph, patternOf(graph, "a", "b"))).toEqual(["a b", "c d"]);
	expect(places(graph, loosen(patternOf(graph, "a", "b"), { commutative: false }))).toEqual(["a b"]);
	expect(places(graph, patternOf(graph, "e", "f"))).toEqual(["e f"]);
});

const scaled = chain(
	`["a"] a = Mul (x, two)  ["b"] b = Mul (a, three)  ["c"] c = Mul (b, deux)  ["k"] k = Constant <value_float = 2.0> ()
	 ["d"] d = Mul (k, c)  ["i"] i = Identity (two)  ["e"] e = Mul (d, i)  ["f"] z = Mul (e, u)`,
	", float deux = {2}",
);

test("a constant fits by what it holds, not by its name or by what holds it", () => {
	expect(places(scaled, patternOf(scaled, "a"))).toEqual(["a", "c", "d", "e"]);
});

test.each<[string, Loosening, number]>([
	["as it was selected", {}, 4],
	["with any constant", { constants: true }, 5],
	["with a constant of another pattern", { constants: ["c7"] }, 4],
	["with this constant", { constants: ["c"] }, 5],
])("constants: %s", (_, loosening, times) => {
	expect(places(scaled, loosen(patternOf(scaled, "a"), loosening)).length).toBe(times);
});

test("an input whose default may be replaced is no constant", () => {
	const graph = graphOf(
		`<ir_version: 8, opset_import: ["" : 17]> g (float[4] x, float s = {2}) => (float[4] z) <float two = {2}> {
		 ["a"] a = Mul (x, two) ["b"] z = Mul (a, s) }`,
	);
	expect(places(graph, patternOf(graph, "a"))).toEqual(["a"]);
});

test("weights need not be the same, small numbers need", () => {
	const graph = chain(
		`["a"] a = Mul (x, v)  ["b"] b = Add (a, two)  ["c"] c = Mul (b, w)  ["d"] d = Add (c, two)
		 ["e"] e = Mul (d, w)  ["f"] z = Add (e, three)`,
		", float[4] v = {1, 2, 3, 4}, float[4] w = {4, 3, 2, 1}",
	);
	expect(places(graph, patternOf(graph, "a", "b"))).toEqual(["a b", "c d"]);
});

test("attributes fit by value, and what is at its default counts as left out", () => {
	const graph = chain(`
		["a"] a = Softmax <axis = -1> (x)  ["b"] b = Softmax (a)  ["c"] c = Softmax <axis = 0> (b)
		["d"] d = LeakyRelu <alpha = 0.2> (c) ["e"] e = LeakyRelu <alpha = 0.1> (d) ["f"] z = LeakyRelu (e)`);
	expect(places(graph, patternOf(graph, "a"))).toEqual(["a", "b"]);
	const leaky = patternOf(graph, "d");
	expect(places(graph, leaky)).toEqual(["d"]);
	expect(places(graph, loosen(leaky, { attributes: [{ node: 0, attribute: "alpha" }] }))).toEqual(["d", "e", "f"]);
	expect(places(graph, loosen(patternOf(graph, "b"), { attributes: true }))).toEqual(["a", "b", "c"]);
});

test("places that overlap are not taken twice", () => {
	const graph = chain(`["a"] a = Relu (x) ["b"] b = Relu (a) ["c"] c = Relu (b) ["d"] d = Relu (c) ["e"] z = Relu (d)`);
	expect(places(graph, patternOf(graph, "a", "b"))).toEqual(["a b", "c d"]);
});

test("a value inside that somebody else reads forbids the place, and is named", () => {
	const graph = chain(`
		["a"] a = Sigmoid (x)  ["b"] b = Mul (x, a)
		["c"] c = Sigmoid (b)  ["d"] d = Mul (b, c)  ["e"] e = Exp (c)  ["f"] z = Add (d, e)`);
	const { occurrences, forbidden } = findPattern(graph, patternOf(graph, "a", "b"));
	expect(occurrences.length).toBe(1);
	expect(forbidden.map(({ problem }) => problem.sentence)).toEqual(["c is inside of the pattern, and e reads it."]);
});

test("a branch that reads a value inside, and an output of the graph, forbid a place too", () => {
	const graph = graphOf(`<ir_version: 8, opset_import: ["" : 17]> g (float[4] x, bool q) => (float[4] z, float[4] h) {
		["a"] a = Exp (x)  ["b"] b = Neg (a)
		["c"] c = Exp (b)  ["d"] d = Neg (c)
		["e"] h = Exp (d)  ["f"] f = Neg (h)
		["if"] i = If (q) <then_branch = yes () => (float[4] p) { p = Abs (c) }, else_branch = no () => (float[4] r) { r = Abs (f) }>
		["g"] z = Relu (i) }`);
	const { occurrences, forbidden } = findPattern(graph, patternOf(graph, "a", "b"));
	expect(occurrences.length).toBe(1);
	expect(forbidden.map(({ problem }) => problem.facts["reader"])).toEqual(["if", "the graph, as its output,"]);
});

test("a place where an input of the pattern is a value inside is forbidden", () => {
	const pattern = patternOf(chain(`["a"] a = Neg (x)  ["b"] z = Add (a, u)`), "a", "b");
	const graph = chain(`["a"] a = Neg (x)  ["b"] b = Add (a, a)  ["c"] c = Neg (b)  ["d"] z = Add (c, u)`);
	const { occurrences, forbidden } = findPattern(graph, pattern);
	expect(occurrences.map(({ nodes }) => nodes.map(({ name }) => name))).toEqual([["c", "d"]]);
	expect(forbidden.map(({ problem }) => problem.code)).toEqual(["pattern/input-inside"]);
});

test("a place whose replacement would wait for itself is refused where it is replaced, and the others are not", () => {
	const graph = chain(`
		["a"] a = Neg (x)  ["b"] b = Exp (a)  ["c"] c = Add (a, b)
		["d"] d = Neg (c)  ["e"] e = Exp (u)  ["f"] f = Add (d, e)  ["g"] z = Sub (f, d)`);
	const pattern = patternOf(graph, "d", "f");
	const { occurrences } = findPattern(graph, pattern);
	expect(occurrences.length).toBe(2);
	const made = replaceAll(graph, pattern, occurrences, "y1, y2 = my.both (x1, x2)");
	const { problems } = applyEdits(graph, "edits" in made ? made.edits : []);
	expect(problems.map(({ step, problem }) => [step, problem.code])).toEqual([[0, "edit/circle"]]);
});

test("bodies and functions are searched, and edits reach them", () => {
	const graph = graphOf(`<ir_version: 10, opset_import: ["" : 20, "my" : 1]> g (float[4] x, bool q) => (float[4] z) {
		["a"] a = Exp (x)  ["b"] b = Neg (a)
		["if"] i = If (q) <
			then_branch = yes () => (float[4] p) { ["c"] c = Exp (b) ["d"] p = Neg (c) },
			else_branch = no () => (float[4] r) { r = Abs (b) }>
		["g"] z = my.f (i) }
	<domain: "my", opset_import: ["" : 20]> f (v) => (w) { ["e"] k = Exp (v) ["f"] w = Neg (k) }`);
	const pattern = patternOf(graph, "a", "b");
	expect(places(graph, pattern)).toEqual(["a b", "c d", "e f"]);
	const made = replaceAll(graph, pattern, findPattern(graph, pattern).occurrences, "t = Sinh (x) y = Cosh (t)");
	const applied = applyEdits(graph, "edits" in made ? made.edits : []);
	expect(applied.problems).toEqual([]);
	const operators = [...applied.graph.bodies.values()].flatMap(({ nodes }) => nodes.map(({ opType }) => opType));
	expect(operators.filter((one) => one === "Sinh").length).toBe(3);
	expect(operators).not.toContain("Exp");
});

test("new names are free at every place, constants can be named, and Constant nodes that nothing reads go", () => {
	const graph = chain(
		`
		["k"] k = Constant <value = float {0.5}> ()
		["l/a"] a = Mul (x, k)  ["l/b"] b = Add (a, w)
		["m/c"] c = Mul (b, k)  ["m/d"] z = Add (c, w)`,
		", float[4] w = {1, 2, 3, 4}",
	);
	expect(
		replaced(graph, patternOf(graph, "l/a", "l/b"), `float[4] h = {2, 2, 2, 2} t = Div (x, h) ["sum"] y = Sum (t, c2)`),
	).toBe(
		`t = Div (x, h)
b = Sum (t, w)
t_1 = Div (b, h_1)
z = Sum (t_1, w)`,
	);
	expect(replaced(graph, patternOf(graph, "l/a", "l/b"), `y = Sum (x, c1, c2)`)).toContain("k = Constant");
});

test("a replacement is held against the pattern's names", () => {
	const pattern = patternOf(twice, "a", "b");
	expect(replaced(twice, pattern, "y = Gelu (z)")).toContain("pattern/unknown-name: z is no input and no constant");
	expect(replaced(twice, pattern, "t = Gelu (x)")).toContain("pattern/output-not-made: y is an output");
	expect(replaced(twice, pattern, "x = Relu (x) y = Gelu (x)")).toContain("pattern/makes-input");
	expect(replaced(twice, pattern, "y = Gelu (x")).toContain("text/");
});

test("names of the graph that look local are taken as they stand", () => {
	const graph = graphOf(
		`<ir_version: 8, opset_import: ["" : 17]> g (float[4] "%x") => (float[4] z) { ["a"] "__proto__" = Exp ("%x") ["b"] z = Neg ("__proto__") }`,
	);
	expect(replaced(graph, patternOf(graph, "a"), "y = Tanh (x)")).toBe(`__proto__ = Tanh ("%x")\nz = Neg (__proto__)`);
});

test("what is no example is refused", () => {
	const graph = graphOf(`<ir_version: 8, opset_import: ["" : 17]> g (float[4] x, bool q) => (float[4] z) {
		["a"] a = Exp (x)  ["b"] b = Neg (a) ["c"] c = Abs (b) ["k"] k = Constant <value = float {1}> ()
		["if"] z = If (q) <then_branch = yes () => (float[4] p) { p = Abs (c) }, else_branch = no () => (float[4] r) { r = Add (c, k) }> }`);
	expect([refused(graph), refused(graph, "k"), refused(graph, "a", "c"), refused(graph, "c", "if")]).toEqual([
		"pattern/no-nodes",
		"pattern/no-nodes",
		"pattern/apart",
		"pattern/unwritable",
	]);
});

test("a pattern as JSON means the same", () => {
	const pattern = loosen(patternOf(scaled, "a", "b"), { constants: ["c2"] });
	expect(readPattern(JSON.parse(JSON.stringify(patternJson(pattern))))).toEqual({ pattern });
});

test("a pattern that was written by hand may write texts as it likes", () => {
	const read = readPattern({
		suture: "pattern",
		version: 1,
		nodes: [{ opType: "Mul", inputs: ["x", "c"], outputs: ["y"] }],
		inputs: ["x"],
		outputs: ["y"],
		constants: [{ name: "c", tensor: "float { 2.00 }" }],
	});
	expect("pattern" in read && places(scaled, read.pattern)).toEqual(["a", "c", "d", "e"]);
});

const node = { opType: "Relu", inputs: ["x"], outputs: ["y"] };
const whole = { suture: "pattern", version: 1, nodes: [node], inputs: ["x"], outputs: ["y"] };

test.each<[string, unknown]>([
	["no object", []],
	["null", null],
	["another file", { ...whole, suture: "recipe" }],
	["another version", { ...whole, version: 2 }],
	["a field of its own", { ...whole, more: 1 }],
	["a field from JSON that means more in JavaScript", JSON.parse('{"__proto__": {"suture": "pattern"}}')],
	["no nodes", { ...whole, nodes: [] }],
	["a value from nowhere", { ...whole, inputs: [] }],
	["an output that nothing makes", { ...whole, outputs: ["z"] }],
	["no output", { ...whole, outputs: [] }],
	["a value twice", { ...whole, inputs: ["x", "y"] }],
	["nodes apart", { ...whole, nodes: [node, { ...node, inputs: ["u"], outputs: ["v"] }], inputs: ["x", "u"] }],
	["an attribute that is none", { ...whole, nodes: [{ ...node, attributes: [{ name: "axis", text: "axis = " }] }] }],
	["an attribute of another name", { ...whole, nodes: [{ ...node, attributes: [{ name: "axis", text: "to = 1" }] }] }],
	["a tensor that is none", { ...whole, constants: [{ name: "c", tensor: "float[2] {1}" }] }],
	["too many nodes", { ...whole, nodes: Array.from({ length: 501 }, () => node) }],
])("a file is no pattern: %s", (_, json) => {
	expect(readPattern(json)).toMatchObject({ problem: { code: "pattern/not-a-pattern" } });
});
