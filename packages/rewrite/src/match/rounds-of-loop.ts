import { bodiesOfNode, bodyAndInner, bodyOf, type Node } from "@suture/graph";
import { factAt, madeBy, numbersAt, type Site, siteOf } from "./site.ts";

/** How often a Loop runs, whatever the inputs of the model, and the nodes that this would be when written out; or why nobody
 *  can tell. */
export type Rounds = { readonly times: number; readonly nodes: number } | { readonly reason: string };

export function roundsOfLoop(site: Site, node: Node): Rounds {
	const [trips = "", condition = ""] = node.inputs;
	const [times] = trips === "" ? [] : (numbersAt(site, trips) ?? []);
	if (times === undefined || times < 0) return { reason: "Nobody knows how many rounds it runs." };
	const [id] = bodiesOfNode(node);
	if (id === undefined) return { reason: "It has no body." };
	if (condition !== "" && numbersAt(site, condition)?.[0] !== 1) return { reason: "It may not begin at all." };
	const body = bodyOf(site.graph, id);
	const inner = siteOf(site.graph, site.facts, id);
	const goesOn = body.outputs[0]?.name ?? "";
	const isHandedOn =
		goesOn === body.inputs[1]?.name || madeBy(inner, goesOn, "Identity")?.inputs[0] === body.inputs[1]?.name;
	if (!isHandedOn && factAt(inner, goesOn).value?.[0] !== 1) return { reason: "It may end before its last round." };
	let nodes = 0;
	for (const each of bodyAndInner(site.graph, id)) nodes += bodyOf(site.graph, each).nodes.length;
	return { times, nodes: times * nodes };
}
