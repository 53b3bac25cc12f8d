import Flatbush from "flatbush";
import type { Camera, Screen } from "../canvas/camera.ts";
import type { SceneIndex } from "../canvas/scene-index.ts";
import type { BoxId, Place } from "../scene/scene.ts";
import type { Partner, SideName } from "../surgeon/compared.ts";
import { otherSide } from "./sides.ts";

interface Point {
	readonly x: number;
	readonly y: number;
}

/** From a point of one picture to what lies there in the other. */
export type Follow = (at: Point) => Point;

/** How many boxes around a point say where it is in the other picture. */
const neighbours = 6;

/** Where a point of the picture of `side` is in the other: in the middle of a box in the middle of its partner, between boxes in
 *  between, so that the other picture glides. Undefined when nothing is the same on both sides. */
export function followFrom(
	side: SideName,
	own: SceneIndex,
	other: SceneIndex,
	partners: readonly Partner[],
): Follow | undefined {
	const pairs = partners.flatMap((pair) => {
		const [from, to] = [own.boxes.get(pair[side]), other.boxes.get(pair[otherSide(side)])];
		return from && to ? [{ from: middleOf(from), to: middleOf(to) }] : [];
	});
	if (pairs.length === 0) return undefined;
	const tree = new Flatbush(pairs.length);
	for (const { from } of pairs) tree.add(from.x, from.y, from.x, from.y);
	tree.finish();
	return (at) => {
		const near = tree.neighbors(at.x, at.y, neighbours + 1).flatMap((i) => pairs[i] ?? []);
		return weighted(at, near);
	};
}

export function middleOf({ x, y, width, height }: Place): Point {
	return { x: x + width / 2, y: y + height / 2 };
}

/** The mean of where pairs say that a point goes, the nearest counting most (Shepard). The farthest of many counts nothing: another
 *  may take its place without a jump. */
function weighted(at: Point, pairs: readonly { readonly from: Point; readonly to: Point }[]): Point {
	const distances = pairs.map(({ from }) => Math.max(0.5, Math.hypot(from.x - at.x, from.y - at.y)));
	const reach = pairs.length > neighbours ? Math.max(...distances) + 1 : Number.POSITIVE_INFINITY;
	let [x, y, sum] = [0, 0, 0];
	pairs.forEach(({ from, to }, i) => {
		const weight = (1 / (distances[i] ?? 1) - 1 / reach) ** 2;
		x += weight * (to.x + at.x - from.x);
		y += weight * (to.y + at.y - from.y);
		sum += weight;
	});
	return { x: x / sum, y: y / sum };
}

/** The point of the picture in the middle of the screen. */
export function middleSeen({ x, y, zoom }: Camera, { width, height }: Screen): Point {
	return { x: (width / 2 - x) / zoom, y: (height / 2 - y) / zoom };
}

/** The camera that has a point in the middle. */
export function cameraOn({ x, y }: Point, zoom: number, { width, height }: Screen): Camera {
	return { zoom, x: width / 2 - x * zoom, y: height / 2 - y * zoom };
}

/** Partners by box of one side, the first of several. */
export function partnersBy(side: SideName, partners: readonly Partner[]): ReadonlyMap<BoxId, BoxId> {
	return new Map(partners.toReversed().map((pair) => [pair[side], pair[otherSide(side)]]));
}
