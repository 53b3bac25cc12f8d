import { graphFromText, modelFromGraph } from "@suture/graph";
import { joinParts, writeModel } from "@suture/onnx";
import { openSession } from "@suture/runtime";
import fc from "fast-check";
import { expect, test } from "vitest";
import { type EfficientFields, efficientNms } from "../index.ts";

const fields: EfficientFields = {
	scoreThreshold: 0.25,
	iouThreshold: 0.5,
	maxOutputBoxes: 10,
	backgroundClass: -1,
	scoreActivation: false,
	classAgnostic: false,
	boxCoding: "corners",
};

/** Detections of one image as rows: class, score, box. */
function rows(
	boxes: readonly number[],
	scores: readonly number[],
	classCount: number,
	given: Partial<EfficientFields> = {},
): number[][] {
	const found = efficientNms(
		{ boxes: Float32Array.from(boxes), scores: Float32Array.from(scores), classCount },
		{ ...fields, ...given },
	);
	return Array.from({ length: found.count }, (_, i) => [
		found.classes[i] ?? -1,
		Number((found.scores[i] ?? 0).toFixed(4)),
		...found.boxes.subarray(4 * i, 4 * i + 4),
	]);
}

const two = [0, 0, 10, 10, 0, 0, 10, 9];

test("keeps the best of boxes that overlap, and the others of another class", () => {
	expect(rows(two, [0.5, 0.75], 1)).toEqual([[0, 0.75, 0, 0, 10, 9]]);
	expect(rows(two, [0.5, 0, 0, 0.75], 2)).toEqual([
		[1, 0.75, 0, 0, 10, 9],
		[0, 0.5, 0, 0, 10, 10],
	]);
	expect(rows(two, [0.5, 0, 0, 0.75], 2, { classAgnostic: true })).toEqual([[1, 0.75, 0, 0, 10, 9]]);
});

test("suppresses at just the IoU threshold, and keeps scores at just the score threshold", () => {
	const half = [0, 0, 10, 10, 0, 0, 10, 5];
	expect(rows(half, [0.5, 0.25], 1)).toHaveLength(1);
	expect(rows(half, [0.5, 0.25], 1, { iouThreshold: 0.51 })).toHaveLength(2);
});

test("takes corners in any order and gives them back as they were", () => {
	expect(rows([10, 10, 0, 0, 0, 0, 10, 9], [0.5, 0.4], 1)).toEqual([[0, 0.5, 10, 10, 0, 0]]);
});

test("gives corners for centers", () => {
	expect(rows([5, 5, 10, 4], [0.5], 1, { boxCoding: "center" })).toEqual([[0, 0.5, 0, 3, 10, 7]]);
});

test("leaves the background out", () => {
	expect(rows(two, [0.9, 0.5, 0.9, 0.3], 2, { backgroundClass: 0 })).toEqual([[1, 0.5, 0, 0, 10, 10]]);
});

test("puts logits through a sigmoid, and the threshold the other way", () => {
	expect(rows(two, [0, -2], 1, { scoreActivation: true, iouThreshold: 1 })).toEqual([[0, 0.5, 0, 0, 10, 10]]);
});

test("gives no more than there is room for", () => {
	const apart = Array.from({ length: 20 }, (_, i) => [20 * i, 0, 20 * i + 10, 10]).flat();
	expect(
		rows(
			apart,
			Array.from({ length: 20 }, (_, i) => 0.9 - i / 100),
			1,
		),
	).toHaveLength(10);
});

test("counts what does not pass a threshold below 0.007 too, with a score of -32768", () => {
	const apart = [0, 0, 1, 1, 5, 5, 6, 6];
	expect(rows(apart, [0.5, 0.001], 1, { scoreThreshold: 0.005 })).toEqual([
		[0, 0.5, 0, 0, 1, 1],
		[0, -32768, 5, 5, 6, 6],
	]);
});

test("takes the class's own box where there is one", () => {
	const boxes = Float32Array.from([0, 0, 1, 1, 5, 5, 6, 6]);
	const found = efficientNms(
		{ boxes, scores: Float32Array.from([0.1, 0.9]), classCount: 2, boxesByClass: true },
		fields,
	);
	expect([...found.boxes.subarray(0, 4)]).toEqual([5, 5, 6, 6]);
});

/** Boxes in pixels, and scores that are all different: order among equals is nobody's promise. */
const anchors = fc.integer({ min: 1, max: 4 }).chain((classCount) =>
	fc.integer({ min: 1, max: 24 }).chain((count) =>
		fc.record({
			classCount: fc.constant(classCount),
			boxes: fc.array(
				fc.record({
					x: fc.integer({ min: -20, max: 60 }),
					y: fc.integer({ min: -20, max: 60 }),
					w: fc.integer({ min: 0, max: 40 }),
					h: fc.integer({ min: 0, max: 40 }),
				}),
				{ minLength: count, maxLength: count },
			),
			scores: fc.uniqueArray(fc.integer({ min: 1, max: 9_999 }), {
				minLength: count * classCount,
				maxLength: count * classCount,
			}),
		}),
	),
);

test("agrees with ONNX Runtime's NonMaxSuppression", { timeout: 60_000 }, async () => {
	const iouThreshold = 0.4321;
	const scoreThreshold = 0.30005;
	const { graph } = graphFromText(`<ir_version: 8, opset_import: ["" : 13]>
m (float[1,n,4] boxes, float[1,c,n] scores) => (int64[k,3] chosen) <int64 most = {1000}, float iou = {${iouThreshold}}, float least = {${scoreThreshold}}>
{ chosen = NonMaxSuppression (boxes, scores, most, iou, least) }`);
	if (!graph) throw new Error("The text is no graph.");
	const session = await openSession(
		await joinParts(writeModel(modelFromGraph(graph), { name: "m.onnx" }).files[0]?.parts ?? []),
	);
	await fc.assert(
		fc.asyncProperty(anchors, async ({ classCount, boxes, scores }) => {
			const corners = Float32Array.from(boxes.flatMap(({ x, y, w, h }) => [x, y, x + w, y + h]));
			const probabilities = Float32Array.from(scores, (score) => score / 10_000);
			const count = boxes.length;
			const turned = Float32Array.from(
				{ length: count * classCount },
				(_, i) => probabilities[(i % count) * classCount + Math.floor(i / count)] ?? 0,
			);
			const inputs = new Map([
				["boxes", { type: "float", dims: [1, count, 4], contents: new Uint8Array(corners.buffer) }],
				["scores", { type: "float", dims: [1, classCount, count], contents: new Uint8Array(turned.buffer) }],
			]);
			const { contents } = (await session.run(inputs, ["chosen"])).get("chosen") ?? { contents: [] };
			const chosen = new BigInt64Array(Uint8Array.from(contents as Uint8Array).buffer);
			const theirs = Array.from({ length: chosen.length / 3 }, (_, i) => {
				const [classIndex, anchor] = [Number(chosen[3 * i + 1]), Number(chosen[3 * i + 2])];
				return `${classIndex} ${probabilities[anchor * classCount + classIndex]} ${corners.subarray(4 * anchor, 4 * anchor + 4)}`;
			});
			const found = efficientNms(
				{ boxes: corners, scores: probabilities, classCount },
				{ ...fields, iouThreshold, scoreThreshold, maxOutputBoxes: 1000 },
			);
			const ours = Array.from(
				{ length: found.count },
				(_, i) => `${found.classes[i]} ${found.scores[i]} ${found.boxes.subarray(4 * i, 4 * i + 4)}`,
			);
			expect(ours.toSorted()).toEqual(theirs.toSorted());
		}),
		{ numRuns: 300 },
	);
	await session.close();
});
