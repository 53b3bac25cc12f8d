import type { ItemKind } from "./frame.ts";
import type { LayoutGroup, LayoutInput } from "./layout-input.ts";
import { sizeFrom } from "./size-from.ts";

/** An open group, or the whole picture: what stands directly in it. */
export interface Scope {
	readonly group: LayoutGroup | undefined;
	readonly parent: Scope | undefined;
	/** Its box within the parent. */
	readonly box: Piece | undefined;
	readonly depth: number;
	readonly pieces: Piece[];
}

/** A thing that is seen: a node, a closed group or an open group, or a port that a value needs on a scope's border. */
export interface Piece {
	readonly key: string;
	readonly kind: ItemKind;
	readonly id: string;
	readonly scope: Scope;
	/** The scope within it, if it is an open group. */
	inner: Scope | undefined;
	/** Place among the scope's pieces. */
	index: number;
	/** From the input; an open group's size is known only once its content is placed. */
	readonly width: number;
	readonly height: number;
	/** Sum and number of the input positions of all nodes within; of a port, those of the piece where its value is made. */
	positions: number;
	nodes: number;
}

export interface ScopeTree {
	readonly root: Scope;
	/** Every scope, the inner ones before those that hold them. */
	readonly scopes: readonly Scope[];
	/** What stands for each node: the node itself, or the outermost closed group around it. */
	readonly pieceOfNode: ReadonlyMap<string, Piece>;
}

/** Things in a group stand in its scope, or vanish in a closed piece. */
type Home = { readonly scope: Scope } | { readonly closed: Piece };

/** Who stands in whom. Pieces of a scope are in running order: by the mean input position of the nodes within.
 *  Costs O(nodes + groups), apart from sorting. */
export function scopeTree(input: LayoutInput): ScopeTree {
	const root: Scope = { group: undefined, parent: undefined, box: undefined, depth: 0, pieces: [] };
	const scopes: Scope[] = [root];
	const homes = homesOfGroups(input.groups, root, scopes);
	const pieceOfNode = new Map<string, Piece>();
	for (const [position, node] of input.nodes.entries()) {
		const home = (node.group === undefined ? undefined : homes.get(node.group)) ?? { scope: root };
		const piece = "closed" in home ? home.closed : addPiece(home.scope, "node", node);
		piece.positions += position;
		piece.nodes++;
		pieceOfNode.set(node.id, piece);
	}
	scopes.sort((a, b) => b.depth - a.depth);
	for (const scope of scopes) putInRunningOrder(scope);
	return { root, scopes, pieceOfNode };
}

function homesOfGroups(groups: readonly LayoutGroup[], root: Scope, scopes: Scope[]): Map<string, Home> {
	const byId = new Map(groups.map((group) => [group.id, group]));
	const homes = new Map<string, Home>();
	for (const group of byId.values()) {
		const path = new Set<LayoutGroup>();
		let next: LayoutGroup | undefined = group;
		while (next !== undefined && !homes.has(next.id) && !path.has(next)) {
			path.add(next);
			next = next.parent === undefined ? undefined : byId.get(next.parent);
		}
		let home: Home = (next === undefined ? undefined : homes.get(next.id)) ?? { scope: root };
		for (const outerFirst of [...path].reverse()) {
			home = homeInside(outerFirst, home, scopes);
			homes.set(outerFirst.id, home);
		}
	}
	return homes;
}

function homeInside(group: LayoutGroup, around: Home, scopes: Scope[]): Home {
	if ("closed" in around) return around;
	const parent = around.scope;
	if (!group.open) return { closed: addPiece(parent, "closed", group) };
	const box = addPiece(parent, "open", group);
	const scope: Scope = { group, parent, box, depth: parent.depth + 1, pieces: [] };
	box.inner = scope;
	scopes.push(scope);
	return { scope };
}

function addPiece(
	scope: Scope,
	kind: ItemKind,
	{ id, width, height }: { readonly id: string; readonly width: number; readonly height: number },
): Piece {
	const piece: Piece = {
		key: `${kind === "node" ? "node" : "group"} ${id}`,
		kind,
		id,
		scope,
		inner: undefined,
		index: scope.pieces.length,
		width: sizeFrom(width),
		height: sizeFrom(height),
		positions: 0,
		nodes: 0,
	};
	scope.pieces.push(piece);
	return piece;
}

/** A port for a value on the scope's border. Ports come after all other pieces. */
export function addPort(
	scope: Scope,
	kind: "in" | "out",
	{ id, source }: { readonly id: string; readonly source: Piece },
): Piece {
	const port: Piece = {
		key: `${kind} ${id}`,
		kind,
		id,
		scope,
		inner: undefined,
		index: scope.pieces.length,
		width: 0,
		height: 0,
		positions: source.positions,
		nodes: source.nodes,
	};
	scope.pieces.push(port);
	return port;
}

function putInRunningOrder({ pieces, box }: Scope): void {
	pieces.sort((a, b) => meanPosition(a) - meanPosition(b) || a.index - b.index);
	for (const [index, piece] of pieces.entries()) {
		piece.index = index;
		if (box === undefined) continue;
		box.positions += piece.positions;
		box.nodes += piece.nodes;
	}
}

/** Where a piece comes in the running order. */
export function meanPosition({ positions, nodes }: Piece): number {
	// Empty groups go last; a finite number, because two infinities cannot be subtracted.
	return nodes === 0 ? Number.MAX_VALUE : positions / nodes;
}
