import type { Arrangement, Point } from "./frame.ts";
import type { Box, Layout, Line } from "./layout-result.ts";
import type { Scope, ScopeTree } from "./scope-tree.ts";
import type { Hop, LinePath } from "./scope-wires.ts";

/** The top left corner of every scope in the whole picture. */
export function originsOf({ scopes }: ScopeTree, arrangements: ReadonlyMap<Scope, Arrangement>): Map<Scope, Point> {
	const origins = new Map<Scope, Point>();
	for (const scope of scopes.toReversed()) {
		const { parent, box } = scope;
		const around = parent === undefined ? undefined : origins.get(parent);
		const corner = parent === undefined || box === undefined ? undefined : arrangements.get(parent)?.corners[box.index];
		origins.set(scope, { x: (around?.x ?? 0) + (corner?.x ?? 0), y: (around?.y ?? 0) + (corner?.y ?? 0) });
	}
	return origins;
}

/** Every node and group, in the whole picture's px; outer groups come before inner ones. */
export function absoluteBoxes(
	{ scopes }: ScopeTree,
	arrangements: ReadonlyMap<Scope, Arrangement>,
	origins: ReadonlyMap<Scope, Point>,
): Pick<Layout, "nodes" | "groups"> {
	const nodes = new Map<string, Box>();
	const groups = new Map<string, Box & { readonly open: boolean }>();
	for (const scope of scopes.toReversed()) {
		const origin = origins.get(scope);
		for (const piece of scope.pieces) {
			const corner = arrangements.get(scope)?.corners[piece.index];
			if (origin === undefined || corner === undefined) continue;
			const { width, height } = (piece.inner === undefined ? undefined : arrangements.get(piece.inner)) ?? piece;
			const box = { x: origin.x + corner.x, y: origin.y + corner.y, width, height };
			if (piece.kind === "node") nodes.set(piece.id, box);
			if (piece.kind === "closed") groups.set(piece.id, { ...box, open: false });
			if (piece.kind === "open") groups.set(piece.id, { ...box, open: true });
		}
	}
	return { nodes, groups };
}

/** Joins the stretches of each line, from the scope of its source to that of its target. O(points). */
export function absoluteLines(
	lines: readonly LinePath[],
	arrangements: ReadonlyMap<Scope, Arrangement>,
	origins: ReadonlyMap<Scope, Point>,
): Line[] {
	const drawn = new Set<Hop>();
	return lines.map(({ id, to, last }) => {
		const hops: Hop[] = [];
		for (let hop: Hop | undefined = last; hop !== undefined; hop = hop.before) hops.push(hop);
		const points: number[] = [];
		let drawFrom = 0;
		let back = false;
		for (const hop of hops.reverse()) {
			const route = arrangements.get(hop.scope)?.routes[hop.wire.index]?.[hop.to];
			const origin = origins.get(hop.scope);
			if (route === undefined || origin === undefined) continue;
			// A stretch starts at the port where the one before it ends.
			const from = points.length === 0 ? 0 : 2;
			const first = Math.max(0, points.length / 2 - 1);
			for (let at = from; at < route.points.length; at += 2) {
				points.push((route.points[at] ?? 0) + origin.x, (route.points[at + 1] ?? 0) + origin.y);
			}
			back ||= route.back;
			if (drawn.has(hop)) drawFrom = points.length / 2 - 1;
			else if (drawFrom === first) drawFrom = first + route.drawFrom;
			drawn.add(hop);
		}
		return { id, to, points: Float64Array.from(points), drawFrom, back };
	});
}
