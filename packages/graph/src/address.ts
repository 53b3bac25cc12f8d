import { type Problem, problem } from "@suture/problems";
import { bodyOf } from "./body-of.ts";
import type { BodyAddress, BodyStep, NodeAddress } from "./edit.ts";
import type { Body, BodyId, Graph, Node } from "./graph.ts";
import { indexOf } from "./index-of.ts";
import { nearestName } from "./nearest-name.ts";
import { holderOf } from "./scope.ts";
import { nodeAmid } from "./surroundings.ts";

/** What an address led to, or why it led nowhere. */
export type Found<T> = { readonly found: T } | { readonly problem: Problem };

/** The body that an address means. */
export function findBody(graph: Graph, address: BodyAddress | undefined): Found<Body> {
	let body: Body;
	if (address?.function) {
		const { domain, name, overload = "" } = address.function;
		const head = graph.functions.find((one) => one.name === name && one.domain === domain && one.overload === overload);
		if (!head) return { problem: problem("edit/no-such-body", { wanted: `of the function ${domain}.${name}` }) };
		body = bodyOf(graph, head.body);
	} else {
		body = bodyOf(graph, graph.main);
	}
	for (const step of address?.path ?? []) {
		const node = findNode(body, step.node);
		if ("problem" in node) return node;
		const attribute = node.found.attributes.find(({ name }) => name === step.attribute);
		const id = attribute?.bodies?.[step.position ?? 0];
		if (id === undefined)
			return { problem: problem("edit/no-such-body", { wanted: `${step.attribute} of ${nameOf(node.found)}` }) };
		body = bodyOf(graph, id);
	}
	return { found: body };
}

/** The address of a body; undefined for main. */
export function addressOfBody(graph: Graph, id: BodyId): BodyAddress | undefined {
	const path: BodyStep[] = [];
	let at = id;
	for (let holder = holderOf(graph, at); holder !== undefined; holder = holderOf(graph, at)) {
		const { node, attribute, position } = holder;
		path.unshift({ node: addressOfNode(node), attribute, ...(position === 0 ? {} : { position }) });
		at = holder.body.id;
	}
	const head = graph.functions.find(({ body }) => body === at);
	const { domain, name, overload } = head ?? {};
	if (!head) return path.length === 0 ? undefined : { path };
	const address = { domain: domain ?? "", name: name ?? "", ...(overload ? { overload } : {}) };
	return { function: address, ...(path.length === 0 ? {} : { path }) };
}

/** The one node of a body that an address means: by name, else by output; the type must fit where it is given. Where the two
 *  do not lead to one node, by what stands around it. */
export function findNode(body: Body, address: NodeAddress): Found<Node> {
	const fits = ({ opType }: Node) => address.opType === undefined || opType === address.opType;
	const named = address.name ? (nodesByName(body).get(address.name) ?? []).filter(fits) : [];
	const definition = address.output ? indexOf(body).definitions.get(address.output) : undefined;
	const made = definition?.by === "node" && fits(definition.node) ? definition.node : undefined;
	const isAgreed = made !== undefined && named.length === 1 && named[0] === made;
	if (!isAgreed && address.near && address.opType !== undefined) {
		const amid = nodeAmid(body, address.opType, address.near);
		if ("found" in amid) return amid;
		// Numbers in names may have moved on to a node that looks the same.
		if (amid.alike > 1) return { problem: alikeNodes(address, amid.alike) };
	}
	if (named.length === 1 && named[0]) return { found: named[0] };
	if (made && (named.length === 0 || named.includes(made))) return { found: made };
	const wanted = address.name || address.output || "";
	if (named.length > 1) return { problem: problem("edit/ambiguous-node", { wanted, times: named.length }) };
	const nearest = nearestName(wanted, address.name ? nodesByName(body).keys() : indexOf(body).definitions.keys());
	return {
		problem: problem(
			"edit/no-such-node",
			{ wanted, nearest },
			{ node: { name: wanted, operator: address.opType ?? "" } },
		),
	};
}

function alikeNodes({ name, output, opType = "" }: NodeAddress, times: number): Problem {
	const wanted = name || output || "";
	return problem("edit/alike-nodes", { wanted, times }, { node: { name: wanted, operator: opType } });
}

/** An address that finds the node again, also in a later export. */
export function addressOfNode({ name, opType, outputs }: Node): NodeAddress {
	const output = outputs.find((one) => one !== "");
	return { ...(name === "" ? {} : { name }), ...(output === undefined ? {} : { output }), opType };
}

/** How sentences call a node: its name, or what it makes. */
export function nameOf({ name, opType, outputs }: Node): string {
	if (name !== "") return name;
	const output = outputs.find((one) => one !== "");
	return output === undefined ? `an unnamed ${opType}` : `the ${opType} that makes ${output}`;
}

/** Nodes by name; a sound model has one a name. Unnamed nodes are not in it. */
export function nodesByName(body: Body): ReadonlyMap<string, readonly Node[]> {
	return indexOf(body).named;
}
