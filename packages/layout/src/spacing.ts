/** Least distances, all in px. */
export interface Spacing {
	/** Between two boxes side by side. */
	readonly nodeGap: number;
	/** Between two lines, or a line and a box, side by side. */
	readonly lineGap: number;
	/** Between a box and the next one below it. */
	readonly layerGap: number;
	/** Between two horizontal stretches, one below the other. */
	readonly trackGap: number;
	/** Between an open group's border and its content. */
	readonly padding: number;
	/** Between parts of the picture that nothing connects. */
	readonly partGap: number;
}

export const defaultSpacing: Spacing = {
	nodeGap: 24,
	lineGap: 12,
	layerGap: 32,
	trackGap: 8,
	padding: 16,
	partGap: 48,
};
