import { nameOf } from "../address.ts";
import { bodyOf } from "../body-of.ts";
import type { SetOpset } from "../edit.ts";
import type { BodyId, Graph, Node } from "../graph.ts";
import { bodyMeant } from "../meant.ts";
import { nearestName } from "../nearest-name.ts";
import { functionAround, importsAt, plainDomain, versionIn, withImportsAt } from "../opset-imports.ts";
import { refuse } from "../refusal.ts";
import { bodyAndInner } from "../scope.ts";

export function setOpset(graph: Graph, { domain, version, in: where }: SetOpset): Graph {
	const { id } = bodyMeant(graph, where);
	const imports = importsAt(graph, id);
	const known = versionIn(imports, domain);
	if (version === undefined) {
		if (known === undefined) refuseUnknown(imports, domain);
		const user = userOf(graph, id, domain);
		if (user) refuse("edit/opset-in-use", { domain: plainDomain(domain), node: nameOf(user) });
		return withImportsAt(
			graph,
			id,
			imports.filter((one) => plainDomain(one.domain) !== plainDomain(domain)),
		);
	}
	if (!Number.isSafeInteger(version) || version < 1) refuse("edit/bad-number", { what: "A version", number: version });
	if (known === version) return graph;
	if (known === undefined) return withImportsAt(graph, id, [...imports, { domain, version }]);
	const changed = imports.map((one) => (plainDomain(one.domain) === plainDomain(domain) ? { ...one, version } : one));
	return withImportsAt(graph, id, changed);
}

function refuseUnknown(imports: ReturnType<typeof importsAt>, domain: string): never {
	const nearest = nearestName(
		domain,
		imports.map((one) => one.domain ?? ""),
	);
	refuse("edit/no-such-opset", { wanted: domain, nearest });
}

/** A node that is of an operator set, where the imports of a body count. */
function userOf(graph: Graph, id: BodyId, domain: string): Node | undefined {
	const root = functionAround(graph, id)?.body ?? graph.main;
	for (const inner of bodyAndInner(graph, root)) {
		const found = bodyOf(graph, inner).nodes.find((node) => plainDomain(node.domain) === plainDomain(domain));
		if (found) return found;
	}
	return undefined;
}
