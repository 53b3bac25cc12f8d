/** One axis that is resized. */
export interface Resampling {
	readonly from: number;
	readonly to: number;
	/** Pixels after it for each before it. */
	readonly scale: number;
	readonly coordinates: string;
	/** Of cubic interpolation; undefined: linear. */
	readonly coefficient: number | undefined;
	/** Whether pixels beyond the edge count nothing; else the outermost one stands for them. */
	readonly excludesOutside: boolean;
}

/** For each pixel after it, by how much each pixel before it counts. The filter is as wide as the pixels are when it shrinks.
 *  Source: ONNX Operators.md, Resize, antialias. */
export function antialiasedWeights(one: Resampling): number[][] {
	const stretch = Math.max(1, 1 / one.scale);
	const reach = (one.coefficient === undefined ? 1 : 2) * stretch;
	return Array.from({ length: one.to }, (_, i) => {
		const center = originalOf(i, one);
		const row = Array.from({ length: one.from }, () => 0);
		for (let at = Math.ceil(center - reach); at <= Math.floor(center + reach); at++) {
			const isInside = at >= 0 && at < one.from;
			if (!isInside && one.excludesOutside) continue;
			const place = Math.min(Math.max(at, 0), one.from - 1);
			row[place] = (row[place] ?? 0) + filter((at - center) / stretch, one.coefficient);
		}
		const total = row.reduce((sum, weight) => sum + weight, 0);
		return row.map((weight) => weight / total);
	});
}

function originalOf(i: number, { from, to, scale, coordinates }: Resampling): number {
	if (coordinates === "asymmetric") return i / scale;
	if (coordinates === "align_corners") return to === 1 ? 0 : (i * (from - 1)) / (to - 1);
	if (coordinates === "pytorch_half_pixel" && to === 1) return -0.5;
	return (i + 0.5) / scale - 0.5;
}

function filter(distance: number, a: number | undefined): number {
	const x = Math.abs(distance);
	if (a === undefined) return Math.max(0, 1 - x);
	if (x <= 1) return (a + 2) * x ** 3 - (a + 3) * x ** 2 + 1;
	return x < 2 ? a * x ** 3 - 5 * a * x ** 2 + 8 * a * x - 4 * a : 0;
}
