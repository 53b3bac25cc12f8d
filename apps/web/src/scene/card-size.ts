import type { CardContent } from "./card.ts";
import type { TreeGroup } from "./group-tree.ts";
import { rowFont, titleFont } from "./measure-text.ts";

export interface CardSize {
	readonly width: number;
	readonly height: number;
}

/** The measures of cards, in px. The page's style sheet and the painter use the same. */
export const card = {
	headerHeight: 26,
	nameHeight: 15,
	rowHeight: 16,
	padding: 10,
	/** Below the last row. */
	foot: 5,
	narrowest: 64,
	widest: 236,
	/** Between a row's label and its text. */
	gap: 8,
	endHeight: 26,
	groupHeight: 50,
	frameHeader: 28,
} as const;

type Meter = (text: string, font: string) => number;

export function cardSize({ title, name, rows }: CardContent, meter: Meter): CardSize {
	const texts = [
		meter(title, titleFont),
		name === "" ? 0 : meter(name, rowFont),
		...rows.map((row) => (row.label === "" ? 0 : meter(row.label, rowFont) + card.gap) + meter(row.text, rowFont)),
	];
	const rowsHeight = rows.length === 0 ? 0 : rows.length * card.rowHeight + card.foot;
	return {
		width: clamp(Math.ceil(Math.max(...texts)) + 2 * card.padding + 2),
		height: card.headerHeight + (name === "" ? 0 : card.nameHeight) + rowsHeight,
	};
}

export function endSize(title: string, meter: Meter): CardSize {
	return { width: clamp(Math.ceil(meter(title, titleFont)) + 2 * card.padding + 8), height: card.endHeight };
}

export function groupSize({ title, nodes }: TreeGroup, meter: Meter): CardSize {
	const width = Math.max(meter(title, titleFont) + 22, meter(`${nodes} nodes`, rowFont) + 40);
	return { width: Math.max(120, clamp(Math.ceil(width) + 2 * card.padding)), height: card.groupHeight };
}

function clamp(width: number): number {
	return Math.min(card.widest, Math.max(card.narrowest, width));
}
