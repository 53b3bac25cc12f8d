import { expect, test } from "vitest";
import { applyRule, compareGraphs } from "../tools/apply-rule.ts";
import { examples, graphOf } from "../tools/examples.ts";
import { repairRules } from "./index.ts";

const rules = new Map(repairRules.map((rule) => [rule.name, rule]));

test.each(examples())("$rule computes the same: example %#", async ({ rule: name, opset, text }) => {
	const rule = rules.get(name);
	if (!rule) throw new Error(`There is no rule ${name}.`);
	const graph = graphOf(text, opset);
	const { graph: result, places, misses } = applyRule(graph, rule);
	expect(places, misses.join(" ")).toBeGreaterThan(0);
	const { ok, reason } = await compareGraphs(graph, result);
	expect([ok, reason]).toEqual([true, undefined]);
});
