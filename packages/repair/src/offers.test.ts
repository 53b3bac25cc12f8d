import { inferShapes } from "@suture/analysis";
import { applyEdits, bodyOf, type Graph, graphFromText } from "@suture/graph";
import { check, parseTarget } from "@suture/tensorrt";
import { expect, test } from "vitest";
import { editsOfOffers, type Offer, offersFor } from "./index.ts";

function read(text: string): Graph {
	const { graph } = graphFromText(`<ir_version: 8, opset_import: ["" : 17]> ${text}`);
	if (!graph) throw new Error("This is no graph.");
	return graph;
}

function offersIn(graph: Graph): readonly Offer[] {
	const read = parseTarget("tensorrt-8.4");
	if ("problem" in read) throw new Error(read.problem.sentence);
	const { facts } = inferShapes(graph);
	return offersFor(graph, facts, check(graph, facts, read.target));
}

const twice = read(`m (float[2,8] x) => (float[2,8] y) <float[8] s = {1,1,1,1,1,1,1,1}>
{ a = LayerNormalization (x, s) b = Relu (a) y = LayerNormalization (b, s) }`);

test("offers a rule at each node that is refused, and none at others", () => {
	const offers = offersIn(twice);
	expect(offers.map(({ rule, kind }) => `${rule} ${kind}`)).toEqual([
		"write-out-layer-normalization exact",
		"write-out-layer-normalization exact",
	]);
	expect(offersIn(read("m (float[2] x) => (float[2] y) { y = Relu (x) }"))).toEqual([]);
});

test("gives edits of all or of some, after which nothing is offered there any more", () => {
	const offers = offersIn(twice);
	const { graph, problems } = applyEdits(twice, editsOfOffers(twice, offers));
	expect(problems).toEqual([]);
	expect(bodyOf(graph, graph.main).nodes.map(({ opType }) => opType)).not.toContain("LayerNormalization");
	expect(offersIn(applyEdits(twice, editsOfOffers(twice, offers.slice(0, 1))).graph)).toHaveLength(1);
});

test("leaves out what does not fit behind the others", () => {
	const [first] = offersIn(twice);
	if (!first) throw new Error("Nothing is offered.");
	expect(editsOfOffers(twice, [first, first])).toEqual(first.edits);
});
