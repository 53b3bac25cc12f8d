import { type Facts, inferShapes } from "@suture/analysis";
import { type AskedVersion, modelBytes, modelNames, outcomes } from "@suture/fixtures";
import { type Graph, graphFromModel } from "@suture/graph";
import { readModel, sourceFromBytes } from "@suture/onnx";
import { beforeAll, describe, expect, test } from "vitest";
import { knownTargets, parseTarget, type Target } from "../target/target.ts";
import { check } from "./check.ts";

const asked: Readonly<Record<AskedVersion, string>> = {
	"8.4.3": "tensorrt-8.4.3",
	"10.6.0": "tensorrt-10.6",
	"11.2.1": "tensorrt-11.2",
	"rtx-1.7.1": "tensorrt-rtx-1.7",
};

function targetNamed(name: string): Target {
	const read = parseTarget(name);
	if ("problem" in read) throw new Error(read.problem.sentence);
	return read.target;
}

describe.each(modelNames)("%s", (name) => {
	let graph: Graph;
	let facts: Facts;
	beforeAll(async () => {
		const { model } = await readModel(sourceFromBytes(modelBytes(name), name));
		if (!model) throw new Error("it is a model");
		graph = graphFromModel(model);
		facts = inferShapes(graph).facts;
	});

	test.each(Object.keys(asked) as AskedVersion[])(
		"%s stops at a node that is said to be refused, or at none",
		(version) => {
			const outcome = outcomes[name]?.[version];
			if (!outcome) throw new Error(`Nobody asked ${version} about ${name}.`);
			const errors = check(graph, facts, targetNamed(asked[version])).filter(({ severity }) => severity === "error");
			const refused = errors
				.filter(({ place }) => place.node?.path === undefined)
				.map(({ place }) => place.node?.index);
			if (outcome.parse) expect(errors.map(({ sentence }) => sentence)).toEqual([]);
			else expect(Math.min(...refused.map((index) => index ?? -1))).toBe(outcome.errors[0]?.node);
		},
	);

	test("every target has an answer, with words for each problem", () => {
		for (const target of [...knownTargets(), "jetpack-5.0-dla"]) {
			for (const { sentence, remedy, severity, said, place } of check(graph, facts, targetNamed(target))) {
				expect(sentence).not.toMatch(/undefined|NaN/);
				expect(remedy).not.toBe("");
				expect(place.node ?? place.value ?? severity).toBeDefined();
				if (severity === "error") expect(typeof said).toBe("string");
			}
		}
	});
});
