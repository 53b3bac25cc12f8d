import type { LayoutGroup, LayoutInput } from "./layout-input.ts";

/** Moves strays into the groups that they serve. A stray is a node that nothing leads to, or only strays (a weight's cast, a
 *  constant); exporters leave many of them outside of every group, and each would cost a line through all borders to the
 *  one place that reads it. A stray goes to the innermost group around all its readers, if its own group is around that
 *  one too. Everything else, and the order, stays. O(nodes + ends · depth). */
export function adoptStrays(input: LayoutInput): LayoutInput {
	const readers = new Map<string, string[]>();
	const makers = new Map<string, string[]>();
	for (const { from, to } of input.edges) {
		for (const { node } of to) {
			push(readers, from, node);
			push(makers, node, from);
		}
	}
	const strays = new Set<string>();
	for (const { id } of input.nodes) if ((makers.get(id) ?? []).every((maker) => strays.has(maker))) strays.add(id);
	const groups = new Map(input.groups.map((group) => [group.id, group]));
	const homes = new Map(input.nodes.map(({ id, group }) => [id, around(groups, group)]));
	// Readers come after what they read, so from the end on their homes are settled.
	for (const { id } of input.nodes.toReversed()) {
		const own = homes.get(id) ?? [];
		const [first, ...others] = readers.get(id) ?? [];
		if (!strays.has(id) || first === undefined) continue;
		let shared = homes.get(first) ?? [];
		for (const other of others) shared = commonStart(shared, homes.get(other) ?? []);
		if (commonStart(own, shared).length === own.length) homes.set(id, shared);
	}
	const nodes = input.nodes.map((node) => {
		const home = homes.get(node.id)?.at(-1);
		return home === undefined || home === node.group ? node : { ...node, group: home };
	});
	return { ...input, nodes };
}

/** The group and those around it, the outermost first. */
function around(groups: ReadonlyMap<string, LayoutGroup>, id: string | undefined): string[] {
	const path = new Set<string>();
	for (let next = id; next !== undefined && groups.has(next) && !path.has(next); next = groups.get(next)?.parent)
		path.add(next);
	return [...path].reverse();
}

function commonStart(a: readonly string[], b: readonly string[]): string[] {
	const differs = a.findIndex((each, index) => each !== b[index]);
	return differs < 0 ? [...a] : a.slice(0, differs);
}

function push(lists: Map<string, string[]>, key: string, value: string): void {
	const list = lists.get(key);
	if (list === undefined) lists.set(key, [value]);
	else list.push(value);
}
