import type { EfficientFields } from "../efficient-fields.ts";

/** What the plugin gives for one image. */
export interface Detections {
	/** Rows that are filled. */
	readonly count: number;
	/** Corners, [maxOutputBoxes, 4]; 0 behind the last one. */
	readonly boxes: Float32Array;
	readonly scores: Float32Array;
	readonly classes: Int32Array;
}

/** Boxes and scores of one image. */
export interface Anchors {
	/** [anchors, 4], or [anchors, classCount, 4]. */
	readonly boxes: Float32Array;
	/** [anchors, classCount]. */
	readonly scores: Float32Array;
	readonly classCount: number;
	readonly boxesByClass?: boolean;
}

/** NVIDIA/TensorRT 8.4 to 10, efficientNMSInference.cu: what it is in float. */
const selectedBoxes = 4096;
const filteredFrom = 0.007;
const dropped = -32768;

interface Candidate {
	readonly score: number;
	readonly anchor: number;
	readonly classIndex: number;
}

/** EfficientNMS_TRT on a CPU: candidates are pairs of anchor and class, the best first; one that overlaps a better one of its class
 *  that is kept, by the IoU threshold or more, goes. Where scores are equal, the plugin's order is that of its threads if the score
 *  threshold is 0.007 or more; here it is always that of the input. Time: kept boxes times candidates. */
export function efficientNms(anchors: Anchors, fields: EfficientFields): Detections {
	const { maxOutputBoxes, scoreActivation } = fields;
	const detections = {
		boxes: new Float32Array(maxOutputBoxes * 4),
		scores: new Float32Array(maxOutputBoxes),
		classes: new Int32Array(maxOutputBoxes),
	};
	const kept: { readonly box: Corners; readonly classIndex: number }[] = [];
	for (const candidate of sortedCandidates(anchors, fields).slice(0, selectedBoxes)) {
		if (kept.length === maxOutputBoxes) break;
		const { classIndex } = candidate;
		const box = boxOf(anchors, candidate, fields.boxCoding);
		const meets = (other: (typeof kept)[number]) =>
			(fields.classAgnostic || other.classIndex === classIndex) &&
			overlap(box, other.box) >= Math.fround(fields.iouThreshold);
		if (kept.some(meets)) continue;
		detections.boxes.set(box, kept.length * 4);
		detections.scores[kept.length] = scoreActivation ? sigmoid(candidate.score) : candidate.score;
		detections.classes[kept.length] = classIndex;
		kept.push({ box, classIndex });
	}
	return { count: kept.length, ...detections };
}

function sortedCandidates({ scores, classCount }: Anchors, fields: EfficientFields): readonly Candidate[] {
	const threshold = fields.scoreActivation ? logit(fields.scoreThreshold) : Math.fround(fields.scoreThreshold);
	const isFiltered = threshold >= (fields.scoreActivation ? logit(filteredFrom) : filteredFrom);
	const candidates: Candidate[] = [];
	const others: Candidate[] = [];
	scores.forEach((score, i) => {
		const classIndex = i % classCount;
		const anchor = Math.floor(i / classCount);
		const passes = score >= threshold && classIndex !== fields.backgroundClass;
		if (passes) candidates.push({ score, anchor, classIndex });
		else if (!isFiltered && others.length < selectedBoxes) others.push({ score: dropped, anchor, classIndex });
	});
	return [...candidates.sort((left, right) => right.score - left.score), ...others];
}

/** y1, x1, y2, x2 or x1, y1, x2, y2: to overlaps it is the same. */
type Corners = readonly [number, number, number, number];

function boxOf(
	{ boxes, classCount, boxesByClass = false }: Anchors,
	{ anchor, classIndex }: Candidate,
	coding: EfficientFields["boxCoding"],
): Corners {
	const at = 4 * (boxesByClass ? anchor * classCount + classIndex : anchor);
	const [a = 0, b = 0, c = 0, d = 0] = boxes.subarray(at, at + 4);
	if (coding === "corners") return [a, b, c, d];
	const [halfA, halfB] = [Math.fround(c * 0.5), Math.fround(d * 0.5)];
	return [Math.fround(a - halfA), Math.fround(b - halfB), Math.fround(a + halfA), Math.fround(b + halfB)];
}

function overlap(left: Corners, right: Corners): number {
	const [a, b] = [ordered(left), ordered(right)];
	const shared = area([Math.max(a[0], b[0]), Math.max(a[1], b[1]), Math.min(a[2], b[2]), Math.min(a[3], b[3])]);
	const together = Math.fround(Math.fround(area(a) + area(b)) - shared);
	return shared <= 0 || together <= 0 ? 0 : Math.fround(shared / together);
}

function ordered([a, b, c, d]: Corners): Corners {
	return [Math.min(a, c), Math.min(b, d), Math.max(a, c), Math.max(b, d)];
}

function area([a, b, c, d]: Corners): number {
	const [height, width] = [Math.fround(c - a), Math.fround(d - b)];
	return height <= 0 || width <= 0 ? 0 : Math.fround(height * width);
}

function sigmoid(x: number): number {
	return Math.fround(1 / (1 + Math.exp(-x)));
}

/** As the plugin turns its threshold into one on logits. */
function logit(score: number): number {
	return score <= 0 ? dropped : Math.fround(Math.log(score / (1 - score)));
}
