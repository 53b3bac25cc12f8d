import type { LayoutEdge, LayoutGroup, LayoutInput, LayoutNode } from "../src/index.ts";

/** A graph from text: "a → b c; b → d" has a value of a that b and c read, and one of b that d reads. A name like "g/h/a"
 *  puts node a into group "g/h", which is in group "g". Nodes come in order of appearance, 80 × 40 px unless `sizes`
 *  says otherwise (of nodes, and of groups when closed); groups are open unless `closed` names them. */
export function graphOf(
	text: string,
	{
		sizes = {},
		closed = [],
	}: { sizes?: Record<string, readonly [width: number, height: number]>; closed?: string[] } = {},
): LayoutInput {
	const nodes = new Map<string, LayoutNode>();
	const groups = new Map<string, LayoutGroup>();
	const sizeOf = (id: string): { width: number; height: number } => {
		const [width, height] = sizes[id] ?? [80, 40];
		return { width, height };
	};
	const addGroup = (path: readonly string[]): string | undefined => {
		if (path.length === 0) return undefined;
		const id = path.join("/");
		const parent = addGroup(path.slice(0, -1));
		groups.set(id, { id, ...(parent && { parent }), open: !closed.includes(id), ...sizeOf(id), headerHeight: 20 });
		return id;
	};
	const addNode = (id: string): string => {
		const group = addGroup(id.split("/").slice(0, -1));
		nodes.set(id, { id, ...sizeOf(id), ...(group && { group }) });
		return id;
	};
	const edges: LayoutEdge[] = [];
	for (const statement of text.split(";")) {
		const [from = "", targets = ""] = statement.split("→").map((side) => side.trim());
		if (from === "") continue;
		addNode(from);
		const to = targets.split(/\s+/).filter((id) => id !== "");
		if (to.length > 0) edges.push({ id: `${from}#${edges.length}`, from, to: to.map((id) => ({ node: addNode(id) })) });
	}
	return { nodes: [...nodes.values()], groups: [...groups.values()], edges };
}
