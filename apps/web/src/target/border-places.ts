import { nodesOfBox } from "../canvas/ground-marks.ts";
import type { SceneIndex } from "../canvas/scene-index.ts";
import type { BoxId, Line } from "../scene/scene.ts";
import type { SplitBoundary, SplitPreview } from "../surgeon/split-off.ts";

/** Where the mark of a boundary value stands, in scene px. */
export interface BorderPlace {
	readonly boundary: SplitBoundary;
	readonly x: number;
	readonly y: number;
}

/** How far from the box the mark stands on its line. */
const standoff = 24;

/** A mark for each boundary value in the picture: on its line where it leaves its part, or under the closed module in which it crosses. */
export function borderPlaces(
	index: SceneIndex,
	{ boundaries, roles }: Pick<SplitPreview, "boundaries" | "roles">,
): BorderPlace[] {
	return boundaries.flatMap((boundary): BorderPlace[] => {
		const home = index.boxOfNode.get(boundary.maker);
		const box = home === undefined ? undefined : index.boxes.get(home);
		if (!box) return [];
		const lines = index.linesOfValue.get(boundary.value) ?? [];
		const isOutside = ({ to }: Line) => partsOf(index, to, roles).some((role) => role !== boundary.from);
		const crossing = lines.find(isOutside);
		if (!crossing) return [{ boundary, x: box.x + box.width / 2, y: box.y + box.height }];
		const point = along(crossing.points, lines.every(isOutside) ? standoff : -standoff);
		return [{ boundary, ...point }];
	});
}

function partsOf(index: SceneIndex, id: BoxId, roles: SplitPreview["roles"]): readonly string[] {
	const box = index.boxes.get(id);
	return (box ? nodesOfBox(box) : []).flatMap((node) => roles.get(node) ?? []);
}

/** The point so far along a line, from its end where that is negative; the middle of a line that is too short. */
function along(points: Float32Array, wanted: number): { readonly x: number; readonly y: number } {
	const lengths: number[] = [];
	for (let i = 0; i + 3 < points.length; i += 2)
		lengths.push(Math.hypot((points[i + 2] ?? 0) - (points[i] ?? 0), (points[i + 3] ?? 0) - (points[i + 1] ?? 0)));
	const whole = lengths.reduce((sum, length) => sum + length, 0);
	let left = Math.abs(wanted) > whole / 2 ? whole / 2 : wanted < 0 ? whole + wanted : wanted;
	for (const [i, length] of lengths.entries()) {
		const [x1 = 0, y1 = 0, x2 = 0, y2 = 0] = points.subarray(2 * i, 2 * i + 4);
		const part = length === 0 ? 0 : left / length;
		if (part <= 1) return { x: x1 + part * (x2 - x1), y: y1 + part * (y2 - y1) };
		left -= length;
	}
	return { x: points.at(-2) ?? 0, y: points.at(-1) ?? 0 };
}

/** Marks that would lie over each other on the screen become one. `zoom` is px of the screen for a px of the scene. */
export function clustered(places: readonly BorderPlace[], zoom: number, width: number): (readonly BorderPlace[])[] {
	const height = 26;
	const clusters: BorderPlace[][] = [];
	for (const place of places.toSorted((a, b) => a.y - b.y || a.x - b.x)) {
		const near = clusters.find(
			([first]) => first && Math.abs(first.x - place.x) * zoom < width && Math.abs(first.y - place.y) * zoom < height,
		);
		if (near) near.push(place);
		else clusters.push([place]);
	}
	return clusters;
}
