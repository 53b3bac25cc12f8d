import { type Edit, graphFromText } from "@suture/graph";
import { expect, test } from "vitest";
import { sentenceOfPlaces } from "./sentence-of-places.ts";

const { graph } = graphFromText(`agraph (float[2] x) => (float[2] z) {
  ["a"] y = Relu (x)
  ["b"] z = Relu (y)
}`);
if (!graph) throw new Error("it is a graph");

const replace = (node: string, text: string): Edit => ({ do: "replace-nodes", nodes: [{ name: node }], with: text });

test("the same done at several places is one sentence", () => {
	const edits = [replace("a", "y = Neg (x)"), replace("b", "z = Neg (y)")];
	expect(sentenceOfPlaces(edits, graph)).toBe("Replaced 2 nodes by Neg at 2 places");
});

test("places that are passed by are bypassed", () => {
	const edits: Edit[] = [
		replace("a", "y = Identity (x)"),
		replace("b", "z = Identity (y)"),
		{ do: "bypass-node", node: { output: "y" } },
		{ do: "bypass-node", node: { output: "z" } },
	];
	expect(sentenceOfPlaces(edits, graph)).toBe("Bypassed 2 nodes at 2 places");
});

test("edits that differ are told one by one", () => {
	expect(sentenceOfPlaces([replace("a", "y = Neg (x)"), replace("b", "z = Exp (y)")], graph)).toBeUndefined();
	expect(sentenceOfPlaces([replace("a", "y = Neg (x)")], graph)).toBeUndefined();
});
