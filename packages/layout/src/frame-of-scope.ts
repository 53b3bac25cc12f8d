import type { Arrangement, End, Frame, Item, Wire } from "./frame.ts";
import { meanPosition, type Piece, type Scope } from "./scope-tree.ts";
import type { ScopeEnd, ScopeWire } from "./scope-wires.ts";
import { sizeFrom } from "./size-from.ts";

/** What a scope has to place, now that the open groups in it are. `sideways`: the picture will be turned, so headers,
 *  which stay on top, are to the left here, and widths are heights. */
export function frameOfScope(
	scope: Scope,
	scopeWires: readonly ScopeWire[],
	arrangements: ReadonlyMap<Scope, Arrangement>,
	sideways: boolean,
): Frame {
	const { group } = scope;
	const inside = new Map<Piece, Arrangement>();
	for (const piece of scope.pieces) {
		const arrangement = piece.inner === undefined ? undefined : arrangements.get(piece.inner);
		if (arrangement !== undefined) inside.set(piece, arrangement);
	}
	const entries = scope.pieces.filter((piece) => piece.kind === "in").sort((a, b) => meanPosition(a) - meanPosition(b));
	const recencies = new Map(entries.map((piece, recency) => [piece, recency]));
	const items = scope.pieces.map((piece): Item => {
		const { key, kind, index } = piece;
		const { width, height } = inside.get(piece) ?? piece;
		return { key, kind, index, width, height, recency: recencies.get(piece) ?? 0 };
	});
	const endOf = ({ piece, port, fraction }: ScopeEnd): End => {
		const item = items[piece.index];
		if (item === undefined) throw new Error("A wire ends at a piece of its scope.");
		if (port !== undefined) return { item, x: inside.get(piece)?.corners[port.index]?.x };
		const isAsked = fraction !== undefined && !Number.isNaN(fraction);
		return { item, x: isAsked ? Math.min(Math.max(fraction, 0), 1) * item.width : undefined };
	};
	const wires = scopeWires.map(
		({ key, index, weight, from, to }): Wire => ({ key, index, weight, from: endOf(from), to: to.map(endOf) }),
	);
	const header = sizeFrom(group?.headerHeight ?? 0);
	const least = (sideways ? scope.box?.height : scope.box?.width) ?? 0;
	return {
		items,
		wires,
		isPicture: group === undefined,
		roomAbove: sideways ? 0 : header,
		roomLeft: sideways ? header : 0,
		leastWidth: sideways ? 0 : least,
		leastHeight: sideways ? least : 0,
	};
}
