import type { RunTensor } from "@suture/onnx";
import { numbersOf, tensorOfFloats, tensorOfIntegers } from "./tensors.ts";

/** One detection. */
export interface Row {
	/** Where it stands in the lists that it comes from. */
	readonly position: number;
	readonly box: readonly number[];
	readonly score: number;
	readonly classIndex: number;
}

/** Boxes [n, 4], scores [n], classes [n], or the same with an axis for the image in front. */
export interface Lists {
	readonly boxes: RunTensor;
	readonly scores: RunTensor;
	readonly classes: RunTensor | undefined;
	/** Rows of each image that count; without it all. */
	readonly counts?: RunTensor | undefined;
}

/** The detections of all images that score enough. */
export function rowsOf({ boxes, scores, classes, counts }: Lists, least: number): readonly Row[] {
	const [boxNumbers, scoreNumbers] = [numbersOf(boxes), numbersOf(scores)];
	const classNumbers = classes ? numbersOf(classes) : [];
	const ends = counts ? numbersOf(counts) : undefined;
	const most = ends ? scoreNumbers.length / Math.max(1, ends.length) : scoreNumbers.length;
	const rows: Row[] = [];
	for (let i = 0; i < scoreNumbers.length; i++) {
		const score = scoreNumbers[i] ?? Number.NaN;
		const isFilled = ends === undefined || i % most < (ends[Math.floor(i / most)] ?? 0);
		if (!isFilled || !(score >= least)) continue;
		const box = Array.from({ length: 4 }, (_, k) => boxNumbers[4 * i + k] ?? Number.NaN);
		rows.push({ position: i, box, score, classIndex: classNumbers[i] ?? 0 });
	}
	return rows;
}

/** The rows of the second list in the order of the first: for each the nearest of its class. Those that are left come last. */
export function inOrderOf(first: readonly Row[], second: readonly Row[]): readonly Row[] {
	const left = new Set(second);
	const ordered = first.flatMap((row) => {
		let nearest: Row | undefined;
		for (const other of left) {
			if (other.classIndex !== row.classIndex) continue;
			if (!nearest || distance(row, other) < distance(row, nearest)) nearest = other;
		}
		if (!nearest) return [];
		left.delete(nearest);
		return [nearest];
	});
	return [...ordered, ...left];
}

function distance(left: Row, right: Row): number {
	const scale = Math.max(1, ...left.box.map(Math.abs));
	const apart = Math.max(...left.box.map((value, i) => Math.abs(value - (right.box[i] ?? 0))));
	return apart / scale + Math.abs(left.score - right.score);
}

/** The same as tensors, to be compared. */
export function tensorsOfRows(
	rows: readonly Row[],
): readonly [boxes: RunTensor, scores: RunTensor, classes: RunTensor] {
	return [
		tensorOfFloats(
			[rows.length, 4],
			rows.flatMap(({ box }) => box),
		),
		tensorOfFloats(
			[rows.length],
			rows.map(({ score }) => score),
		),
		tensorOfIntegers(
			[rows.length],
			rows.map(({ classIndex }) => classIndex),
		),
	];
}

/** Of a tensor with a row for each detection the rows that count, in their order; undefined when it has others. */
export function rowsAt(tensor: RunTensor, rows: readonly Row[], among: number): RunTensor | undefined {
	const { type, dims, contents } = tensor;
	const [count = 0, ...others] = dims;
	if (count !== among || count === 0 || !(contents instanceof Uint8Array)) return undefined;
	const width = contents.length / count;
	const chosen = new Uint8Array(rows.length * width);
	for (const [i, { position }] of rows.entries())
		chosen.set(contents.subarray(position * width, (position + 1) * width), i * width);
	return { type, dims: [rows.length, ...others], contents: chosen };
}
