import { readdirSync, readFileSync } from "node:fs";
import { type Graph, textFromGraph } from "@suture/graph";
import { describe, expect, test } from "vitest";
import { applyRule, compareGraphs } from "../tools/apply-rule.ts";
import { graphOf } from "../tools/examples.ts";
import { repairRules } from "./index.ts";

/** A pair of blocks of a page: ```onnx before … ``` and ```onnx after … ```. */
interface PageExample {
	readonly before: string;
	readonly opset: number;
	/** The newest opset that the target knows. */
	readonly known: number | undefined;
	readonly after: string;
	readonly opsetAfter: number;
}

const folder = new URL("./rules/", import.meta.url);
const byFolder = Map.groupBy(repairRules, ({ name }) => name.replace(/-if-(small|in-range|others-grow)$/, ""));
/** Operators that ONNX Runtime can't run as they were: the text alone is held. */
const notRunnable = new Set(["transpose-around-recurrence", "normalize-by-stored-statistics"]);

test("every rule has a folder with a page, and every folder a rule", () => {
	expect([...byFolder.keys()].sort()).toEqual(readdirSync(folder).sort());
});

describe.each([...byFolder].map(([name, rules]) => [name, rules[0]] as const))("%s", (name, rule) => {
	if (!rule) throw new Error("A folder has a rule.");
	const page = readFileSync(new URL(`${name}/page.md`, folder), "utf8");
	const found = examplesOf(page);

	test("has a page that begins with its title and shows an example", () => {
		expect(page.split("\n")[0]).toBe(`# ${rule.title}`);
		expect(found.length).toBeGreaterThan(0);
	});

	test.each(found)("does what its page says: example %#", async ({ before, opset, known, after, opsetAfter }) => {
		const graph = graphOf(before, opset);
		const { graph: result } = applyRule(graph, rule, known);
		expect(written(result)).toBe(written(graphOf(after, opsetAfter)));
		if (notRunnable.has(name)) return;
		const { ok, maxRelativeError, reason } = await compareGraphs(graph, result);
		expect([ok, reason]).toEqual([true, undefined]);
		expect(maxRelativeError).toBeLessThan(1e-5);
	});
});

function examplesOf(page: string): PageExample[] {
	const blocks = [...page.matchAll(/```onnx (before|after)(?: opset (\d+))?(?: known (\d+))?\n(.*?)```/gs)];
	return blocks.flatMap(([, kind, opset = "17", known, before = ""], i) => {
		const [, , opsetAfter = "17", , after = ""] = blocks[i + 1] ?? [];
		if (kind !== "before") return [];
		return [
			{
				before,
				opset: Number(opset),
				known: known === undefined ? undefined : Number(known),
				after,
				opsetAfter: Number(opsetAfter),
			},
		];
	});
}

/** Initializers stand in no particular order, types inside are only declarations, and a domain may be imported in vain. */
function written(graph: Graph): string {
	const bodies = new Map(
		[...graph.bodies].map(([id, body]) => {
			const initializers = body.initializers.toSorted((a, b) => ((a.name ?? "") < (b.name ?? "") ? -1 : 1));
			return [id, { ...body, initializers, valueInfo: [] }];
		}),
	);
	const opsetImport = graph.header.opsetImport.filter(({ domain = "" }) => domain === "");
	return textFromGraph(
		{ ...graph, header: { ...graph.header, opsetImport }, bodies },
		{ names: false, weights: "all" },
	);
}
