import { applyEdits, bodyOf, graphFromText } from "@suture/graph";
import { expect, test } from "vitest";
import { constantLiteral } from "./constant-literal.ts";

test("numbers, lists, truths, and tensors as ONNX writes them", () => {
	expect(constantLiteral("2")).toEqual({ type: "int64", elements: "2" });
	expect(constantLiteral("2", "float")).toEqual({ type: "float", elements: "2" });
	expect(constantLiteral("0.5", "int64")).toEqual({ type: "float", elements: "0.5" });
	expect(constantLiteral("[1, -2 3]")).toEqual({ type: "int64[3]", elements: "1, -2, 3" });
	expect(constantLiteral("[true, false]")).toEqual({ type: "bool[2]", elements: "1, 0" });
	expect(constantLiteral("float[2, 1] {1, 2}")).toEqual({ type: "float[2,1]", elements: "1, 2" });
});

test("a name is none, nor is half a list", () => {
	for (const text of ["", "conv", "/conv/Conv_12", "[a, b]", "[1, 2", "1 2", "2x"])
		expect(constantLiteral(text)).toBeUndefined();
});

test("every one of them is read by an edit", () => {
	for (const text of ["2", "-0.5", "1e-3", "[1, 2]", "[]", "true", "[0.5, 1]", "int8[2] {1, 2}"]) {
		const literal = constantLiteral(text);
		if (!literal) continue;
		const { graph } = graphFromText('g (float[2] x) => (y) { ["a"] y = my.Op (x) }');
		if (!graph) throw new Error("no graph");
		const edited = applyEdits(graph, [
			{ do: "replace-nodes", nodes: [], with: `${literal.type} c = {${literal.elements}}` },
		]);
		expect(edited.problems).toEqual([]);
		expect(bodyOf(edited.graph, edited.graph.main).initializers.map(({ name }) => name)).toEqual(["c"]);
	}
});
