import { bodyOf, type Graph, graphFromModel, modelFromText } from "@suture/graph";
import { expect, test } from "vitest";
import { findPattern, loosen, patternFromNodes } from "./index.ts";

function graphOf(lines: readonly string[]): Graph {
	const text = `<ir_version: 8, opset_import: ["" : 17]> g (float[4] x) => (float[4] z) { ${lines.join("\n")} }`;
	const { model, problems } = modelFromText(text);
	if (!model) throw new Error(problems[0]?.sentence);
	return graphFromModel(model);
}

test("a graph that is symmetric everywhere ends, and says that it was given up", () => {
	// Every node reads x, so every choice of readers is as good as another until the last wire, which fits nowhere.
	const many = Array.from({ length: 60 }, (_, i) => `["r${i}"] r${i} = Relu (x)`);
	const sums = Array.from({ length: 59 }, (_, i) => `s${i + 1} = Add (${i === 0 ? "r0" : `s${i}`}, r${i + 1})`);
	const graph = graphOf([...many, ...sums, "z = Neg (s59)"]);
	const example = graphOf([
		...Array.from({ length: 12 }, (_, i) => `["a${i}"] a${i} = Relu (x)`),
		`z = Sum (${Array.from({ length: 12 }, (_, i) => `a${i}`).join(", ")})`,
	]);
	const made = patternFromNodes(
		example,
		example.main,
		bodyOf(example, example.main).nodes.filter(({ opType }) => opType === "Relu"),
	);
	if ("problem" in made) throw new Error(made.problem.sentence);
	const started = performance.now();
	const { occurrences } = findPattern(graph, made.pattern);
	expect(performance.now() - started).toBeLessThan(5000);
	expect(occurrences.length).toBe(5);
	const impossible = { ...made.pattern, nodes: [...made.pattern.nodes, last(made.pattern.outputs)] };
	const given = findPattern(graph, { ...impossible, outputs: ["end"] });
	expect(performance.now() - started).toBeLessThan(10_000);
	expect(given.occurrences).toEqual([]);
});

const last = (inputs: readonly string[]) => ({
	opType: "Max",
	domain: "",
	overload: "",
	inputs,
	outputs: ["end"],
	attributes: [],
});

test("a ladder of Adds with both inputs alike has 2^n ways, and is found in one", () => {
	const rung = (i: number) => `["s${i}"] s${i + 1} = Add (s${i}, s${i})`;
	const graph = graphOf([`s0 = Relu (x)`, ...Array.from({ length: 200 }, (_, i) => rung(i)), "z = Neg (s200)"]);
	const nodes = bodyOf(graph, graph.main).nodes.filter(({ name }) => name !== "");
	const made = patternFromNodes(graph, graph.main, nodes);
	if ("problem" in made) throw new Error(made.problem.sentence);
	expect(findPattern(graph, loosen(made.pattern, { attributes: true })).occurrences.length).toBe(1);
});

test("a trellis whose every wire may be swapped, and whose end fits nowhere, is given up in time", () => {
	const row = (i: number) => [`a${i + 1} = Add (a${i}, b${i})`, `b${i + 1} = Add (b${i}, a${i})`];
	const rows = Array.from({ length: 30 }, (_, i) => row(i)).flat();
	const graph = graphOf(["a0 = Relu (x)", "b0 = Neg (x)", ...rows, "z = Sub (a30, b30)"]);
	const example = graphOf(["a0 = Relu (x)", "b0 = Exp (x)", ...rows, "z = Sub (a30, b30)"]);
	const made = patternFromNodes(example, example.main, bodyOf(example, example.main).nodes);
	if ("problem" in made) throw new Error(made.problem.sentence);
	const started = performance.now();
	const found = findPattern(graph, made.pattern);
	expect(performance.now() - started).toBeLessThan(5000);
	expect([found.occurrences.length, found.problems.map(({ code }) => code)]).toEqual([0, ["pattern/too-many-ways"]]);
});
