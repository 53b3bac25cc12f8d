import { adoptStrays, type LayoutGroup, type LayoutInput, type LayoutNode } from "../src/index.ts";

export type LabelledInput = LayoutInput & { readonly nodes: readonly (LayoutNode & { readonly label?: string })[] };

/** The graph as the options ask for it: --flat without groups, --depth=N with the groups N levels deep closed, --right,
 *  --strays with sources left where they are. */
export function variant(input: LabelledInput, options: readonly string[]): LabelledInput {
	const depth = Number(options.find((option) => option.startsWith("--depth="))?.slice(8) ?? Number.POSITIVE_INFINITY);
	const direction = options.includes("--right") ? "right" : "down";
	if (options.includes("--flat")) return { ...input, direction, groups: [] };
	const parents = new Map(input.groups.map((group) => [group.id, group.parent]));
	const depthOf = (group: LayoutGroup): number => {
		let found = 1;
		for (let parent = group.parent; parent !== undefined; parent = parents.get(parent)) found++;
		return found;
	};
	const adopted = options.includes("--strays") ? input : adoptStrays(input);
	return { ...adopted, direction, groups: input.groups.map((group) => ({ ...group, open: depthOf(group) < depth })) };
}
