import type { TensorValues } from "@suture/onnx";

/** A tensor as a picture: rows are all axes but the last. */
export interface HeatMap {
	readonly rows: number;
	readonly columns: number;
	/** The picture's own size, at most that of the tensor. */
	readonly width: number;
	readonly height: number;
	/** Row by row from -1 to 1, by the element that is largest where several are one point; NaN where an element is none. */
	readonly points: Float32Array;
	/** What 1 stands for. */
	readonly largest: number;
}

const mostWidth = 320;
const mostHeight = 200;

export function heatMapOf(values: TensorValues, dims: readonly number[]): HeatMap {
	const columns = dims.at(-1) ?? 1;
	const rows = columns === 0 ? 0 : values.length / columns;
	const width = Math.max(1, Math.min(mostWidth, columns));
	const height = Math.max(1, Math.min(mostHeight, rows));
	const points = new Float32Array(width * height);
	let largest = 0;
	for (let i = 0; i < values.length; i++) {
		const value = Number(values[i]);
		const x = Math.floor(((i % columns) * width) / columns);
		const y = Math.floor((Math.floor(i / columns) * height) / rows);
		const at = y * width + x;
		if (Number.isFinite(value)) largest = Math.max(largest, Math.abs(value));
		if (Math.abs(value) > Math.abs(points[at] ?? 0) || Number.isNaN(value)) points[at] = value;
	}
	for (let i = 0; i < points.length; i++) points[i] = largest === 0 ? 0 : (points[i] ?? 0) / largest;
	return { rows, columns, width, height, points, largest };
}
