import type { Body, NodeId } from "@suture/graph";
import type { GroupTree } from "../scene/group-tree.ts";
import type { Fate } from "./compared.ts";

/** The modules of a body in which something differs. */
export function wantedGroups(
	{ nodes }: Body,
	{ groups, groupOf }: GroupTree,
	fates: ReadonlyMap<NodeId, Fate>,
): ReadonlySet<string> {
	const wanted = new Set<string>();
	for (const { id } of nodes) {
		if (!fates.has(id)) continue;
		for (let at = groupOf.get(id); at !== undefined && !wanted.has(at); at = groups.get(at)?.parent) wanted.add(at);
	}
	return wanted;
}
