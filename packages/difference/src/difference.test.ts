import { describe, expect, test } from "vitest";
import { graphOf, linesBetween } from "./checking.ts";
import { difference, isSame, jsonFromDifference, linesFromDifference, textFromDifference } from "./index.ts";

const plain = `<ir_version: 8, opset_import: ["": 17]> g (float[N,4] x) => (float[N,4] y)
<float[4] w = {1, 2, 3, 4}> {
	["a"] a = Mul (x, w)
	["b"] b = Relu (a)
	["c"] c = LeakyRelu <alpha = 0.1> (b)
	["d"] y = Neg (c)
}`;

function edited(...changes: [string, string][]): string {
	return changes.reduce((text, [from, to]) => {
		if (!text.includes(from)) throw new Error(`${from} is not in the text`);
		return text.replaceAll(from, to);
	}, plain);
}

test("a graph does not differ from itself, and there is no text", () => {
	const same = difference(graphOf(plain), graphOf(plain));
	expect([isSame(same), textFromDifference(same)]).toEqual([true, ""]);
});

describe("nodes", () => {
	test("another attribute is a change of the node", () => {
		expect(linesBetween(plain, edited(["alpha = 0.1", "alpha = 0.2"]))).toEqual([
			"~ LeakyRelu: alpha 0.1 → 0.2",
			"    c",
		]);
	});

	test("an attribute that says its default is none", () => {
		expect(linesBetween(edited([" <alpha = 0.1>", ""]), edited(["alpha = 0.1", "alpha = 0.01"]))).toEqual([]);
	});

	test("operands of an addition in another order are no difference, of a subtraction they are", () => {
		const sum = (order: string, operator: string) =>
			`g (float x, float z) => (float y) { ["n"] y = ${operator} (${order}) }`;
		expect(linesBetween(sum("x, z", "Add"), sum("z, x", "Add"))).toEqual([]);
		expect(linesBetween(sum("x, z", "Sub"), sum("z, x", "Sub"))).toEqual([
			"~ Sub: input 0 x → z; input 1 z → x",
			"    n",
		]);
	});

	test("another operator under the same name is a change", () => {
		expect(linesBetween(plain, edited(["Relu (a)", "Gelu (a)"]))).toEqual(["~ Relu: is Gelu now", "    b"]);
	});

	test("renamed nodes and values are renamed, not removed and added", () => {
		const other = edited(['["b"] b', '["other"] v'], ["(b)", "(v)"]);
		expect(linesBetween(plain, other)).toEqual(["= 1 node and 1 value renamed", "    b → other", "    b → v"]);
	});

	test("one that was put in is added, and who takes it is not told as a change of its own", () => {
		expect(linesBetween(plain, edited(["(b)", "(v)"], ['["c"]', '["new"] v = Exp (b) ["c"]']))).toEqual([
			"+ Exp",
			"    new, before c",
			"~ 1 node beside these takes other inputs",
		]);
	});

	test("one that was taken out is removed, also when the others are numbered anew", () => {
		const numbered = (names: string) => {
			const nodes = [...names].map((name, i) => `["Relu_${i}"] v${i + 1} = LeakyRelu <alpha = 0.${name}> (v${i})`);
			return `g (float[N] v0) => (float[N] v${names.length}) { ${nodes.join(" ")} }`;
		};
		const { bodies } = difference(graphOf(numbered("12345")), graphOf(numbered("1245")));
		expect(bodies[0]?.removed.map(({ name }) => name)).toEqual(["Relu_2"]);
		expect(bodies[0]?.added).toEqual([]);
		expect(bodies[0]?.renamed.map(({ before, after }) => `${before.name} ${after.name}`)).toEqual([
			"Relu_3 Relu_2",
			"Relu_4 Relu_3",
		]);
	});

	test("nodes that others took the place of are a replacement; equal ones are counted together", () => {
		const decomposed = (p: string, x: string) =>
			`["${p}/exp"] ${p}e = Exp (${x}) ["${p}/one"] ${p}o = Add (${p}e, one) ["${p}/log"] ${p} = Log (${p}o)`;
		const fused = (p: string, x: string) => `["${p}/soft"] ${p}s = Softplus (${x})`;
		const graph = (first: string, second: string, out: string) =>
			`g (float[N] x) => (float[N] y) <float one = {1}> { ${first} ["m"] n = Neg (${out}) ${second} }`;
		const before = graph(decomposed("p", "x"), `${decomposed("q", "n")} ["end"] y = Abs (q)`, "p");
		const after = graph(fused("p", "x"), `${fused("q", "n")} ["end"] y = Abs (qs)`, "ps");
		expect(linesBetween(before, after)).toEqual([
			"~ 2 × Exp, Add, Log became Softplus",
			"    p/exp, p/one, p/log → p/soft",
		]);
	});

	test("what was an attribute and is an input now is said so", () => {
		const old = `<ir_version: 7, opset_import: ["": 11]> g (float[N] x) => (float[N,1] y) { ["u"] y = Unsqueeze <axes = [1]> (x) }`;
		const now = `<ir_version: 7, opset_import: ["": 13]> g (float[N] x) => (float[N,1] y) { k = Constant <value = int64[1] {1}> () ["u"] y = Unsqueeze (x, k) }`;
		expect(linesBetween(old, now)).toEqual([
			"~ opset ai.onnx: 11 → 13",
			"~ Unsqueeze: axes = [1] is input 1 now",
			"    u",
		]);
	});
});

test("a weight finds its node where everything around it is written in another way", () => {
	const weights = (names: string) =>
		`<float[8] ${names[0]} = {1,2,3,4,5,6,7,8}, float[8] ${names[1]} = {8,7,6,5,4,3,2,1}, float[8] ${names[2]} = {9,9,9,9,9,9,9,1}>`;
	const before = `g (float[8] x) => (float[8] y) ${weights("abc")} {
		p = Sub (x, a) q = Exp (p) r = Sub (q, b) s = Exp (r) t = Sub (s, c) y = Exp (t) }`;
	const after = `g (float[8] x) => (float[8] y) ${weights("def")} {
		i = Identity (x) p = Sub (i, d) q = Tanh (p) n = Neg (q) r = Sub (n, e) s = Tanh (r) m = Neg (s) t = Sub (m, f) y = Sin (t) }`;
	const { bodies } = difference(graphOf(before), graphOf(after));
	expect([...(bodies[0]?.partners ?? [])].map(([a, b]) => `${a.inputs[1]} ${b.inputs[1]}`)).toEqual(
		expect.arrayContaining(["a d", "b e", "c f"]),
	);
});

describe("values", () => {
	test("inputs and outputs that came, went, have another type or place", () => {
		const graph = (inputs: string, outputs: string) =>
			`g (${inputs}) => (${outputs}) { ["n"] y = Add (x, x) ["m"] z = Neg (x) }`;
		expect(
			linesBetween(
				graph("float[N] x, float k", "float[N] y, float[N] z"),
				graph("float[8] x, int64 more", "float[N] z, float[N] y, float[8] x"),
			),
		).toEqual([
			"~ input x: float[N] → x: float[8]",
			"- input k: float",
			"+ input more: int64",
			"~ output y: float[N], at another position",
			"~ output z: float[N], at another position",
			"+ output x: float[8]",
		]);
	});

	test("an initializer with other contents differs, its readers do not", () => {
		expect(linesBetween(plain, edited(["{1, 2, 3, 4}", "{1, 2, 3, 5}"]))).toEqual([
			"~ initializer w: float[4] {1, 2, 3, 4} → float[4] {1, 2, 3, 5}",
		]);
	});

	test("another element type of an initializer is said so", () => {
		expect(linesBetween(plain, edited(["<float[4] w", "<double[4] w"]))).toEqual([
			"~ initializer w: float[4] {1, 2, 3, 4} → double[4] {1, 2, 3, 4}",
		]);
	});

	test("an initializer that became a Constant node, or is shared now, is the same to those who take it", () => {
		const two = `g (float[2] x) => (float[2] y) <float[2] v = {1, 2}, float[2] w = {1, 2}> { ["a"] a = Mul (x, v) ["b"] y = Sub (a, w) }`;
		const shared = `g (float[2] x) => (float[2] y) { ["k"] v = Constant <value = float[2] {1, 2}> () ["a"] a = Mul (x, v) ["b"] y = Sub (a, v) }`;
		expect(linesBetween(two, shared)).toEqual([
			"- 1 initializer",
			"    w: float[2] {1, 2}",
			"~ 1 initializer became Constant nodes, with the same contents",
		]);
	});
});

test("metadata and fields of the model", () => {
	const model = (header: string) =>
		`<ir_version: 8, opset_import: ["": 17] ${header}> g (float x) => (float y) { y = Neg (x) }`;
	expect(
		linesBetween(
			model(', producer_name: "one", metadata_props: ["k": "v", "gone": "1"]'),
			model(', producer_name: "two", metadata_props: ["k": "w"]'),
		),
	).toEqual(["~ producer: one → two", "~ metadata k: v → w", "- metadata gone: 1"]);
});

test("bodies of nodes and functions are compared inside, what they take from outside too", () => {
	const graph = (
		inside: string,
		taken: string,
		scaled: string,
		hidden: string,
	) => `<ir_version: 10, opset_import: ["": 20, "my": 1]>
g (bool c, float[N] x) => (float[N] y) {
	["h"] ${hidden} = Neg (x)
	["if"] k = If (c) <then_branch = t () => (float[N] p) { ["in1"] p = ${inside} (${taken}) }, else_branch = e () => (float[N] q) { ["in2"] q = Abs (${hidden}) }>
	["call"] y = my.scaled (k)
}
<domain: "my", opset_import: ["": 20]> scaled (a) => (o) { ["f"] o = ${scaled} (a) }`;
	const before = graph("Relu", "h", "Exp", "h");
	expect(linesBetween(before, graph("Relu", "other", "Exp", "other"))).toEqual(["= 1 value renamed", "    h → other"]);
	expect(linesBetween(before, graph("Relu", "x", "Exp", "h"))).toEqual([
		"in if › then_branch",
		"  ~ Relu: input 0 h → x",
		"      in1",
	]);
	expect(linesBetween(before, graph("Gelu", "h", "Log", "h"))).toEqual([
		"in if › then_branch",
		"  ~ Relu: is Gelu now",
		"      in1",
		"in function my.scaled",
		"  ~ Exp: is Log now",
		"      f",
	]);
});

test("names that objects have anyway are names like others", () => {
	const graph = (name: string) =>
		`g (float x) => (float y) { ["${name}"] "${name}" = Neg (x) ["toString"] y = Abs ("${name}") }`;
	expect(linesBetween(graph("__proto__"), graph("constructor"))).toEqual([
		"= 1 node and 1 value renamed",
		"    __proto__ → constructor",
		"    __proto__ → constructor",
	]);
});

test("graphs that are wrong in themselves are compared too", () => {
	const circle = `g (float x) => (float y) { a = Add (b, x) b = Neg (a) y = Abs (b) y = Exp (nothing) }`;
	expect(linesBetween(circle, circle)).toEqual([]);
	expect(linesBetween(circle, circle.replace("Neg", "Relu")).length).toBeGreaterThan(0);
});

test("JSON names nodes and operators, and where they are", () => {
	const json = jsonFromDifference(
		difference(graphOf(plain), graphOf(edited(["alpha = 0.1", "alpha = 0.2"], ["Relu (a)", "Gelu (a)"]))),
	);
	expect(JSON.parse(JSON.stringify(json))).toMatchObject({
		equal: false,
		removed: [],
		added: [],
		changed: [
			{ before: { name: "b", operator: "Relu" }, after: { name: "b", operator: "Gelu" }, in: null },
			{ after: { name: "c", operator: "LeakyRelu" }, attributes: [{ name: "alpha", before: "0.1", after: "0.2" }] },
		],
	});
});

test("each line has its places on both sides, also those that the text leaves out", () => {
	const found = difference(graphOf(plain), graphOf(edited(["b = Relu (a)", "b = Gelu (a)"], ["{1, 2,", "{5, 2,"])));
	const [{ lines = [] } = {}] = linesFromDifference(found);
	const places = lines.map(({ kind, places: [one] }) => [
		kind,
		one?.before.nodes.map(({ opType }) => opType),
		one?.after.nodes.map(({ opType }) => opType),
		one?.after.values,
	]);
	expect(places).toEqual([
		["changed", ["Relu"], ["Gelu"], []],
		["constants", [], [], ["w"]],
	]);
});

test("values that stand for each other are known, also behind a replacement", () => {
	const found = difference(
		graphOf(plain),
		graphOf(edited(['["b"] b = Relu (a)', '["n"] v = Exp (a) ["o"] w2 = Abs (v)'], ["(b)", "(w2)"])),
	);
	expect(Object.fromEntries(found.bodies[0]?.values ?? [])).toMatchObject({ x: "x", a: "a", b: "w2", y: "y" });
});
