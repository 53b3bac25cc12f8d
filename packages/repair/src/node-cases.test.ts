import { graphFromModel } from "@suture/graph";
import { describe, expect, test } from "vitest";
import { nodeCases } from "../../analysis/tools/node-cases.ts";
import { applyRule, compareGraphs } from "../tools/apply-rule.ts";
import { repairRules } from "./index.ts";

// Single nodes of onnx.backend.test 1.23.2: whatever a rule matches there must compute the same in ONNX Runtime.
const cases = (await nodeCases()).filter(({ model }) => model.graph?.node.length === 1);
/** Newer than this ONNX Runtime. */
const newest = { irVersion: 11, opset: 24 };
/** How many cases a rule must match at least, so that none stops matching unseen. */
const least: Readonly<Record<string, number>> = {
	"add-axis-around": 2,
	"clip-by-min-and-max": 8,
	"multiply-out-power": 3,
	"name-squeezed-axes": 0,
	"negate-for-smallest": 1,
	"pad-by-taking": 0,
	"split-by-slices": 15,
	"sum-by-triangle": 7,
	"write-out-activation": 4,
	"write-out-float-tests": 5,
	"write-out-grid-sample": 18,
	"write-out-layer-normalization": 15,
	"write-out-modulo": 0,
	"write-out-normalization": 4,
	"write-out-resize": 30,
	"write-out-sign": 1,
	"write-out-triangle": 15,
	"gather-by-flat-index": 2,
	"resize-by-products": 4,
	"write-out-affine-grid": 4,
	"write-out-center-crop": 6,
	"write-out-hardmax": 7,
	"write-out-integer-product": 2,
	"write-out-loss": 40,
	"write-out-quantization": 3,
	"write-out-quantized-operator": 3,
	"write-out-rotary-embedding": 8,
};

describe.each(Object.entries(least))("%s", (name, wanted) => {
	test("computes the same on every case that it matches", async () => {
		const rule = repairRules.find((one) => one.name === name);
		if (!rule) throw new Error(`There is no rule ${name}.`);
		const different: string[] = [];
		let same = 0;
		for (const { name: title, model, operators } of cases) {
			const opset = model.opsetImport.find(({ domain = "" }) => domain === "")?.version ?? 1;
			if (!operators.some((one) => rule.operators.includes(one)) || opset > newest.opset) continue;
			const graph = graphFromModel({ ...model, irVersion: Math.min(model.irVersion ?? 0, newest.irVersion) });
			const { graph: result, places } = applyRule(graph, rule);
			if (places === 0) continue;
			const compared = await compareGraphs(graph, result).catch((error: unknown) => reasonOf(error));
			if (compared === undefined) continue;
			if (compared.ok) same++;
			else if (compared.runs.length > 0 || compared.reason?.startsWith("The result"))
				different.push(`${title} ${compared.reason ?? compared.maxRelativeError}`);
		}
		expect(different).toEqual([]);
		expect(same).toBeGreaterThanOrEqual(wanted);
	});
});

/** Nothing where ONNX Runtime has no kernel for the case itself. */
function reasonOf(error: unknown): undefined {
	const text = String(error);
	if (/implementation|Unsupported data type|NOT_IMPLEMENTED|not supported/.test(text)) return undefined;
	throw error;
}
