import type { Problem } from "@suture/problems";
import { type Found, findBody, findNode } from "./address.ts";
import type { Definition } from "./body-index.ts";
import type { BodyAddress, NodeAddress } from "./edit.ts";
import type { Body, Graph, Node } from "./graph.ts";
import { indexOf } from "./index-of.ts";
import { nearestName } from "./nearest-name.ts";
import { Refusal, refuse } from "./refusal.ts";

/** The body that an edit means; the edit is refused when there is none. So are edits by the functions below. */
export function bodyMeant(graph: Graph, address: BodyAddress | undefined): Body {
	return found(findBody(graph, address));
}

export function nodeMeant(body: Body, address: NodeAddress): Node {
	return found(findNode(body, address));
}

function found<T>(one: Found<T>): T {
	if ("problem" in one) throw new Refusal([one.problem]);
	return one.found;
}

/** So many are enough to see what is wrong, and looking for a name that is like a wrong one takes its time. */
const mostNamed = 20;

/** All nodes that an edit means, in the order of the body; the refusal names those that are not there. */
export function nodesMeant(body: Body, addresses: readonly NodeAddress[]): Node[] {
	const meant = new Set<Node>();
	const problems: Problem[] = [];
	for (const address of addresses) {
		const one = findNode(body, address);
		if ("found" in one) meant.add(one.found);
		else problems.push(one.problem);
		if (problems.length === mostNamed) break;
	}
	if (problems.length > 0) throw new Refusal(problems);
	return meant.size < 2 ? [...meant] : body.nodes.filter((node) => meant.has(node));
}

/** Where a value of this body comes from. */
export function definitionMeant(body: Body, value: string): Definition {
	return indexOf(body).definitions.get(value) ?? refuseUnknownValue(body, value);
}

export function refuseUnknownValue(body: Body, value: string): never {
	const nearest = nearestName(value, indexOf(body).definitions.keys());
	return refuse("edit/no-such-value", { wanted: value, nearest }, { value });
}
