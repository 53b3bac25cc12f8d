import type { Facts } from "@suture/analysis";
import { type Graph, nameOf } from "@suture/graph";
import { type Problem, problem } from "@suture/problems";
import type { Foreseen } from "../found.ts";
import { rankOf, type Site } from "../site.ts";
import { unreadableShape } from "./host-shape.ts";
import { stateChangesShape, unlikeBranches } from "./state.ts";
import { uint8Inside } from "./uint8.ts";

/** What is refused of any operator, mostly by the layers behind the parser. */
export function refusedByLayers(site: Site, graph: Graph, facts: Facts): Foreseen[] {
	return [
		...of("tensorrt/refused-node", site, missingInput(site)),
		...of("tensorrt/unsupported-shape", site, tooManyAxes(site)),
		...of("tensorrt/unsupported-shape", site, unlikeBranches(site, graph, facts)),
		...of("tensorrt/unsupported-shape", site, stateChangesShape(site, graph, facts)),
		...of("tensorrt/unsupported-type", site, uint8Inside(site, graph)),
		...unreadable(site),
	];
}

function of(
	code: "tensorrt/refused-node" | "tensorrt/unsupported-shape" | "tensorrt/unsupported-type",
	{ node, place }: Site,
	said: string | undefined,
): Foreseen[] {
	if (said === undefined) return [];
	return [{ problem: problem(code, { node: nameOf(node), operator: node.opType, said }, { node: place }), said }];
}

function missingInput({ missing }: Site): string | undefined {
	return missing === undefined ? undefined : `Node input was not registered: ${missing}`;
}

/** Dims::MAX_DIMS of every release. */
const mostAxes = 8;

function tooManyAxes({ node, outputs, inputs }: Site): string | undefined {
	const hasMany = (operands: Site["inputs"]) => operands.some((one) => (rankOf(one) ?? 0) > mostAxes);
	if (!hasMany(outputs) || hasMany(inputs)) return undefined;
	return node.opType === "Unsqueeze" ? "Failed to unsqueeze tensor!" : `A tensor has at most ${mostAxes} dimensions.`;
}

function unreadable(site: Site): Foreseen[] {
	const { node, place } = site;
	const found = unreadableShape(site);
	if (!found) return [];
	const { maker, said, isConstant } = found;
	const facts = { node: nameOf(node), operator: node.opType, maker: nameOf(maker.node), said };
	const shown: Problem = problem("tensorrt/unreadable-shape", facts, { node: place });
	return [{ problem: shown, said, fixes: isConstant ? ["fold-constants"] : [] }];
}
