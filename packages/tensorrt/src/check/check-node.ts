import type { Facts } from "@suture/analysis";
import { type Graph, nameOf } from "@suture/graph";
import { type Problem, problem } from "@suture/problems";
import type { Findings, Foreseen } from "./found.ts";
import { refusedByConstants } from "./refused/constants.ts";
import { refusedByImporter } from "./refused/importer.ts";
import { refusedByLayers } from "./refused/layers.ts";
import { byOperator, holdsFor } from "./rule.ts";
import { attributeRefusals } from "./rules/attributes.ts";
import { controlRefusals } from "./rules/control.ts";
import { crashes } from "./rules/crashes.ts";
import { differences } from "./rules/differences.ts";
import { quantizationRefusals } from "./rules/quantization.ts";
import { shapeRefusals } from "./rules/shapes.ts";
import { typeRefusals } from "./rules/types.ts";
import type { Site } from "./site.ts";

const refusals = byOperator([
	...typeRefusals,
	...attributeRefusals,
	...shapeRefusals,
	...quantizationRefusals,
	...controlRefusals,
]);
const crashesOf = byOperator(crashes);
const differencesOf = byOperator(differences);

/** Whether a parser refuses an import; each reason becomes a problem. */
export function checkNode(site: Site, graph: Graph, facts: Facts, findings: Findings): boolean {
	const refused = [
		...refusedByImporter(site, graph),
		...refusedByRules(site),
		...refusedByConstants(site),
		...refusedByLayers(site, graph, facts),
		...crashesAt(site),
	];
	// A node whose outputs are all constant is gone once constants are folded.
	const isFoldable = site.outputs.every(({ isConstant }) => isConstant);
	for (const { problem: found, said, fixes = [] } of refused)
		findings.add(found, {
			said,
			fixes: isFoldable ? [...new Set(["fold-constants", ...fixes])] : fixes,
			node: site.node.id,
		});
	for (const warning of warningsOf(site)) findings.add(warning, { node: site.node.id });
	return refused.length > 0;
}

function crashesAt(site: Site): Foreseen[] {
	const { node, place } = site;
	return (crashesOf.get(node.opType) ?? [])
		.filter((rule) => holdsFor(rule, site) && rule.when(site))
		.map(({ because }) => ({
			problem: problem("tensorrt/crashes", { node: nameOf(node), operator: node.opType, because }, { node: place }),
			said: "",
		}));
}

function refusedByRules(site: Site): Foreseen[] {
	const { node, place } = site;
	return (refusals.get(node.opType) ?? [])
		.filter((rule) => holdsFor(rule, site) && rule.when(site))
		.map(({ code, said, fixes }) => {
			const words = typeof said === "string" ? said : said(site);
			const facts = { node: nameOf(node), operator: node.opType, said: words };
			return { problem: problem(code, facts, { node: place }), said: words, ...(fixes ? { fixes } : {}) };
		});
}

function warningsOf(site: Site): Problem[] {
	const { node, place } = site;
	const facts = { node: nameOf(node), operator: node.opType };
	return (differencesOf.get(node.opType) ?? [])
		.filter((rule) => holdsFor(rule, site) && rule.when(site))
		.map(({ because }) => problem("tensorrt/different-numbers", { ...facts, said: because }, { node: place }));
}
