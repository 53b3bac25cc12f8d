import { arrangePart, type PlacedPart } from "./arrange-part.ts";
import type { Earlier } from "./earlier.ts";
import { type Arrangement, type Frame, isPort, type Point, type Route } from "./frame.ts";
import { packBlocks, packInOneRow } from "./pack-parts.ts";
import { type Part, partsOfFrame } from "./parts.ts";
import type { Spacing } from "./spacing.ts";

/** Places everything in a frame. What is connected is laid out together; parts that reach the frame's border stand side
 *  by side, so that their lines find the way there, and all others are packed to the right of them. */
export function arrangeFrame(frame: Frame, pitch: number, spacing: Spacing, earlier?: Earlier): Arrangement {
	const parts = partsOfFrame(frame);
	const place = (part: Part): PlacedPart => arrangePart(part, pitch, spacing, earlier);
	const reaching = parts.filter(reachesBorder).map(place);
	const loose = parts.filter((part) => !reachesBorder(part)).map(place);
	const row = packInOneRow(reaching, spacing.nodeGap);
	const block = packBlocks(loose, loose.every(isSingle) ? spacing.nodeGap : spacing.partGap);

	// Parts that reach the border bring the room for the lines that lead there.
	const padding = frame.isPicture ? 0 : spacing.padding;
	const blockX = row.width + (reaching.length > 0 && loose.length > 0 ? spacing.partGap : 0);
	const contentWidth = blockX + block.width;
	const contentHeight = Math.max(reaching.length > 0 ? row.height : 0, block.height + 2 * padding);
	const width = Math.max(frame.leastWidth, frame.roomLeft + contentWidth + 2 * padding);
	const height = Math.max(frame.leastHeight, frame.roomAbove + contentHeight);
	const left = frame.roomLeft + (width - frame.roomLeft - contentWidth) / 2;
	const top = frame.roomAbove + (height - frame.roomAbove - contentHeight) / 2;

	const corners: Point[] = [];
	const routes: Route[][] = [];
	const put = (placed: PlacedPart, by: Point): void => {
		for (const [item, { x, y }] of placed.corners) {
			const atBorder = item.kind === "in" ? 0 : item.kind === "out" ? height : y + by.y;
			corners[item.index] = { x: x + by.x, y: atBorder };
		}
		for (const [wire, ways] of placed.routes) {
			routes[wire.index] = ways.map((way, end) => {
				const points = way.points.map((value, at) => value + (at % 2 === 0 ? by.x : by.y));
				if (wire.from.item.kind === "in") points[1] = 0;
				if (wire.to[end]?.item.kind === "out") points[points.length - 1] = height;
				return { ...way, points };
			});
		}
	};
	for (const [index, placed] of reaching.entries()) put(placed, moved(row.corners[index], left, top));
	for (const [index, placed] of loose.entries()) put(placed, moved(block.corners[index], left + blockX, top + padding));
	return { width, height, corners, routes };
}

function reachesBorder({ items }: Part): boolean {
	return items.some(isPort);
}

function isSingle({ corners }: PlacedPart): boolean {
	return corners.size === 1;
}

function moved(corner: Point | undefined, x: number, y: number): Point {
	return { x: (corner?.x ?? 0) + x, y: (corner?.y ?? 0) + y };
}
