import { describe, expect, test } from "vitest";
import { graphOf, typesOfText } from "../tools/types-of-text.ts";
import { factOf, inferShapes } from "./index.ts";

describe("If", () => {
	const branches = (left: string, right: string) =>
		`g (float[n,3] x, bool c) => (y) { y = If (c) <then_branch = t () => (u) { u = ${left} }, else_branch = e () => (v) { v = ${right} }> }`;

	test("gives what both branches have in common", () => {
		expect(typesOfText(branches("Relu (x)", "Abs (x)"))).toBe("y: float[n,3]");
		expect(typesOfText(branches("Relu (x)", "Concat <axis = 1> (x, x)"))).toBe("y: float[n,y.1]");
		expect(typesOfText(branches("Relu (x)", "Flatten <axis = 0> (x)"))).toBe("y: float[y.0,y.1]");
		expect(typesOfText(branches("Relu (x)", "Shape (x)"))).toContain(
			"shape/branches at y: Output 0 is float in one branch and int64 in the other.",
		);
	});

	test("is the branch that a known condition chooses", () => {
		const text = `g (float[n,3] x) => (y) {
			r = Constant <value_int: int = 2> ()  s = Size (x)  s3 = Constant <value_int: int = 3> ()
			l = Less (r, s3)
			y = If (l) <then_branch = t () => (u) { u = Relu (x) }, else_branch = e () => (v) { v = Shape (x) }>
		}`;
		expect(typesOfText(text).split("\n").at(-1)).toBe("y: float[n,3]");
	});
});

describe("Loop", () => {
	const loop = (state: string, body: string) => `g (float[n,3] x, int64 m) => (y, z) {
		t = Constant <value_int: int = 1> ()  c = Cast <to = 9> (t)  s = ${state}
		y, z = Loop (m, c, s) <body = b (int64 i, bool k, q) => (k2, q2, o) { k2 = Identity (k)  ${body} }>
	}`;
	const ends = (text: string) => typesOfText(text).split("\n").slice(-2);

	test("keeps the shape of a state that the body keeps, and stacks what it gives", () => {
		expect(ends(loop("Relu (x)", "q2 = Relu (q)  o = ReduceSum <keepdims = 0> (q)"))).toEqual([
			"y: float[n,3]",
			"z: float[max(m, 0)]",
		]);
	});

	test("knows the size of a state that grows by as much each time", () => {
		expect(ends(loop("Relu (x)", "q2 = Concat <axis = 0> (q, x)  o = Identity (i)"))).toEqual([
			"y: float[max(m, 0)*n + n,3]",
			"z: int64[max(m, 0)]",
		]);
	});

	test("leaves a size open that changes otherwise", () => {
		expect(ends(loop("Relu (x)", "q2 = Concat <axis = 0> (q, q)  o = Identity (i)"))[0]).toBe("y: float[y.0,3]");
	});

	test("goes through few iterations one by one where that tells more", () => {
		const text = `g (float[3] x) => (y) {
			m = Constant <value_int: int = 3> ()  t = Cast <to = 9> (m)
			y = Loop (m, t, x) <body = b (int64 i, bool k, q) => (k2, q2) { k2 = Identity (k)  q2 = Concat <axis = 0> (q, q) }>
		}`;
		expect(typesOfText(text).split("\n").at(-1)).toBe("y: float[24]");
	});

	test("meets what contradicts itself in the first iteration", () => {
		const text = loop("Relu (x)", "f = Constant <value_floats = [1.0, 2.0]> ()  q2 = Add (q, f)  o = Identity (i)");
		expect(typesOfText(text)).toContain("shape/broadcast at q2: Axis 1 is 3 on one side and 2 on the other.");
	});

	test("shows what holds inside in every iteration", () => {
		const graph = graphOf(loop("Relu (x)", "q2 = Concat <axis = 0> (q, x)  o = Shape (q)"));
		const { facts } = inferShapes(graph);
		const [inner] = [...graph.bodies.keys()].filter((id) => id !== graph.main);
		expect(factOf(facts, inner ?? -1, "q").type).toMatchObject({
			element: "float",
			shape: [{ kind: "expression" }, 3],
		});
	});
});

test("Scan takes slices and stacks results", () => {
	const text = `g (float[5] s, float[n,5] x) => (y, z) {
		y, z = Scan (s, x) <body = b (a, e) => (a2, o) { a2 = Add (a, e)  o = Identity (e) }, num_scan_inputs = 1>
	}`;
	expect(typesOfText(text)).toBe("y: float[5]\nz: float[n,5]");
});

describe("functions of the model", () => {
	const text = `<ir_version: 10, opset_import: ["" : 20, "my" : 1]>
		g (float[n,4] x, float[7] w) => (y, z) { y = my.Twice <axis: int = 0> (x)  z = my.Twice <axis: int = 0> (w) }
		<domain: "my", opset_import: ["" : 20]>
		Twice <axis> (a) => (b) { b = Concat <axis: int = @axis> (a, a) }`;

	test("are inferred for each call, with its attributes", () => {
		expect(typesOfText(text)).toBe("y: float[2*n,4]\nz: float[14]");
	});

	test("show inside what is common to all calls", () => {
		const graph = graphOf(text);
		const { facts } = inferShapes(graph);
		const body = graph.functions[0]?.body ?? -1;
		expect(factOf(facts, body, "b").type).toEqual({ kind: "tensor", element: "float", shape: undefined });
	});

	test("that call each other without end are left, not followed", () => {
		const circle = text
			.replace("Concat <axis: int = @axis> (a, a)", "my.Twice (a)")
			.replace('["" : 20]>\n\t\tTwice', '["" : 20, "my" : 1]>\n\t\tTwice');
		expect(typesOfText(circle)).toBe("y: unknown\nz: unknown");
	});
});

describe("sequences and optionals", () => {
	test("an empty sequence takes the shape of what is put in", () => {
		const text = "float[n,3] x  s = SequenceEmpty()  t = SequenceInsert(s, x)  y = ConcatFromSequence <axis = 0> (t)";
		expect(typesOfText(text)).toBe("s: sequence(float[…])\nt: sequence(float[n,3])\ny: float[y.0,3]");
	});

	test("an optional gives what it holds", () => {
		expect(typesOfText("float[n,3] x  o = Optional(x)  h = OptionalHasElement(o)  y = OptionalGetElement(o)")).toBe(
			"o: optional(float[n,3])\nh: bool\ny: float[n,3]",
		);
	});
});
