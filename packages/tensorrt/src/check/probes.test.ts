import { inferShapes } from "@suture/analysis";
import { type Answer, type Probe, probes } from "@suture/fixtures";
import { graphFromText } from "@suture/graph";
import { describe, expect, test } from "vitest";
import { parseTarget, type Target } from "../target/target.ts";
import { check } from "./check.ts";

function targetNamed(name: string): Target {
	const read = parseTarget(name);
	if ("problem" in read) throw new Error(read.problem.sentence);
	return read.target;
}

const asked = { "8.4.3": targetNamed("tensorrt-8.4.3"), "rtx-1.7.1": targetNamed("tensorrt-rtx-1.7") };

/** 8.4.3 takes constants without elements for each other by where they lie in memory; a probe whose memory is known would unskip it. */
const unforeseen: ReadonlySet<string> = new Set(["two_empty_constants"]);

/** Positions of the nodes of the main graph that are said to be refused; -1 for what is no node's. */
function refusedBy({ text, name }: Probe, target: Target): number[] {
	const { graph, problems } = graphFromText(text);
	if (!graph) throw new Error(`${name}: ${problems[0]?.sentence}`);
	return check(graph, inferShapes(graph).facts, target)
		.filter(({ severity, place }) => severity === "error" && place.node?.path === undefined)
		.map(({ place }) => place.node?.index ?? -1);
}

describe.each(["8.4.3", "rtx-1.7.1"] as const)("%s", (version) => {
	const answered = probes.flatMap((probe): [string, Probe, Answer][] => {
		const answer = probe[version];
		return answer ? [[probe.name, probe, answer]] : [];
	});

	const foreseeable = answered.filter(([name]) => !unforeseen.has(name));
	test.each(foreseeable)("%s: refused where it was, taken where it was", (_name, probe, answer) => {
		const refused = refusedBy(probe, asked[version]);
		if (answer.parse) expect(refused).toEqual([]);
		else if (answer.node === undefined || answer.node === -1) expect(refused).not.toEqual([]);
		else expect(refused).toContain(answer.node);
	});
});
