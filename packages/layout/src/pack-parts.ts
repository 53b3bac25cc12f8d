/** Something to pack: its size in px. */
export interface Size {
	readonly width: number;
	readonly height: number;
}

/** Packed sizes: their top left corners, in the order given, and the room that they take together. */
export interface Packed extends Size {
	readonly corners: readonly { readonly x: number; readonly y: number }[];
}

/** The picture's width for a height of 1, where there is a choice. */
const ASPECT = 1.6;
/** What is less than this of the tallest is small: it goes beside the tall ones, not below them. */
const SMALL = 1 / 4;

/** Packs the tall ones in rows, and all that is small, as a block of its own, to the right of them. So hundreds of loose
 *  nodes make a block and not a line, and stay at the top beside a tall graph. O(n · log tallest). */
export function packBlocks(sizes: readonly Size[], gap: number): Packed {
	const tallest = sizes.reduce((most, { height }) => Math.max(most, height), 0);
	const isSmall = ({ height }: Size): boolean => height < SMALL * tallest;
	const tall = packInRows(
		sizes.filter((size) => !isSmall(size)),
		gap,
	);
	const smallSizes = sizes.filter(isSmall);
	if (smallSizes.length === 0) return tall;
	const small = packBlocks(smallSizes, gap);
	const left = tall.width + gap;
	const tallCorners = tall.corners.values();
	const smallCorners = small.corners.values();
	const corners = sizes.map((size) => {
		const { x, y } = (isSmall(size) ? smallCorners : tallCorners).next().value ?? { x: 0, y: 0 };
		return isSmall(size) ? { x: left + x, y } : { x, y };
	});
	return { width: left + small.width, height: Math.max(tall.height, small.height), corners };
}

/** Fills rows from left to right, in the order given. */
function packInRows(sizes: readonly Size[], gap: number): Packed {
	let area = 0;
	let widest = 0;
	for (const { width, height } of sizes) {
		area += (width + gap) * (height + gap);
		widest = Math.max(widest, width);
	}
	const rowWidth = Math.max(widest, Math.sqrt(area * ASPECT));
	const corners: { x: number; y: number }[] = [];
	let x = 0;
	let y = 0;
	let rowHeight = 0;
	let packedWidth = 0;
	for (const { width, height } of sizes) {
		if (x > 0 && x + width > rowWidth) {
			y += rowHeight + gap;
			x = 0;
			rowHeight = 0;
		}
		corners.push({ x, y });
		packedWidth = Math.max(packedWidth, x + width);
		rowHeight = Math.max(rowHeight, height);
		x += width + gap;
	}
	return { width: packedWidth, height: y + rowHeight, corners };
}

/** One row, tops aligned. */
export function packInOneRow(sizes: readonly Size[], gap: number): Packed {
	const corners: { x: number; y: number }[] = [];
	let x = 0;
	let height = 0;
	for (const size of sizes) {
		corners.push({ x, y: 0 });
		x += size.width + gap;
		height = Math.max(height, size.height);
	}
	return { width: Math.max(0, x - gap), height, corners };
}
