import { inferShapes } from "@suture/analysis";
import { simplifiedBytes, simplifiedModels } from "@suture/fixtures";
import { graphFromModel } from "@suture/graph";
import { readModel, sourceFromBytes } from "@suture/onnx";
import { expect, test } from "vitest";
import { parseTarget } from "../target/target.ts";
import { check } from "./check.ts";

/** Positions of the nodes of the main graph that are said to be refused; -1 for what is no node's. */
async function refusedIn(name: string): Promise<number[]> {
	const { model } = await readModel(sourceFromBytes(simplifiedBytes(name), name));
	const read = parseTarget("tensorrt-8.4.3");
	if (!model || "problem" in read) throw new Error("both are known");
	const graph = graphFromModel(model);
	return check(graph, inferShapes(graph).facts, read.target)
		.filter(({ severity, place }) => severity === "error" && place.node?.path === undefined)
		.map(({ place }) => place.node?.index ?? -1);
}

test.each(Object.entries(simplifiedModels))(
	"%s, simplified: 8.4.3 stops at the first refusal, or at none",
	async (name, answer) => {
		const refused = await refusedIn(name);
		if (answer.parse) expect(refused).toEqual([]);
		else if (answer.node === undefined) expect(refused).not.toEqual([]);
		else expect(Math.min(...refused)).toBe(answer.node);
	},
);
