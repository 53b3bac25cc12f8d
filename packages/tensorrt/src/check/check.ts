import type { Facts } from "@suture/analysis";
import { type Graph, nameOf } from "@suture/graph";
import { invariant, type Problem, problem } from "@suture/problems";
import { parserRelease, type Target } from "../target/target.ts";
import { firstMisfit } from "./as-read.ts";
import { checkNode } from "./check-node.ts";
import { Devices, withoutDla } from "./dla/devices.ts";
import { type CheckProblem, Findings } from "./found.ts";
import { checkModel } from "./model.ts";
import { walk } from "./walk.ts";

/** Says before a build what the target's TensorRT will refuse: every node that its parser would stop at, not only the first, and
 *  what it takes but does otherwise. An error is a refusal; a warning is what may go wrong without one. Each stands at the node
 *  that TensorRT names, inside of bodies and functions too. Never throws because of the model. Time: linear in nodes.
 *  `facts` are those of the graph. */
export function check(graph: Graph, facts: Facts, target: Target): CheckProblem[] {
	const release = parserRelease(target);
	invariant(release !== undefined, "A target that was parsed has a parser that is known.");
	const findings = new Findings();
	const nodes = [...graph.bodies.values()].flatMap((body) => body.nodes);
	checkModel(graph, target, release, findings);
	const opset = opsetOf(graph);
	const misfit = firstMisfit(graph, facts, release, opset);
	if (misfit) findings.add(misread(misfit), { said: misfit.sentence });
	const gone = withoutDla(target, release);
	if (gone) findings.add(gone);
	const devices = new Devices();
	walk({
		graph,
		facts,
		target,
		release,
		opset,
		isQuantized: nodes.some(({ opType }) => opType === "QuantizeLinear" || opType === "DequantizeLinear"),
		visit: (site) => {
			if (target.device === "dla" && !gone) devices.see(site, findings);
			return checkNode(site, graph, facts, findings);
		},
		refusedInside: ({ node, place }, inner) => {
			const facts = { node: nameOf(node), operator: node.opType, inner: nameOf(inner.node) };
			findings.add(problem("tensorrt/refused-inside", facts, { node: place }), { node: node.id });
		},
		budget: mostInnerNodes,
	});
	const fallback = devices.summary();
	if (fallback) findings.add(fallback);
	return findings.all();
}

function misread({ sentence: said, place }: Problem): Problem {
	const { name = "", output = "", operator = "" } = place.node ?? {};
	return problem("tensorrt/shape-as-read", { node: name || output, operator, said }, place);
}

const mostInnerNodes = 100_000;

function opsetOf({ header }: Graph): number {
	const found = header.opsetImport.find(({ domain = "" }) => domain === "" || domain === "ai.onnx");
	return Number(found?.version ?? 1);
}
