import { applyEdits, type Graph, graphFromText, textFromGraph } from "@suture/graph";
import { describe, expect, test } from "vitest";
import { planConversion, type WriteOut } from "./index.ts";

function graphOf(text: string, opset = 17): Graph {
	const { graph, problems } = graphFromText(text, { opset });
	if (!graph) throw new Error(problems.map(({ sentence }) => sentence).join("\n"));
	return graph;
}

/** The graph of a conversion that finds nothing in its way. */
function converted(graph: Graph, to: number): Graph {
	const { edits, problems } = planConversion(graph, to);
	expect(problems.filter(({ severity }) => severity === "error")).toEqual([]);
	const applied = applyEdits(graph, edits);
	expect(applied.problems).toEqual([]);
	return applied.graph;
}

function written(graph: Graph): string {
	const bodies = new Map(
		[...graph.bodies].map(([id, body]) => {
			const initializers = body.initializers.toSorted((a, b) => ((a.name ?? "") < (b.name ?? "") ? -1 : 1));
			return [id, { ...body, initializers, valueInfo: [] }];
		}),
	);
	return textFromGraph(
		{ ...graph, bodies, header: { ...graph.header, irVersion: 8 } },
		{ names: false, weights: "all" },
	);
}

function check(from: number, before: string, to: number, after: string): void {
	expect(written(converted(graphOf(before, from), to))).toBe(written(graphOf(after, to)));
}

/** What stands in the way, in the order of the nodes. */
function refusals(text: string, from: number, to: number): string[] {
	const { edits, problems } = planConversion(graphOf(text, from), to);
	expect(edits).toEqual([]);
	return problems.map(({ sentence }) => sentence);
}

describe("between an input and an attribute", () => {
	const asAttribute = "float[N,1,4] x\ny = Squeeze <axes = [1]> (x)";
	const asInput = "float[N,1,4] x\nint64[1] y_axes = {1}\ny = Squeeze (x, y_axes)";

	test("axes become an input on the way up, and come back on the way down", () => {
		check(11, asAttribute, 13, asInput);
		check(13, asInput, 11, asAttribute);
	});

	test("a Constant that nothing else reads goes with what it was for", () => {
		check(13, "float[N,1,4] x\naxes = Constant <value_ints = [1]> ()\ny = Squeeze (x, axes)", 11, asAttribute);
	});

	test("what is computed can't become an attribute, and the node is named", () => {
		const text =
			'<ir_version: 8, opset_import: ["": 13]> g (float[1,4] x, int64[1] axes) => (float[4] y) { ["squeeze"] y = Squeeze (x, axes) }';
		const { edits, problems } = planConversion(graphOf(text), 11);
		expect(edits).toEqual([]);
		expect(problems.map(({ code, place }) => [code, place.node?.name])).toEqual([["convert/not-known", "squeeze"]]);
	});

	test("bounds of Clip have the type of what is clipped", () => {
		// 6 as ONNX's textual syntax has it in float16: its bits.
		const after = "float16[4] x\nfloat16 y_min = {0}\nfloat16 y_max = {17920}\ny = Clip (x, y_min, y_max)";
		check(10, "float16[4] x\ny = Clip <min = 0.0, max = 6.0> (x)", 13, after);
	});

	test("an attribute of another type than it should have is not read as if it were not there", () => {
		expect(refusals("float[4] x\ny = Clip <min = 0> (x)", 10, 13)).toEqual([
			"Clip does not fit into opset 13: its min is no FLOAT.",
		]);
	});

	test("ends beyond every size stay so", () => {
		check(
			13,
			"float[9] x\nint64[1] s = {1}\nint64[1] e = {9223372036854775807}\ny = Slice (x, s, e)",
			9,
			"float[9] x\ny = Slice <starts = [1], ends = [2147483647]> (x)",
		);
	});
});

describe("where the same words mean something else", () => {
	test("Softmax over all axes from one on is one over the last axis of a matrix", () => {
		check(
			11,
			"float[2,3,4] x\ny = Softmax <axis = 1> (x)",
			13,
			`float[2,3,4] x
			a = Flatten <axis = 1> (x)
			b = Shape (x)
			c = Softmax <axis = 1> (a)
			y = Reshape (c, b)`.replaceAll(
				/\b([abc])\b/g,
				(name) => ({ a: "y_Flatten", b: "y_Shape", c: "y_Softmax" })[name] ?? name,
			),
		);
	});

	test("Softmax keeps its default axis", () => {
		check(11, "float[2,3] x\ny = Softmax (x)", 13, "float[2,3] x\ny = Softmax <axis = 1> (x)");
		check(13, "float[2,3,4] x\ny = Softmax (x)", 11, "float[2,3,4] x\ny = Softmax <axis = 2> (x)");
	});

	test("Softmax over another axis than the last is turned around", () => {
		const after = `float[2,3,4] x
			y_Transpose = Transpose <perm = [0, 2, 1]> (x)
			y_Softmax = Softmax <axis = 2> (y_Transpose)
			y = Transpose <perm = [0, 2, 1]> (y_Softmax)`;
		check(13, "float[2,3,4] x\ny = Softmax <axis = 1> (x)", 11, after);
	});

	test("RoiAlign does not shift regions unless it did", () => {
		const inputs = "float[1,2,8,8] x\nfloat[3,4] r\nint64[3] b\n";
		const shifted = `${inputs}y = RoiAlign (x, r, b)`;
		const plain = `${inputs}y = RoiAlign <coordinate_transformation_mode = "output_half_pixel"> (x, r, b)`;
		check(10, shifted, 16, plain);
		check(16, plain, 10, shifted);
		expect(refusals(shifted, 16, 10)).toEqual([
			"RoiAlign of opset 10 can't say it: shifting regions by half a pixel came later.",
		]);
	});

	test("windows that begin in the padding at the end are counted otherwise", () => {
		const pool = (size: number) =>
			`float[1,2,${size}] x\ny = MaxPool <kernel_shape = [2], strides = [2], pads = [0, 1], ceil_mode = 1> (x)`;
		check(12, pool(5), 22, pool(5));
		expect(refusals(pool(6), 12, 22)).toEqual([
			"MaxPool of opset 22 means something else: a window may begin in the padding at the end.",
		]);
	});

	test("GridSample has new names for its modes", () => {
		const inputs = "float[1,2,8,8] x\nfloat[1,4,4,2] g\n";
		check(16, `${inputs}y = GridSample (x, g)`, 20, `${inputs}y = GridSample <mode = "linear"> (x, g)`);
		check(
			20,
			`${inputs}y = GridSample <mode = "cubic"> (x, g)`,
			16,
			`${inputs}y = GridSample <mode = "bicubic"> (x, g)`,
		);
	});

	test("a default that became another one is written down", () => {
		const after = "float[4] x\ny = Selu <alpha = 1.6732, gamma = 1.0507> (x)";
		check(1, "float[4] x\ny = Selu (x)", 6, after);
	});

	test("second inputs that began at an axis get axes of one element behind them", () => {
		const before = "float[2,3,4,5] x\nfloat[3] b\ny = Add <axis = 1, broadcast = 1> (x, b)";
		const { graph } = applyEdits(graphOf(before, 6), planConversion(graphOf(before, 6), 13).edits);
		const text = written(graph);
		expect(text).toContain("Unsqueeze (b, ");
		expect(text).not.toContain("broadcast");
		expect(written(converted(graphOf("float[2,3,4,5] x\nfloat[3,1,1] b\ny = Add (x, b)", 7), 6))).toContain(
			"Add <axis = 1, broadcast = 1>",
		);
	});
});

describe("operators of another name", () => {
	test("Upsample becomes Resize, which takes the same elements", () => {
		const after = `float[1,2,4,4] x
			float[4] y_scales = {1, 1, 2, 2}
			y = Resize <mode = "nearest", coordinate_transformation_mode = "asymmetric", nearest_mode = "floor"> (x, "", y_scales)`;
		const text = written(
			converted(graphOf('float[1,2,4,4] x\nfloat[4] s = {1, 1, 2, 2}\ny = Upsample <mode = "nearest"> (x, s)', 9), 13),
		);
		expect(text).toBe(written(graphOf(after.replace("y_scales", "s").replace('"", y_scales', '"", s'), 13)));
	});

	test("Scatter becomes ScatterElements, and back", () => {
		const inputs = "float[3,3] x\nint64[1,3] i\nfloat[1,3] u\n";
		check(9, `${inputs}y = Scatter <axis = 1> (x, i, u)`, 18, `${inputs}y = ScatterElements <axis = 1> (x, i, u)`);
		check(18, `${inputs}y = ScatterElements <axis = 1> (x, i, u)`, 10, `${inputs}y = Scatter <axis = 1> (x, i, u)`);
	});

	test("what there was no operator for yet is named, with what brought it", () => {
		expect(refusals("float[4] x\ny = Gelu (x)", 20, 17)).toEqual([
			"Gelu came with opset 20; nothing in opset 17 is known to say the same.",
		]);
	});

	test("it is written out in others where somebody knows how, and these are converted too", () => {
		const twice: WriteOut = {
			name: "twice",
			operators: ["Gelu"],
			edits: (_, node) => [
				{
					do: "replace-nodes",
					nodes: [{ output: node.outputs[0] ?? "" }],
					with: `int64[1] %axes = {0}\n%a = Unsqueeze (${node.inputs[0]}, %axes)\n${node.outputs[0]} = Squeeze (%a, %axes)`,
				},
			],
		};
		const { edits, changes, problems } = planConversion(graphOf("float[4] x\ny = Gelu (x)", 20), 11, [twice]);
		expect(problems).toEqual([]);
		expect(changes.map(({ node, becomes }) => [node.opType, becomes])).toEqual([["Gelu", ["Unsqueeze", "Squeeze"]]]);
		expect(written(applyEdits(graphOf("float[4] x\ny = Gelu (x)", 20), edits).graph)).toContain("Squeeze <axes = [0]>");
	});
});

describe("types", () => {
	test("what an older operator did not take is named", () => {
		expect(refusals("float[4] x\nfloat[4] z\ny = Equal (x, z)", 13, 10)).toEqual([
			"Equal does not fit into opset 10: A is float, which Equal does not take in the model's opset.",
		]);
	});

	test("a constant of integers is an initializer where constants had none", () => {
		check(
			13,
			"float[4,3] x\ns = Constant <value = int64[2] {3, 4}> ()\ny = Reshape (x, s)",
			8,
			"float[4,3] x\nint64[2] s = {3, 4}\ny = Reshape (x, s)",
		);
	});
});

describe("the whole model", () => {
	const branches = `<ir_version: 8, opset_import: ["": 11, "my": 1]>
		agraph (bool c, float[1,3] x) => (float[3] y) {
			["if"] y = If (c) <
				then_branch = t () => (float[3] a) { ["inner"] a = Squeeze <axes = [0]> (x) },
				else_branch = e () => (float[3] b) { b = my.Flat (x) }>
		}
		<domain: "my", opset_import: ["": 12]>
		Flat (z) => (w) { w = ReduceSum <axes = [0], keepdims = 0> (z) }`;

	test("bodies inside and functions are converted with it, each from its own opset", () => {
		const graph = converted(graphOf(branches), 13);
		const text = written(graph);
		expect(text.match(/axes = \[0\]/g)).toBeNull();
		expect(text).toMatch(/Squeeze \(x, \w+\)/);
		expect(text).toMatch(/ReduceSum <keepdims = 0> \(z, \w+\)/);
		expect(graph.functions[0]?.opsetImport).toEqual([{ domain: "", version: 13 }]);
	});

	test("an attribute that a call hands on can't become an input", () => {
		const text = `<ir_version: 8, opset_import: ["": 11, "my": 1]>
			agraph (float[1,3] x) => (float[3] y) { y = my.Flat <on = [0]> (x) }
			<domain: "my", opset_import: ["": 11]>
			Flat <on> (z) => (w) { w = Squeeze <axes: ints = @on> (z) }`;
		expect(refusals(text, 11, 13)).toEqual([
			"Squeeze has its axes from the call of a function, and can't be said otherwise there.",
		]);
	});

	test("nodes of other domains stay, and that is said", () => {
		const text = `<ir_version: 8, opset_import: ["": 13, "com.microsoft": 1]>
			agraph (float[4] x) => (float[4] y) { y = com.microsoft.Gelu (x) }`;
		const { edits, problems } = planConversion(graphOf(text), 17);
		expect(edits).toEqual([{ do: "set-opset", domain: "", version: 17 }]);
		expect(problems.map(({ code, severity }) => [code, severity])).toEqual([["convert/untouched", "info"]]);
	});

	test("the IR version follows to what readers of an old opset know, and leaves the time when initializers were inputs", () => {
		const at = (ir: number, opset: number) =>
			graphOf(`<ir_version: ${ir}, opset_import: ["": ${opset}]> g (float[4] x) => (float[4] y) { y = Relu (x) }`);
		expect(converted(at(10, 21), 13).header.irVersion).toBe(7);
		expect(converted(at(3, 7), 13).header.irVersion).toBe(7);
		expect(converted(at(8, 13), 21).header.irVersion).toBe(8);
	});

	test("an opset that there is not, or a model without one, is refused", () => {
		expect(refusals("float[4] x\ny = Relu (x)", 17, 99)).toEqual([
			"There is no opset 99 of ai.onnx: they go from 1 to 28.",
		]);
		expect(refusals("float[4] x\ny = Relu (x)", 17, 1.5)).toHaveLength(1);
	});

	test("a model of an opset that nobody knows is refused at once", () => {
		const text = `<ir_version: 8, opset_import: ["": 9000000000000000]> g (float[4] x) => (float[4] y) { y = Relu (x) }`;
		expect(refusals(text, 17, 13)).toEqual(["There is no opset 9000000000000000 of ai.onnx: they go from 1 to 28."]);
	});

	test("names out of a stranger's file find nothing", () => {
		expect(converted(graphOf("float[4] x\n__proto__ = Relu (x)\ny = Neg (__proto__)"), 11)).toBeDefined();
	});
});
