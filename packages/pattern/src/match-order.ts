import type { Pattern, PatternNode } from "./pattern.ts";

/** How the next node of a pattern is found from those that are matched: it makes a value that they take, or it takes one that
 *  they take or make. */
export interface MatchStep {
	/** Position in the pattern. */
	readonly node: number;
	/** Undefined for the first, which is tried at every node of the graph. */
	readonly by: { readonly way: "makes" | "takes"; readonly value: string } | undefined;
}

/** The order in which nodes of a pattern are matched, from the last one that makes an output. A value has one maker and may have
 *  many readers, so makers come first. What is not connected, other than by constants, is left out. */
export function matchOrder(pattern: Pattern): readonly MatchStep[] {
	const { nodes } = pattern;
	const constants = new Set(pattern.constants.map(({ name }) => name));
	const makers = positionsBy(nodes, ({ outputs }) => outputs, constants);
	const takers = positionsBy(nodes, ({ inputs }) => inputs, constants);
	const outputs = new Set(pattern.outputs);
	const first = Math.max(
		0,
		nodes.findLastIndex((node) => node.outputs.some((value) => outputs.has(value))),
	);
	const steps: MatchStep[] = [];
	const isPlanned = new Set<number>();
	const upwards: string[] = [];
	const downwards: string[] = [];
	const plan = (node: number, by: MatchStep["by"]) => {
		if (isPlanned.has(node)) return;
		isPlanned.add(node);
		steps.push({ node, by });
		upwards.push(...(nodes[node]?.inputs ?? []));
		downwards.push(...(nodes[node]?.outputs ?? []), ...(nodes[node]?.inputs ?? []));
	};
	if (nodes.length > 0) plan(first, undefined);
	while (upwards.length + downwards.length > 0) {
		const up = upwards.pop();
		if (up !== undefined) {
			for (const node of makers.get(up) ?? []) plan(node, { way: "makes", value: up });
			continue;
		}
		const down = downwards.shift();
		if (down === undefined) break;
		const [next] = (takers.get(down) ?? []).filter((node) => !isPlanned.has(node));
		if (next === undefined) continue;
		downwards.unshift(down); // another node may take it too
		plan(next, { way: "takes", value: down });
	}
	return steps;
}

/** Whether every node of a pattern is connected with every other, other than by constants. */
export function hangsTogether(pattern: Pattern): boolean {
	return matchOrder(pattern).length === pattern.nodes.length;
}

function positionsBy(
	nodes: readonly PatternNode[],
	valuesOf: (node: PatternNode) => readonly string[],
	without: ReadonlySet<string>,
): ReadonlyMap<string, readonly number[]> {
	const positions = new Map<string, number[]>();
	nodes.forEach((node, i) => {
		for (const value of new Set(valuesOf(node))) {
			if (value === "" || without.has(value)) continue;
			const known = positions.get(value);
			if (known) known.push(i);
			else positions.set(value, [i]);
		}
	});
	return positions;
}
