import { nameOf } from "../address.ts";
import { bodyOf } from "../body-of.ts";
import type { InlineBranch } from "../edit.ts";
import { freshNodeNames } from "../fresh-name.ts";
import type { Graph } from "../graph.ts";
import { aliasesOfOutputs, namesOfOutputs } from "../inline/assign-outputs.ts";
import { copyBody } from "../inline/copy-body.ts";
import { freshBeside, ownNames, withFreshNames } from "../inline/own-names.ts";
import { replaceByCopy } from "../inline/replace-by-copy.ts";
import { bodyMeant, nodeMeant } from "../meant.ts";
import { plainDomain } from "../opset-imports.ts";
import { refuse } from "../refusal.ts";

export function inlineBranch(graph: Graph, { node: address, branch, in: where }: InlineBranch): Graph {
	const body = bodyMeant(graph, where);
	const node = nodeMeant(body, address);
	if (node.opType !== "If" || plainDomain(node.domain) !== "") {
		refuse("edit/no-inline", { node: nameOf(node), reason: "it is no If" });
	}
	const id = node.attributes.find(({ name }) => name === branch)?.bodies?.[0];
	if (id === undefined) refuse("edit/no-such-body", { wanted: `${branch} of ${nameOf(node)}` });
	const inner = bodyOf(graph, id);
	const given = inner.outputs.map(({ name }) => name ?? "");
	if (given.length < node.outputs.length) {
		refuse("edit/no-inline", { node: nameOf(node), reason: `${branch} gives fewer outputs than it has` });
	}
	const assigned = namesOfOutputs(inner, given, node.outputs);
	const names = withFreshNames(assigned, ownNames(graph, inner), freshBeside(graph, inner));
	const nodeName = freshNodeNames(graph, body.id);
	const copy = copyBody(graph, inner, { names, nodeName, keepsIds: true, nextId: graph.nextId });
	return replaceByCopy(graph, body.id, node, copy, aliasesOfOutputs(given, node.outputs, names));
}
