import type { NodeId } from "@suture/graph";
import type { Role } from "@suture/split";
import type { Box, BoxId } from "../scene/scene.ts";
import type { LocatedProblem } from "../surgeon/locate.ts";
import type { SceneIndex } from "./scene-index.ts";

/** On what a node stands: the part of a split in which it runs, or what a target thinks of it. */
export type Ground = Role | Verdict;
export type Verdict = "refused" | "doubtful" | "accepted";

/** What of a box stands on which ground: shares that sum up to 1, in order. */
export type GroundShares = readonly { readonly ground: Ground; readonly share: number }[];

/** The grounds on a picture. */
export interface GroundMarks {
	readonly boxes: ReadonlyMap<BoxId, GroundShares>;
	/** Values that go from one part to another. */
	readonly borders: ReadonlySet<string>;
}

const order: readonly Ground[] = ["pre", "engine", "post", "refused", "doubtful", "accepted"];

/** In which part of a split each box is seen: a closed module in all of which it has nodes. */
export function partMarks(
	index: SceneIndex,
	roles: ReadonlyMap<NodeId, Role>,
	boundaries: readonly { readonly value: string }[],
): GroundMarks {
	const boxes = groundsOf(index, (node) => roles.get(node));
	return { boxes, borders: new Set(boundaries.map(({ value }) => value)) };
}

/** What a target thinks of each box. */
export function verdictMarks(index: SceneIndex, problems: readonly LocatedProblem[]): GroundMarks {
	const verdicts = new Map<NodeId, Verdict>();
	for (const { node, problem } of problems) {
		if (node === undefined || problem.severity === "info" || verdicts.get(node) === "refused") continue;
		verdicts.set(node, problem.severity === "error" ? "refused" : "doubtful");
	}
	return { boxes: groundsOf(index, (node) => verdicts.get(node) ?? "accepted"), borders: new Set() };
}

function groundsOf(
	index: SceneIndex,
	groundOf: (node: NodeId) => Ground | undefined,
): ReadonlyMap<BoxId, GroundShares> {
	const boxes = new Map<BoxId, GroundShares>();
	for (const box of index.boxes.values()) {
		const known = nodesOfBox(box).flatMap((node) => groundOf(node) ?? []);
		const shares = order.flatMap((ground) => {
			const count = known.filter((one) => one === ground).length;
			return count === 0 ? [] : [{ ground, share: count / known.length }];
		});
		if (shares.length > 0) boxes.set(box.id, shares);
	}
	for (const box of index.boxes.values()) {
		// An end of the graph stands where its neighbour does.
		if (box.kind !== "input" && box.kind !== "output") continue;
		const [line] = index.linesOfBox.get(box.id) ?? [];
		const near = line && boxes.get(box.kind === "input" ? line.to : line.from)?.at(box.kind === "input" ? 0 : -1);
		if (near && isPart(near.ground)) boxes.set(box.id, [{ ...near, share: 1 }]);
	}
	return boxes;
}

function isPart(ground: Ground): ground is Role {
	return ground === "pre" || ground === "engine" || ground === "post";
}

/** The node of a box, or those of a closed module. */
export function nodesOfBox(box: Box): readonly NodeId[] {
	return box.kind === "node" ? [box.node] : box.kind === "group" ? box.inside : [];
}
