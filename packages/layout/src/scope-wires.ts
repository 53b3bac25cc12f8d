import type { LayoutEdge } from "./layout-input.ts";
import { addPort, type Piece, type Scope, type ScopeTree } from "./scope-tree.ts";
import { sizeFrom } from "./size-from.ts";

/** A wire in the making: one value within one scope. */
export interface ScopeWire {
	readonly key: string;
	readonly index: number;
	/** The greatest weight of the edges in it. */
	weight: number;
	readonly from: ScopeEnd;
	readonly to: ScopeEnd[];
}

/** Where a wire ends. At an open group it ends at a port of that group's own scope; at a node, `fraction` of its width
 *  may be asked for. */
export interface ScopeEnd {
	readonly piece: Piece;
	readonly port: Piece | undefined;
	readonly fraction: number | undefined;
}

/** One stretch of a line: along `wire` to the end number `to`. Following `before` leads back to the line's source. */
export interface Hop {
	readonly scope: Scope;
	readonly wire: ScopeWire;
	readonly to: number;
	readonly before: Hop | undefined;
}

/** One line of the result, as its last hop. */
export interface LinePath {
	readonly id: string;
	readonly to: number;
	readonly last: Hop;
}

export interface ScopeWires {
	readonly wires: ReadonlyMap<Scope, readonly ScopeWire[]>;
	readonly lines: readonly LinePath[];
}

/** Cuts every value into one wire for each scope that it runs through. All values of a closed group run as one,
 *  because the picture cannot tell them apart. Adds the ports that values need to the scopes' pieces.
 *  Costs O(ends + ports). */
export function scopeWires(edges: readonly LayoutEdge[], { pieceOfNode }: ScopeTree): ScopeWires {
	const wires = new Map<Scope, ScopeWire[]>();
	const values = new Map<string, ValuePath>();
	const lines: LinePath[] = [];
	for (const edge of edges) {
		const source = pieceOfNode.get(edge.from);
		if (source === undefined) continue;
		const key = source.kind === "closed" ? source.key : `value ${edge.id}`;
		const reached = new Set<Hop>();
		for (const [to, target] of edge.to.entries()) {
			const piece = pieceOfNode.get(target.node);
			if (piece === undefined || piece === source) continue;
			let value = values.get(key);
			if (value === undefined) {
				value = new ValuePath(
					key,
					{ piece: source, port: undefined, fraction: source.kind === "closed" ? undefined : edge.fromX },
					wires,
				);
				values.set(key, value);
			}
			value.weigh(Math.min(sizeFrom(edge.weight ?? 1), 100));
			const fraction = piece.kind === "closed" ? undefined : target.toX;
			const last = value.leadTo({ piece, port: undefined, fraction });
			if (reached.has(last) && piece.kind === "closed") continue;
			reached.add(last);
			lines.push({ id: edge.id, to, last });
		}
	}
	return { wires, lines };
}

/** Where one value has got to: the wire it has in each scope, and the hop by which it came there. */
class ValuePath {
	private readonly reached = new Map<Scope, { readonly wire: ScopeWire; readonly arrival: Hop | undefined }>();
	private readonly hops = new Map<string, Hop>();
	private readonly source: Piece;
	private weight = 0;
	private top: Scope;
	private readonly key: string;
	private readonly wires: Map<Scope, ScopeWire[]>;

	constructor(key: string, from: ScopeEnd, wires: Map<Scope, ScopeWire[]>) {
		this.key = key;
		this.source = from.piece;
		this.wires = wires;
		this.top = from.piece.scope;
		this.begin(this.top, from, undefined);
	}

	/** Extends the value to an end; asking twice for the same end gives the same hop. */
	leadTo(end: ScopeEnd): Hop {
		const key = `${end.piece.key} ${end.fraction ?? ""}`;
		const known = this.hops.get(key);
		if (known !== undefined) return known;
		const hop = this.arrive(this.comeInto(end.piece.scope), end);
		this.hops.set(key, hop);
		return hop;
	}

	weigh(weight: number): void {
		for (const { wire } of this.reached.values()) wire.weight = Math.max(wire.weight, weight);
		this.weight = Math.max(this.weight, weight);
	}

	private comeInto(scope: Scope): Scope {
		const inward: Scope[] = [];
		let outermost = scope;
		while (!this.reached.has(outermost)) {
			if (outermost.depth > this.top.depth && outermost.parent !== undefined) {
				inward.push(outermost);
				outermost = outermost.parent;
			} else this.leaveTop();
		}
		for (const next of inward.reverse()) this.enter(next);
		return scope;
	}

	private leaveTop(): void {
		const { top } = this;
		if (top.parent === undefined || top.box === undefined)
			throw new Error("Every scope lies within the whole picture.");
		const port = addPort(top, "out", { id: this.key, source: this.source });
		const arrival = this.arrive(top, { piece: port, port: undefined, fraction: undefined });
		this.top = top.parent;
		this.begin(this.top, { piece: top.box, port, fraction: undefined }, arrival);
	}

	private enter(scope: Scope): void {
		if (scope.parent === undefined || scope.box === undefined) throw new Error("Nothing enters the whole picture.");
		const port = addPort(scope, "in", { id: this.key, source: this.source });
		const arrival = this.arrive(scope.parent, { piece: scope.box, port, fraction: undefined });
		this.begin(scope, { piece: port, port: undefined, fraction: undefined }, arrival);
	}

	private begin(scope: Scope, from: ScopeEnd, arrival: Hop | undefined): void {
		const wires = this.wires.get(scope) ?? [];
		const wire: ScopeWire = { key: this.key, index: wires.length, weight: this.weight, from, to: [] };
		wires.push(wire);
		this.wires.set(scope, wires);
		this.reached.set(scope, { wire, arrival });
	}

	private arrive(scope: Scope, end: ScopeEnd): Hop {
		const here = this.reached.get(scope);
		if (here === undefined) throw new Error("A value arrives only where it has come.");
		const hop: Hop = { scope, wire: here.wire, to: here.wire.to.length, before: here.arrival };
		here.wire.to.push(end);
		return hop;
	}
}
