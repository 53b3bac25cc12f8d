import { applyEdits, bodyOf, type Graph, graphFromText, textFromBody } from "@suture/graph";
import { findPattern, patternFromNodes } from "@suture/pattern";
import { expect, test } from "vitest";
import { type PlaceWish, planPlaces } from "./replace-places.ts";

function graphOf(text: string): Graph {
	const { graph } = graphFromText(text);
	if (!graph) throw new Error("it is a graph");
	return graph;
}

/** The first node is the example. */
function planned(graph: Graph, wish: PlaceWish, example = 1) {
	const made = patternFromNodes(graph, graph.main, bodyOf(graph, graph.main).nodes.slice(0, example));
	if ("problem" in made) throw new Error(made.problem.sentence);
	return planPlaces(graph, made.pattern, findPattern(graph, made.pattern).occurrences, wish);
}

function after(graph: Graph, wish: PlaceWish): string {
	const plan = planned(graph, wish);
	if ("problems" in plan) throw new Error(plan.problems[0]?.sentence);
	const { graph: edited, problems } = applyEdits(graph, plan.edits);
	expect(problems).toEqual([]);
	return textFromBody(edited, edited.main);
}

const chain = `agraph (float[2] x) => (float[2] z) {
  a = Relu (x)
  b = Relu (a)
  c = Neg (b)
  z = Relu (c)
}`;

test("replaces at all places as one step", () => {
	expect(after(graphOf(chain), { do: "replace", lines: "y = Exp (x)" })).toBe(
		"a = Exp (x)\nb = Exp (a)\nc = Neg (b)\nz = Exp (c)",
	);
});

test("bypasses places of which one reads the other, also at an output", () => {
	expect(after(graphOf(chain), { do: "bypass", input: "x" })).toBe("z = Neg (x)");
});

test("deletes in all bodies", () => {
	const graph = graphOf(`agraph (bool k, float[2] x) => (float[2] z) {
  a = Relu (x)
  z = If (k) <then_branch = g () => (float[2] p) { p = Relu (a) }, else_branch = h () => (float[2] q) { q = Neg (a) }>
}`);
	const plan = planned(graph, { do: "delete" });
	expect("edits" in plan && [plan.count, plan.gone.length, plan.edits.length]).toEqual([2, 2, 2]);
});

test("a pattern of two inputs and two outputs can't be bypassed", () => {
	const graph = graphOf(`agraph (float[2] x) => (float[2] y, float[2] z) {
  y = Relu (x)
  z = Neg (y)
}`);
	const plan = planned(graph, { do: "bypass", input: "x" }, 2);
	expect("problems" in plan && plan.problems.map(({ code }) => code)).toEqual(["pattern/no-bypass"]);
});

test("a place that would tie a circle is left out and told, the others are replaced", () => {
	// Swapping what the pair takes makes one of the pairs read itself through the Exp.
	const graph = graphOf(`agraph (float[2] x, float[2] w) => (float[2] p, float[2] q, float[2] r, float[2] s) {
  p = Relu (x)
  m = Add (p, w)
  q = Neg (m)
  r = Relu (w)
  e = Exp (r)
  n = Add (r, e)
  s = Neg (n)
}`);
	const main = bodyOf(graph, graph.main);
	const made = patternFromNodes(graph, graph.main, main.nodes.slice(0, 3));
	if ("problem" in made) throw new Error(made.problem.sentence);
	const { occurrences } = findPattern(graph, made.pattern);
	expect(occurrences.length).toBe(2);
	const [first = "", second = ""] = made.pattern.outputs;
	const [, other = ""] = made.pattern.inputs;
	const given = made.pattern.inputs.filter((name) => name !== other);
	const lines = `${first} = Add (${[given[0], other].join(", ")})\n${second} = Neg (${first})`;
	const plan = planPlaces(graph, made.pattern, occurrences, { do: "replace", lines });
	if ("problems" in plan) throw new Error(plan.problems[0]?.sentence);
	expect([plan.count, plan.refused.map(({ problem }) => problem.code)]).toEqual([1, ["edit/circle"]]);
	expect(applyEdits(graph, plan.edits).problems).toEqual([]);
});
