import { inferShapes } from "@suture/analysis";
import { applyEdits, graphFromModel, bodyOf } from "@suture/graph";
import { openForVerb } from "../src/open.ts";
import { rewriteGraph, rulesOfLevel } from "@suture/rewrite";
import { evaluateModel, sha256 } from "@suture/runtime";
import { check, parseTarget } from "@suture/tensorrt";
import { findDetections, offerCut, offerEfficientNms, offerLayerNms, efficientFields } from "../../../packages/detection/src/index.ts";

const read = parseTarget("tensorrt-8.4.3");
if (!("target" in read)) throw new Error();
for (const path of process.argv.slice(2)) {
	await using readable = await openForVerb(path);
	const before = graphFromModel(readable.model);
	if (![...before.bodies.values()].some(({nodes}) => nodes.some((n) => n.opType === "NonMaxSuppression"))) continue;
	const t = performance.now();
	const { graph } = await rewriteGraph(before, { evaluate: evaluateModel, sha256, rules: rulesOfLevel("exact") });
	const { facts } = inferShapes(graph, { useDeclared: false });
	console.log("##", path, Math.round(performance.now() - t), "ms; errors before nms", check(graph, facts, read.target).filter((p) => p.severity === "error").map((p) => p.place.node?.operator).join(" "));
	for (const d of findDetections(graph, facts)) {
		console.log("  ", d.nms.name, d.form, d.scope, d.limit, d.scoreThreshold, d.iouThreshold, d.kept.map((k) => k.meaning + (bodyOf(graph, graph.main).outputs.some((o) => o.name === k.value) ? "!" : "")).join(","), "unclear:", d.unclear.join(" | "));
		console.log("    fields", JSON.stringify(efficientFields(d)), JSON.stringify(d.entry?.levels.map((l) => [l.boxes.layout, l.boxes.copies.length, l.scores.layout, l.scores.copies.length])));
		for (const [name, offer] of Object.entries({ eff: offerEfficientNms(d), layer: offerLayerNms(d), cut: offerCut(d) })) {
			console.log("    ", name, offer.can, offer.can ? offer.kind : offer.sentence);
			if (name === "eff" && offer.can) {
				const after = applyEdits(graph, offer.edits);
				if (after.problems.length) console.log("     problems", after.problems.map((p) => p.problem.sentence));
				const f = inferShapes(after.graph, { useDeclared: false }).facts;
				console.log("     outputs", bodyOf(after.graph, after.graph.main).outputs.map((o) => o.name).join(" "), "check:", check(after.graph, f, read.target).filter((p) => p.severity === "error").map((p) => `${p.place.node?.operator}: ${p.said}`).join(" | "));
			}
		}
	}
}
