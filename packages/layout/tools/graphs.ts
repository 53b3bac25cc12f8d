import type { LayoutEdge, LayoutGroup, LayoutInput, LayoutNode } from "../src/index.ts";

/** Made-up graphs of any size, the same in every run. */
export const graphs = {
	chain: (count: number): LayoutInput => graph(count, (node) => (node + 1 < count ? [node + 1] : [])),

	/** One node that feeds all others, which feed a last one. */
	wide: (count: number): LayoutInput =>
		graph(count + 2, (node) => (node === 0 ? range(1, count + 1) : node <= count ? [count + 1] : [])),

	/** Rows of 100, each node reading two of the row before; one in ten also reads from far above. */
	layered: (count: number): LayoutInput => {
		const random = randomNumbers(1);
		const targets: number[][] = range(0, count).map(() => []);
		for (let node = 100; node < count; node++) {
			const row = Math.floor(node / 100);
			for (let input = 0; input < 2; input++) targets[100 * (row - 1) + Math.floor(random() * 100)]?.push(node);
			if (random() < 0.1) targets[Math.floor(random() * 100 * row)]?.push(node);
		}
		return graph(count, (node) => targets[node] ?? []);
	},

	/** Residual blocks of eight nodes, and one value that every block reads. */
	residual: (count: number): LayoutInput =>
		graph(count, (node) => {
			if (node === 0)
				return [1, ...range(0, Math.floor(count / 8)).map((block) => 8 * block + 5)].filter(
					(to) => to > 1 && to < count,
				);
			const next = node + 1 < count ? [node + 1] : [];
			return node % 8 === 0 && node + 8 < count ? [...next, node + 8] : next;
		}),

	/** Every node also feeds the last one: all lines are long. */
	funnel: (count: number): LayoutInput =>
		graph(count, (node) => (node + 1 < count ? [...new Set([node + 1, count - 1])] : [])),

	loose: (count: number): LayoutInput => graph(count, () => []),

	/** Groups within groups, with a node on each level, in one chain. */
	nested: (depth: number): LayoutInput => {
		const base = graph(depth, (node) => (node + 1 < depth ? [node + 1] : []));
		const groups = range(0, depth).map(
			(level): LayoutGroup => ({
				id: `g${level}`,
				...(level > 0 && { parent: `g${level - 1}` }),
				open: true,
				width: 80,
				height: 40,
				headerHeight: 24,
			}),
		);
		return { ...base, groups, nodes: base.nodes.map((node, level) => ({ ...node, group: `g${level}` })) };
	},
};

function graph(count: number, targetsOf: (node: number) => readonly number[]): LayoutInput {
	const nodes = range(0, count).map(
		(node): LayoutNode => ({ id: `n${node}`, width: 80, height: 34 + 16 * (node % 3) }),
	);
	const edges: LayoutEdge[] = [];
	for (const { id } of nodes) {
		const to = targetsOf(edges.length).map((target) => ({ node: `n${target}` }));
		edges.push({ id: `v${id}`, from: id, to });
	}
	return { nodes, groups: [], edges };
}

function range(from: number, to: number): number[] {
	return Array.from({ length: Math.max(0, to - from) }, (_, index) => from + index);
}

/** Numbers from 0 to 1 (mulberry32). */
function randomNumbers(seed: number): () => number {
	let state = seed;
	return () => {
		state = (state + 0x6d2b79f5) | 0;
		let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
		mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
		return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
	};
}
