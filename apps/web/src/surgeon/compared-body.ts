import type { BodyDifference, Difference } from "@suture/difference";
import type { BodyId, NodeId } from "@suture/graph";
import type { Box, BoxId, Scene } from "../scene/scene.ts";
import type { ComparedBody, ComparedSide, Fate, Partner, SideName, Sides } from "./compared.ts";
import type { Picture } from "./picture.ts";

type Fates = ReadonlyMap<NodeId, Fate>;

/** The bodies on the screen with what became of each box, and the boxes that are the same on both sides. */
export function comparedBody(
	{ bodies }: Difference,
	fates: Sides<Fates>,
	pictures: Sides<Picture>,
	shown: Sides<BodyId | undefined>,
): ComparedBody {
	const difference = bodies.find(({ before, after }) => before.id === shown.before && after.id === shown.after);
	const side = (name: SideName): ComparedSide | undefined => {
		if (shown[name] === undefined) return undefined;
		const scene = pictures[name].scene();
		return { scene, fates: boxFates(scene, name, fates[name], difference), rewired: rewired(scene, name, difference) };
	};
	const [before, after] = [side("before"), side("after")];
	return { before, after, partners: before && after && difference ? partnersOf(before, after, difference) : [] };
}

function boxFates(
	{ boxes }: Scene,
	side: SideName,
	fates: Fates,
	difference: BodyDifference | undefined,
): ReadonlyMap<BoxId, Fate> {
	const gone: Fate = side === "before" ? "removed" : "added";
	const ends = endFates(side, gone, difference);
	return new Map(
		boxes.map((box) => {
			if (box.kind === "node") return [box.id, fates.get(box.node) ?? "same"] as const;
			if (box.kind === "group")
				return [box.id, fateOfAll(box.inside.map((node) => fates.get(node) ?? "same"))] as const;
			return [box.id, difference ? (ends.get(box.id) ?? "same") : gone] as const;
		}),
	);
}

/** A closed module came or went when all in it did; it is the same when nothing in it differs. */
function fateOfAll(all: readonly Fate[]): Fate {
	const [first = "same"] = all;
	return all.every((fate) => fate === first) ? first : "changed";
}

function endFates(side: SideName, gone: Fate, difference: BodyDifference | undefined): ReadonlyMap<BoxId, Fate> {
	const { inputs = [], outputs = [] } = difference ?? {};
	const fatesOf = (letter: string, changes: typeof inputs) =>
		changes.flatMap(({ before, after }): [BoxId, Fate][] => {
			const own = side === "before" ? before : after;
			return own ? [[`${letter}:${own.name ?? ""}`, before && after ? "changed" : gone]] : [];
		});
	return new Map([...fatesOf("i", inputs), ...fatesOf("o", outputs)]);
}

function rewired(scene: Scene, side: SideName, difference: BodyDifference | undefined): [string, BoxId][] {
	const boxOf = boxOfNode(scene.boxes);
	return (difference?.changed ?? []).flatMap((change) => {
		const box = boxOf.get(change[side].id);
		if (box === undefined) return [];
		return change.inputs.flatMap((input): [string, BoxId][] => (input[side] === "" ? [] : [[input[side], box]]));
	});
}

function boxOfNode(boxes: readonly Box[]): ReadonlyMap<NodeId, BoxId> {
	return new Map(
		boxes.flatMap((box): [NodeId, BoxId][] => {
			if (box.kind === "node") return [[box.node, box.id]];
			return box.kind === "group" ? box.inside.map((node) => [node, box.id]) : [];
		}),
	);
}

function partnersOf(before: ComparedSide, after: ComparedSide, difference: BodyDifference): Partner[] {
	const [from, to] = [boxOfNode(before.scene.boxes), boxOfNode(after.scene.boxes)];
	const found = new Map<string, Partner>();
	const pair = (one: BoxId | undefined, other: BoxId | undefined) => {
		if (one !== undefined && other !== undefined) found.set(`${one} ${other}`, { before: one, after: other });
	};
	for (const [a, b] of difference.partners) pair(from.get(a.id), to.get(b.id));
	const there = new Set([...before.scene.boxes, ...after.scene.boxes].map(({ id }) => id));
	const end = (id: BoxId) => (there.has(id) ? id : undefined);
	for (const [was, is] of difference.values) {
		pair(end(`i:${was}`), end(`i:${is}`));
		pair(end(`o:${was}`), end(`o:${is}`));
	}
	return [...found.values()];
}
