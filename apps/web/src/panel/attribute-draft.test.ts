import { applyEdits, bodyOf, graphFromText } from "@suture/graph";
import { expect, test } from "vitest";
import type { AttributeTypeName } from "../surgeon/attribute-field.ts";
import { attributeFields } from "../surgeon/attribute-field.ts";
import { draftText, writtenAttribute } from "./attribute-draft.ts";

/** The attribute as a node has it after it was written. */
function made(name: string, type: AttributeTypeName, draft: string): unknown {
	const written = writtenAttribute(name, type, draft);
	if ("reason" in written) return written.reason;
	const { graph } = graphFromText('g (float[2] x) => (y) { ["a"] y = my.Op (x) }');
	if (!graph) throw new Error("no graph");
	const edited = applyEdits(graph, [{ do: "set-attribute", node: { name: "a" }, attribute: written.text }]);
	expect(edited.problems).toEqual([]);
	const [node] = bodyOf(edited.graph, edited.graph.main).nodes;
	const field = node && attributeFields(node, undefined)[0];
	return field && [field.name, field.type, draftText(field)];
}

test("what is written comes back as it was meant", () => {
	expect(made("axis", "INT", " -1 ")).toEqual(["axis", "INT", "-1"]);
	expect(made("big", "INT", "9223372036854775807")).toEqual(["big", "INT", "9223372036854775807"]);
	expect(made("alpha", "FLOAT", "1")).toEqual(["alpha", "FLOAT", "1"]);
	expect(made("alpha", "FLOAT", "-inf")).toEqual(["alpha", "FLOAT", "-Infinity"]);
	expect(made("alpha", "FLOAT", "1e-5")).toEqual(["alpha", "FLOAT", "0.00001"]);
	expect(made("pads", "INTS", "[0, 0 1,1]")).toEqual(["pads", "INTS", "0, 0, 1, 1"]);
	expect(made("axes", "INTS", "")).toEqual(["axes", "INTS", ""]);
	expect(made("scales", "FLOATS", "1, 2.5")).toEqual(["scales", "FLOATS", "1, 2.5"]);
	expect(made("mode", "STRING", 'a "b" \\ c')).toEqual(["mode", "STRING", 'a "b" \\ c']);
	expect(made("names", "STRINGS", "a\nb c")).toEqual(["names", "STRINGS", "a\nb c"]);
	expect(made("value", "TENSOR", "int64[2] {1, 2}")).toEqual(["value", "TENSOR", "int64[2] {1, 2}"]);
	expect(made("odd name", "INT", "1")).toEqual(["odd name", "INT", "1"]);
	expect(made("__proto__", "INT", "1")).toEqual(["__proto__", "INT", "1"]);
});

test("what can't be it says why", () => {
	expect(made("axis", "INT", "1.5")).toBe("1.5 is not a whole number.");
	expect(made("axis", "INT", "9223372036854775808")).toBe("It does not fit 64 bits.");
	expect(made("alpha", "FLOAT", "1e39")).toBe("It is larger than a float can be.");
	expect(made("pads", "INTS", "1, x")).toBe("x is not a whole number.");
});
