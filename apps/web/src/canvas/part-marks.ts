import type { NodeId } from "@suture/graph";
import type { Role } from "@suture/split";
import type { Box, BoxId } from "../scene/scene.ts";
import type { SceneIndex } from "./scene-index.ts";

/** What of a box lies in which part: shares that sum up to 1, in the order of the parts. */
export type PartShares = readonly { readonly role: Role; readonly share: number }[];

/** The parts of a split on a picture. */
export interface PartMarks {
	readonly boxes: ReadonlyMap<BoxId, PartShares>;
	/** Values that go from one part to another. */
	readonly borders: ReadonlySet<string>;
}

interface Parts {
	readonly roles: ReadonlyMap<NodeId, Role>;
	readonly boundaries: readonly { readonly value: string }[];
}

/** In which part each box is seen: a closed module in all of which it has nodes, an end of the graph in that of its neighbour. */
export function partMarks(index: SceneIndex, { roles, boundaries }: Parts): PartMarks {
	const boxes = new Map<BoxId, PartShares>();
	for (const box of index.boxes.values()) {
		const shares = sharesOf(nodesOfBox(box), roles);
		if (shares.length > 0) boxes.set(box.id, shares);
	}
	for (const box of index.boxes.values()) {
		if (box.kind !== "input" && box.kind !== "output") continue;
		const [line] = index.linesOfBox.get(box.id) ?? [];
		const near = line && boxes.get(box.kind === "input" ? line.to : line.from)?.at(box.kind === "input" ? 0 : -1);
		if (near) boxes.set(box.id, [{ role: near.role, share: 1 }]);
	}
	return { boxes, borders: new Set(boundaries.map(({ value }) => value)) };
}

/** The node of a box, or those of a closed module. */
export function nodesOfBox(box: Box): readonly NodeId[] {
	return box.kind === "node" ? [box.node] : box.kind === "group" ? box.inside : [];
}

const order: readonly Role[] = ["pre", "engine", "post"];

function sharesOf(nodes: readonly NodeId[], roles: ReadonlyMap<NodeId, Role>): PartShares {
	const known = nodes.flatMap((node) => roles.get(node) ?? []);
	return order.flatMap((role) => {
		const count = known.filter((one) => one === role).length;
		return count === 0 ? [] : [{ role, share: count / known.length }];
	});
}
