import { describe, expect, test } from "vitest";
import { graphOf, typesOfGraph, typesOfText } from "../tools/types-of-text.ts";
import { inferShapes, readInputSizes } from "./index.ts";

/** The last line of what inference says: what the text is about. */
function last(text: string): string {
	return typesOfText(text).split("\n").at(-1) ?? "";
}

describe("shape arithmetic", () => {
	test("follows sizes through Shape, Gather, Concat and Reshape", () => {
		const text = `
			float[n,3,h,w] x  int64[1] zero = {0}  int64[1] rest = {-1}
			s = Shape(x)  b = Gather(s, zero)  t = Concat <axis = 0> (b, rest)  y = Reshape(x, t)`;
		expect(typesOfText(text)).toBe("s: int64[4] = n, 3, h, w\nb: int64[1] = n\nt: int64[2] = n, -1\ny: float[n,3*h*w]");
	});

	test("finds that padding to a multiple of a window gives whole windows", () => {
		const text = `
			float[h,8] x  int64 seven = {7}  int64[1] zero = {0}  int64[3] zeros = {0, 0, 0}
			s = Shape <start = 0, end = 1> (x)  m = Mod(s, seven)  d = Sub(seven, m)  p = Mod(d, seven)
			pads = Concat <axis = 0> (zero, zero, p, zero)  y = Pad(x, pads)`;
		expect(last(text)).toBe("y: float[7*⌈h/7⌉,8]");
	});

	test("knows that a size is not -1, so that Expand's Where is decided", () => {
		const text = `
			float[n,1] x  int64 minus = {-1}  int64[2] ones = {1, 1}  int64[1] five = {5}
			s = Shape <start = 0, end = 1> (x)  t = Concat <axis = 0> (s, five)  e = Equal(t, minus)  u = Where(e, ones, t)
			y = Expand(x, u)`;
		expect(last(text)).toBe("y: float[n,5]");
	});

	test("says where a Range gets a list", () => {
		const text = "int64 zero = {0}  int64 one = {1}  int64[2] two = {3, 4}  r = Range(zero, two, one)";
		expect(last(text)).toBe("shape/rank at r: limit must have one element; it has rank 1.");
	});

	test("follows sizes through floats, as Resize wants scales", () => {
		const text = `
			float[1,3,h,w] x  float half = {0.5}
			s = Shape <start = 2> (x)  f = Cast <to = 1> (s)  m = Mul(f, half)  r = Floor(m)  i = Cast <to = 7> (r)`;
		expect(last(text)).toBe("i: int64[2] = h/2, w/2");
	});

	test("keeps float arithmetic that rounds as it is written", () => {
		const text = `
			float[h] x  float a = {0.7}
			s = Shape(x)  f = Cast <to = 1> (s)  m = Mul(f, a)  r = Floor(m)  i = Cast <to = 7> (r)  y = ConstantOfShape(i)`;
		expect(last(text)).toBe("y: float[⌊0.7*h⌋]");
	});

	test("floors what a floor division by PyTorch writes, whose correction vanishes where nothing is negative", () => {
		const text = `
			float[h] x  int64 two = {2}  int64 zero = {0}  int64 one = {1}
			s = Shape(x)  q = Div(s, two)  a = Less(s, zero)  b = Less(two, zero)  c = Xor(a, b)
			m = Mod(s, two)  e = Equal(m, zero)  f = Not(e)  g = And(c, f)  k = Cast <to = 7> (g)  y = Sub(q, k)`;
		expect(last(text)).toBe("y: int64[1] = h/2");
	});

	test("gives equal names to equal sizes that nobody knows", () => {
		const text = "float[n,4] x  b = Cast <to = 9> (x)  i = NonZero(b)  t = Transpose(i)  y = GatherND(x, t)";
		expect(last(text)).toBe("y: float[i.count]");
		expect(last(`${text}  z = Add(y, y)`)).toBe("z: float[i.count]");
	});

	test("finds the one size of a Reshape that is not known", () => {
		expect(
			last("float[n,6] x  int64[1] s  int64[1] two = {2}  t = Concat <axis = 0> (s, two)  y = Reshape(x, t)"),
		).toBe("y: float[3*n,2]");
	});

	test("names whole numbers that go in, and keeps from calling them sizes where they may be -1", () => {
		const text = "float[6] x  int64[2] s  y = Reshape(x, s)  z = Expand(x, s)";
		expect(typesOfText(text)).toBe("y: float[y.0,y.1]\nz: float[s[0],6]");
	});
});

describe("contradictions", () => {
	test("are said with both sides, and the rest goes on", () => {
		expect(typesOfText("float[2,3] x  float[4] b  y = Add(x, b)  z = Relu(y)")).toBe(
			"y: float[2,y.1]\nz: float[2,y.1]\nshape/broadcast at y: Axis 1 is 3 on one side and 4 on the other.",
		);
	});

	test("between a file and inference are said at the node; inference is believed", () => {
		const text = "g (float[2,3] x) => (float[2,4] y) { y = Relu (x) }";
		expect(typesOfText(text)).toBe(
			"y: float[2,3]\nshape/declared at y: The file says that y is float[2,4]; by its inputs it is float[2,3].",
		);
	});

	test("in a branch that a known condition does not choose are not said", () => {
		const text = `g (float[2,3] x) => (y) {
			c = Constant <value_int: int = 1> ()
			b = Cast <to = 9> (c)
			y = If (b) <then_branch = t () => (u) { u = Relu (x) }, else_branch = e () => (v) { f = Constant <value_floats = [1.0, 2.0]> () v = Add (x, f) }>
		}`;
		expect(last(text)).toBe("y: float[2,3]");
	});

	test("of element types name the input", () => {
		expect(last("float[2] x  int64[2] b  y = Add(x, b)")).toBe(
			"shape/types at y: B is int64, and another input that must have the same type is float.",
		);
	});
});

describe("what the file declares", () => {
	test("counts where inference knows nothing", () => {
		const text = `<ir_version: 10, opset_import: ["" : 20, "my" : 1]>
			g (float[n,3] x) => (float[n,8] z) <float[n,8] y> { y = my.Magic (x)  z = Relu (y) }`;
		expect(typesOfText(text)).toBe("y: float[n,8]\nz: float[n,8]");
		expect(typesOfText(text, { useDeclared: false })).toBe("y: unknown\nz: unknown[…]");
	});

	test("names sizes that depend on data", () => {
		const text = `<ir_version: 10, opset_import: ["" : 20]>
			g (float[n,3] x) => (int64[2,found] y) { b = Cast <to = 9> (x)  y = NonZero (b) }`;
		expect(last(text)).toBe("y: int64[2,found]");
	});
});

describe("sizes that somebody asks for", () => {
	const text = "float[n,3,h,w] x  int64[n] m  y = GlobalAveragePool(x)  z = Identity(m)  r = Relu(x)";

	test("take the place of the model's own, everywhere", () => {
		const { sizes, problems } = readInputSizes(["x=2x?x224x224"]);
		expect(problems).toEqual([]);
		expect(typesOfText(text, { inputs: sizes })).toBe(
			"y: float[2,3,1,1]\nz: int64[2] = m[0], m[1]\nr: float[2,3,224,224]",
		);
	});

	test("can be names and expressions", () => {
		const { sizes } = readInputSizes(["x=1,3,8*k,w"]);
		expect(last(`${text}  q = MaxPool <kernel_shape = [2,2], strides = [2,2]> (x)`.replace("r = Relu(x)", ""))).toBe(
			"q: float[n,3,h/2,w/2]",
		);
		expect(typesOfText(text, { inputs: sizes }).split("\n").at(-1)).toBe("r: float[1,3,8*k,w]");
	});

	test("that make no sense are said", () => {
		const read = readInputSizes(["x=1x3xtall", "=3", "nobody=1", "m=2x2"]);
		expect(read.problems.map(({ sentence }) => sentence)).toEqual([
			'"x=1x3xtall" is no size of an input: "1x3xtall" is no size.',
			'"=3" is no size of an input: the input\'s name is missing.',
		]);
		expect(inferShapes(graphOf(text), { inputs: read.sizes }).problems.map(({ code }) => code)).toEqual([
			"shape/no-such-input",
			"shape/input-rank",
		]);
	});
});

describe("names of sizes", () => {
	test("are expressions only when they are made of known names", () => {
		const text = "float[h,w,h*w,batch-size] x  y = Identity(x)  z = Flatten(x)";
		expect(typesOfText(text)).toBe("y: float[h,w,h*w,batch-size]\nz: float[h,'batch-size'*h*w*w]");
	});
});

test("a node that stands before its input is understood all the same", () => {
	expect(typesOfText("g (float[2] x) => (z) { z = Relu (y)  y = Sqrt (x) }")).toBe("z: float[2]\ny: float[2]");
});

test("operators that nobody knows, circles and missing inputs stop nothing", () => {
	const text =
		"g (float[2] x) => (d) { a = Who (x)  b = Add (a, c)  c = Relu (b)  d = Relu (x)  e = Conv ()  f = Concat () }";
	expect(typesOfText(text)).toContain("d: float[2]");
});

test("an old model whose weights are inputs too knows their values", () => {
	const text = "g (float[4,6] x, int64[1] s = {24}) => (y) { y = Reshape (x, s) }";
	expect(typesOfGraph(graphOf(text))).toBe("y: float[24]");
});

describe("TensorRT's plugins", () => {
	test("give what their documentation says, also in ONNX's own domain", () => {
		const text = `<ir_version: 10, opset_import: ["" : 17]> g (float[n,100,4] b, float[n,100,80] s) => (count, boxes, scores, classes) {
			count, boxes, scores, classes = EfficientNMS_TRT <max_output_boxes: int = 50> (b, s)
		}`;
		expect(typesOfText(text)).toBe(
			"count: int32[n,1]\nboxes: float[n,50,4]\nscores: float[n,50]\nclasses: int32[n,50]",
		);
	});

	test("scale by a factor", () => {
		const text = `<ir_version: 10, opset_import: ["" : 17, "trt.plugins" : 1]> g (float[n,3,h,w] x) => (y) {
			y = trt.plugins.ResizeNearest_TRT <scale: float = 1.5> (x)
		}`;
		expect(typesOfText(text)).toBe("y: float[n,3,h/2 + h,w/2 + w]");
	});
});
