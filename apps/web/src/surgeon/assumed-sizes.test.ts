import { factOf, inferShapes } from "@suture/analysis";
import { applyEdits, type Graph, graphFromText } from "@suture/graph";
import { textOfType } from "@suture/ops";
import { expect, test } from "vitest";
import { AssumedSizes } from "./assumed-sizes.ts";

function graphOf(text: string): Graph {
	const { graph } = graphFromText(text);
	if (!graph) throw new Error("no graph");
	return graph;
}

const graph = graphOf('g (float[n,3] x, float[m,3] u) => (float[k,3] z) { ["a"] y = Relu (x) ["b"] z = Add (y, u) }');

const typeIn = (assumed: AssumedSizes, of: Graph, value: string) => {
	const { type } = factOf(assumed.inferredFor(of).facts, of.main, value);
	return type && textOfType(type);
};

test("what follows from assumed sizes, also behind an edit", () => {
	const assumed = new AssumedSizes({ x: "4x3", u: "1,3" });
	expect(typeIn(assumed, graph, "z")).toBe("float[4,3]");
	const { graph: edited } = applyEdits(graph, [
		{ do: "replace-nodes", nodes: [{ name: "a" }], with: "y = Transpose (x)" },
		{ do: "remove-input", value: "u", dangling: true },
	]);
	expect(typeIn(assumed, edited, "y")).toBe("float[3,4]");
	expect(assumed.inferredFor(edited).problems.map(({ code }) => code)).not.toContain("shape/no-such-input");
});

test("what the sizes contradict is said at its node, and what was wrong without them is not said again", () => {
	const assumed = new AssumedSizes({ x: "4x3", u: "5x3" });
	const found = assumed.contradictions(graph, inferShapes(graph));
	expect(found.map(({ place, sentence }) => [place.node?.name, sentence])).toEqual([
		["b", expect.stringMatching(/^With the sizes that you assume: .*4.*5/)],
	]);
	expect(new AssumedSizes({ x: "?x3" }).contradictions(graph, inferShapes(graph))).toEqual([]);
	const broken = graphOf('g (float[2] x, float[3] u) => (float[] z) { ["b"] z = Add (x, u) }');
	expect(
		new AssumedSizes({ x: "4" }).contradictions(broken, inferShapes(broken)).map(({ place }) => place.node),
	).toEqual([undefined]);
});

test("a text that is no size is said", () => {
	expect(new AssumedSizes({ x: "4xx" }).problems.map(({ code }) => code)).toEqual(["shape/bad-size"]);
});
