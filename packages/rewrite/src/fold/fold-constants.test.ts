import { graphFromText, textFromBody, textFromGraph } from "@suture/graph";
import { evaluateModel, sha256 } from "@suture/runtime";
import { describe, expect, test } from "vitest";
import { rewriteGraph } from "../index.ts";

async function folded(text: string): Promise<{ text: string; codes: string[]; sessions: number }> {
	const { graph, problems: unread } = graphFromText(text, { opset: 18 });
	if (!graph) throw new Error(unread.map(({ sentence }) => sentence).join("\n"));
	let sessions = 0;
	const result = await rewriteGraph(graph, {
		sha256,
		rules: [],
		evaluate: (model, outputs) => {
			sessions++;
			return evaluateModel(model, outputs);
		},
	});
	const { graph: after, problems } = result;
	return { text: textFromBody(after, after.main), codes: problems.map(({ code }) => code), sessions };
}

const endless = "4611686018427387904";

const sum = (trips: string, more = "Identity (c)") => `
	a = Loop (${trips}, go, w) <body = b (int64 i, bool c, float[2] s) => (bool more, float[2] t) {
		more = ${more}  f = Cast <to = 1> (i)  t = Add (s, f) }>`;

describe("constant loops", () => {
	test("are calculated when their rounds are few", async () => {
		const { text, codes } = await folded(`float[2] x  float[2] w = {1, 2}  bool go = {1}  int64 n = {5}
			${sum("n")}  y = Add (x, a)`);
		expect([text, codes]).toEqual(["y = Add (x, a)", []]);
	});

	test("may end sooner than they say", async () => {
		const { text, codes } =
			await folded(`float[2] x  float[2] w = {1, 2}  bool go = {1}  int64 n = {50}  int64 four = {4}
			${sum("n", "Less (i, four)")}  y = Add (x, a)`);
		expect([text, codes]).toEqual(["y = Add (x, a)", []]);
	});

	test("go through what is scanned", async () => {
		const { text, codes } = await folded(`float[2] x  float[2] w = {1, 2}  float[3,2] all = {1, 2, 3, 4, 5, 6}
			a, each = Scan (w, all) <num_scan_inputs = 1, body = b (float[2] s, float[2] v) => (float[2] t, float[2] u) {
				t = Add (s, v)  u = Mul (t, v) }>
			p = Add (x, a)  y = Mul (p, each)`);
		expect([text, codes]).toEqual(["p = Add (x, a)\ny = Mul (p, each)", []]);
	});

	test.each([
		["that may run for years", "rewrite/fold-too-long", `int64 n = {${endless}} ${sum("n")}`],
		[
			"of which nobody knows when they end",
			"rewrite/fold-rounds-unknown",
			`int64 four = {4} ${sum("", "Less (i, four)")}`,
		],
		[
			"that hide in a branch",
			"rewrite/fold-too-long",
			`int64 n = {${endless}}  float[2] zero = {0, 0}  h = Hardmax (w)  k = ReduceMax <keepdims = 0> (h)  is = Cast <to = 9> (k)
			a = If (is) <then_branch = t () => (float[2] p) { ${sum("n").replace("a =", "p =")} },
				else_branch = e () => (float[2] q) { q = Identity (zero) }>`,
		],
		[
			"that run in each other",
			"rewrite/fold-too-long",
			`int64 n = {5000}  a = Loop (n, go, w) <body = b (int64 i, bool c, float[2] s) => (bool more, float[2] t) {
				more = Identity (c)
				t = Loop (n, go, s) <body = d (int64 j, bool e, float[2] u) => (bool f, float[2] v) { f = Identity (e)  v = Add (u, u) }>
			}>`,
		],
		[
			"that double a tensor in each round",
			"rewrite/fold-size-unknown",
			`int64 n = {60}  d = Loop (n, go, w) <body = b (int64 i, bool c, float[k] s) => (bool more, float[l] t) {
				more = Identity (c)  t = Concat <axis = 0> (s, s) }>
			a = ReduceSum (d)`,
		],
		[
			"that collect too much",
			"rewrite/fold-too-much",
			`int64 n = {10000}  int64[1] k = {100000}
			l, all = Loop (n, go, w) <body = b (int64 i, bool c, float[2] s) => (bool more, float[2] t, float[100000] u) {
				more = Identity (c)  t = Add (s, s)  u = ConstantOfShape (k) }>
			a = ReduceSum (all)`,
		],
	])("%s are left and listed", async (_, code, text) => {
		const found = await folded(`float[2] x  float[2] w = {1, 2}  bool go = {1}  ${text}  y = Add (x, a)`);
		expect(found.codes).toEqual([code]);
		expect(found.text).toContain("Loop");
	});
});

describe("what only running shows", () => {
	const large = "int64[1] n = {500000}  ones = ConstantOfShape <value = float[1] {1}> (n)";

	test("does not make the file larger than the limit allows", async () => {
		const { text, codes } = await folded(`int64[1,k] x  ${large}  a = NonZero (ones)  y = Add (x, a)`);
		expect(codes).toEqual(["rewrite/fold-too-large"]);
		expect(text).toContain("NonZero");
	});

	test.each([
		["elements of elements", `${large} ${chain(24)}  s = Shape (a24)  f = Cast <to = 1> (s)  y = Add (x, f)`],
		[
			"a window over everything",
			`int64[3] n = {1, 1, 4000000}  o = ConstantOfShape (n)  p = MaxPool <kernel_shape = [2000000]> (o)  a = ReduceMax <keepdims = 0> (p)
			y = Add (x, a)`,
		],
		[
			"many sums of gigabytes",
			`int64[1] n = {60000000}  ${[...Array(40).keys()].map((i) => `o${i} = ConstantOfShape <value = float[1] {${i}}> (n)`).join("  ")}
			s = Sum (${[...Array(40).keys()].map((i) => `o${i}`).join(", ")})  a = ReduceSum <keepdims = 0> (s)  y = Add (x, a)`,
		],
		[
			"letters that multiply",
			`float[1000,1000] m  int64[2] n = {1000, 1000}  o = ConstantOfShape (n)
			e = Einsum <equation = "ab,bc,cd,de->ae"> (o, o, o, o)  a = ReduceSum <keepdims = 0> (e)  y = Add (x, a)`,
		],
	])("keeps nobody waiting: %s", async (_, text) => {
		const started = performance.now();
		const { codes } = await folded(`float[2] x  ${text}`);
		expect(codes.length).toBeGreaterThan(0);
		expect(performance.now() - started).toBeLessThan(3000);
	});
});

function chain(length: number): string {
	const links = [...Array(length).keys()].map((i) => `a${i + 1} = NonZero (${i === 0 ? "ones" : `a${i}`})`);
	return links.join("  ");
}

test("bfloat16 is folded, though ONNX Runtime does not hand it over", async () => {
	const { graph } = graphFromText(
		`float[2,2] x  float[4] w = {1, -2.5, nan, 3e38}  int64[2] shape = {2, 2}
		b = Cast <to = 16> (w)  r = Reshape (b, shape)  t = Transpose (r)  c = Cast <to = 16> (x)  y = Equal (c, t)`,
		{ opset: 19 },
	);
	if (!graph) throw new Error("The text can't be read.");
	const { graph: after, problems } = await rewriteGraph(graph, { evaluate: evaluateModel, sha256, rules: [] });
	expect(problems).toEqual([]);
	// The text has their bits: 1, NaN, -2.5, 3e38.
	expect(textFromGraph(after, { weights: "all" })).toContain("bfloat16[2,2] t = {16256, 32704, 49184, 32610}");
});

describe("sequences", () => {
	test("are gone through when they hold constants", async () => {
		const { text, codes, sessions } =
			await folded(`float[2] x  float[2] v = {1, 2}  float[2] w = {3, 4}  int64 one = {1}
			s = SequenceConstruct (v, w)  a = SequenceAt (s, one)  c = ConcatFromSequence <axis = 0> (s)  r = ReduceSum <keepdims = 0> (c)
			b = Add (x, a)  y = Add (b, r)`);
		expect([text, codes, sessions]).toEqual(["b = Add (x, a)\ny = Add (b, r)", [], 1]);
	});

	test("stay where something else reads them, with constants inside", async () => {
		const { text, codes } = await folded(`float[2] x  int64 i  float[2] v = {1, 2}
			u = Add (v, v)  s = SequenceConstruct (u, v)  a = SequenceAt (s, i)  y = Add (x, a)`);
		expect(text).toBe("s = SequenceConstruct (u, v)\na = SequenceAt (s, i)\ny = Add (x, a)");
		expect(codes).toEqual([]);
	});
});
