import type { Edit, Node } from "@suture/graph";
import type { Rule } from "../../finding.ts";
import { repeats } from "../../fold/deterministic.ts";
import { forward, told } from "../../match/forward.ts";
import { bypass, replacement } from "../../match/replacement.ts";
import { isOutput, isPlain, isUsed, type Site } from "../../match/site.ts";
import { nodeKey } from "./node-key.ts";

export const shareEqualNodes: Rule = {
	name: "share-equal-nodes",
	title: "Calculate the same only once",
	level: "exact",
	operators: ["*"],
	match(site, node) {
		const twin = twins(site).get(node);
		const edits = twin && takingFrom(site, node, twin);
		return edits && { nodes: [node], sentence: `${told(node)} calculates what ${told(twin)} does.`, edits };
	},
};

/** The edits after which what read the node reads its twin. */
function takingFrom(site: Site, node: Node, twin: Node): readonly Edit[] | undefined {
	const used = node.outputs.flatMap((output, i) =>
		isUsed(site, output) ? [{ output, other: twin.outputs[i] ?? "" }] : [],
	);
	const [only] = used;
	if (used.length === 1 && only?.output === node.outputs[0]) return forward(site, node, only?.other);
	// An output of the body keeps its name, and cannot take that of another.
	if (used.length === 0 || used.some(({ output, other }) => other === "" || isOutput(site, output))) return undefined;
	const identities = used.map(({ output, other }) => ({ opType: "Identity", inputs: [other], outputs: [output] }));
	const bypasses = used.map(({ output }) => bypass(site, { ...node, name: "", opType: "Identity", outputs: [output] }));
	return [replacement(site, [node], identities), ...bypasses];
}

const found = new WeakMap<Site, ReadonlyMap<Node, Node>>();

/** Nodes of a body that an earlier node equals, with that node. */
function twins(site: Site): ReadonlyMap<Node, Node> {
	let known = found.get(site);
	if (!known) {
		known = findTwins(site);
		found.set(site, known);
	}
	return known;
}

function findTwins(site: Site): ReadonlyMap<Node, Node> {
	const first = new Map<string, Node>();
	const twins = new Map<Node, Node>();
	/** What a value is called when all twins are one. */
	const same = new Map<string, string>();
	for (const node of site.body.nodes) {
		if (node.opType === "Constant" || !isPlain(node)) continue;
		const key = nodeKey(node, (value) => same.get(value) ?? value);
		const twin = key === undefined ? undefined : first.get(key);
		if (twin && repeats(site.graph, node, site.opset)) {
			twins.set(node, twin);
			node.outputs.forEach((output, i) => void same.set(output, twin.outputs[i] ?? ""));
		} else if (key !== undefined && !twin) first.set(key, node);
	}
	return twins;
}
