/** A size in px that can be reckoned with: one NaN from a caller would spread to every place in the picture. */
export function sizeFrom(px: number): number {
	return px > 0 && px < Number.POSITIVE_INFINITY ? px : 0;
}
