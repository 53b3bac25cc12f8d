import { inferShapes } from "@suture/analysis";
import { applyEdits, checkGraph, graphFromText, textFromGraph } from "@suture/graph";
import { expect, test } from "vitest";
import {
	type Detection,
	efficientFields,
	findDetections,
	type Offer,
	offerCut,
	offerEfficientNms,
	offerLayerNms,
} from "./index.ts";

function detectionsIn(text: string): readonly Detection[] {
	const { graph, problems } = graphFromText(text);
	expect(problems).toEqual([]);
	if (!graph) throw new Error("The text is no graph.");
	return findDetections(graph, inferShapes(graph).facts);
}

function theDetection(text: string): Detection {
	const [detection, ...more] = detectionsIn(text);
	if (!detection || more.length > 0) throw new Error("There is not just one suppression.");
	return detection;
}

/** What a model is after an offer, without its header. */
function after(detection: Detection, offer: Offer): string {
	if (!offer.can) return offer.sentence;
	const { graph, problems } = applyEdits(detection.site.outer?.graph ?? detection.site.graph, offer.edits);
	expect(problems).toEqual([]);
	expect(checkGraph(graph)).toEqual([]);
	return textFromGraph(graph)
		.replace(/^<[^>]*>\n/, "")
		.replace(/\(\n[^()]*\n\)/g, (list) => list.replaceAll(/\n */g, " ").replace("( ", "(").replace(" )", ")"));
}

const head = '<ir_version: 8, opset_import: ["" : 13]>';

const plain = `${head}
m (float[B,100,4] boxes, float[B,6,100] scores) => (int64[n,3] chosen)
<int64 most = {20}, float iou = {0.5}, float least = {0.25}>
{ chosen = NonMaxSuppression <center_point_box = 1> (boxes, scores, most, iou, least) }`;

test("reads ONNX's own form: all boxes, scores of all classes", () => {
	const detection = theDetection(plain);
	expect(detection).toMatchObject({
		form: "plain",
		scope: "class",
		iouThreshold: 0.5,
		scoreThreshold: 0.25,
		limit: undefined,
	});
	expect(detection.entry).toMatchObject({ coding: "center", classes: { first: 0, end: 6, count: 6 } });
	expect(detection.kept).toMatchObject([{ value: "chosen", meaning: "indices" }]);
	expect(detection.unclear).toEqual(["Each class keeps at most 20 boxes."]);
});

test("puts EfficientNMS_TRT in its place, with scores turned", () => {
	const detection = theDetection(plain);
	expect(
		after(detection, offerEfficientNms(detection, { maxOutputBoxes: 50 })),
	).toBe(`m (float[B,100,4] boxes, float[B,6,100] scores) => (int32[B,1] num_detections, float[B,50,4] detection_boxes, float[B,50] detection_scores, int32[B,50] detection_classes) {
  num_detections_scores_0 = Transpose <perm = [0, 2, 1]> (scores)
  [EfficientNMS] num_detections, detection_boxes, detection_scores, detection_classes = EfficientNMS_TRT <plugin_version = "1", score_threshold = 0.25, iou_threshold = 0.5, max_output_boxes = 50, background_class = -1, score_activation = 0, class_agnostic = 0, box_coding = 1> (boxes, num_detections_scores_0)
}
`);
});

const limits =
	"int64 most = {9223372036854775807}, float iou = {0.5}, float thr = {0.3}, int64 zero = {0}, int64[1] col = {2}, int64[1] ax0 = {0}, int64[1] ax1 = {1}, int64[3] flat = {1, 1, -1}";

/** Anchors whose best class passes a threshold, of all classes together; as EfficientDet does it. */
const best = `${head}
m (float[1,64,4] boxes, float[1,64,5] logits) => (float[n,4] b, float[n] s, int64[n] c)
<${limits}, int64[1] ax2 = {2}>
{ probs = Sigmoid (logits)
  top = ReduceMax <axes = [2], keepdims = 0> (probs)
  arg = ArgMax <axis = 2, keepdims = 0> (probs)
  s1 = Squeeze (top, ax0)
  c1 = Gather <axis = 0> (arg, zero)
  b1 = Gather <axis = 0> (boxes, zero)
  mask = Greater (s1, thr)
  nz = NonZero (mask)
  at = Transpose <perm = [1, 0]> (nz)
  bs = GatherND (b1, at)
  ss = GatherND (s1, at)
  cs = GatherND (c1, at)
  bb = Unsqueeze (bs, ax0)
  sb = Reshape (ss, flat)
  chosen = NonMaxSuppression (bb, sb, most, iou)
  column = Gather <axis = 1> (chosen, col)
  k = Squeeze (column, ax1)
  b = Gather <axis = 0> (bs, k)
  s = Gather <axis = 0> (ss, k)
  c = Gather <axis = 0> (cs, k)
}`;

test("finds boxes and scores before a threshold, the best class, and the Sigmoid", () => {
	const detection = theDetection(best);
	expect(detection).toMatchObject({ form: "best class", scope: "all", unclear: [] });
	expect(detection.kept.map(({ value, meaning }) => `${value} ${meaning}`).sort()).toEqual([
		"b boxes",
		"c classes",
		"s scores",
	]);
	expect(detection.entry?.levels).toEqual([
		{
			boxes: { value: "boxes", layout: "BN4", copies: [] },
			scores: { value: "probs", layout: "BNC", copies: [] },
			activation: { kind: "sigmoid", logits: "logits" },
		},
	]);
	expect(efficientFields(detection)).toEqual({
		scoreThreshold: Math.fround(0.3),
		iouThreshold: 0.5,
		maxOutputBoxes: 100,
		backgroundClass: -1,
		scoreActivation: true,
		classAgnostic: true,
		boxCoding: "corners",
	});
});

test("leaves of a whole tail the plugin alone", () => {
	const detection = theDetection(best);
	expect(
		after(detection, offerEfficientNms(detection)),
	).toBe(`m (float[1,64,4] boxes, float[1,64,5] logits) => (int32[1,1] num_detections, float[1,100,4] detection_boxes, float[1,100] detection_scores, int32[1,100] detection_classes) {
  [EfficientNMS] num_detections, detection_boxes, detection_scores, detection_classes = EfficientNMS_TRT <plugin_version = "1", score_threshold = 0.3, iou_threshold = 0.5, max_output_boxes = 100, background_class = -1, score_activation = 1, class_agnostic = 1, box_coding = 0> (boxes, logits)
}
`);
});

test("ends the model before the suppression", () => {
	const detection = theDetection(best);
	expect(
		after(detection, offerCut(detection)),
	).toBe(`m (float[1,64,4] boxes, float[1,64,5] logits) => (float[1,64,4] boxes_1, float[1,64,5] scores) {
  probs = Sigmoid (logits)
  boxes_1 = Identity (boxes)
  scores = Identity (probs)
}
`);
});

/** Two classes, each with its own list, moved apart by class before they suppress each other, inside of a guard: torchvision's SSD. */
const byClass = `${head}
m (float[64,4] boxes, float[64,3] x) => (float[n,4] b2, float[n] s, int64[n] c)
<${limits}, int64 one = {1}, int64 two = {2}, float half = {2}, int64[1] start = {0}, int64[1] end = {30}>
{ probs = Softmax <axis = -1> (x)
  s1 = Gather <axis = 1> (probs, one)
  m1 = Greater (s1, thr)
  nz1 = NonZero (m1)
  at1 = Transpose <perm = [1, 0]> (nz1)
  ss1 = GatherND (s1, at1)
  bs1 = GatherND (boxes, at1)
  n1 = Shape (ss1)
  cs1 = ConstantOfShape <value = int64[1] {1}> (n1)
  s2 = Gather <axis = 1> (probs, two)
  m2 = Greater (s2, thr)
  nz2 = NonZero (m2)
  at2 = Transpose <perm = [1, 0]> (nz2)
  ss2 = GatherND (s2, at2)
  bs2 = GatherND (boxes, at2)
  n2 = Shape (ss2)
  cs2 = ConstantOfShape <value = int64[1] {2}> (n2)
  bs = Concat <axis = 0> (bs1, bs2)
  ss = Concat <axis = 0> (ss1, ss2)
  cs = Concat <axis = 0> (cs1, cs2)
  dims = Shape (bs)
  elements = ReduceProd <keepdims = 0> (dims)
  none = Equal (elements, zero)
  k = If (none) <then_branch = t () => (int64[0] nothing) <int64[0] nothing = {}> {}, else_branch = e () => (int64[k] keep) <float f1 = {1}> {
    far = ReduceMax <keepdims = 0> (bs)
    cf = Cast <to = 1> (cs)
    farther = Add (far, f1)
    offsets = Mul (cf, farther)
    column = Unsqueeze (offsets, ax1)
    moved = Add (bs, column)
    bb = Unsqueeze (moved, ax0)
    sb = Reshape (ss, flat)
    chosen = NonMaxSuppression (bb, sb, most, iou)
    third = Gather <axis = 1> (chosen, col)
    keep = Squeeze (third, ax1)
  }>
  kk = Slice (k, start, end)
  b = Gather <axis = 0> (bs, kk)
  s = Gather <axis = 0> (ss, kk)
  c = Gather <axis = 0> (cs, kk)
  b2 = Mul (b, half)
}`;

test("sees through the offset by class and the guard, and takes the missing class for background", () => {
	const detection = theDetection(byClass);
	expect(detection).toMatchObject({ form: "class by class", scope: "class", limit: 30, unclear: [] });
	expect(efficientFields(detection)).toMatchObject({ backgroundClass: 0, maxOutputBoxes: 30, classAgnostic: false });
});

test("lets what is computed from detections go on with the plugin's rows", () => {
	const detection = theDetection(byClass);
	expect(
		after(detection, offerEfficientNms(detection)),
	).toBe(`m (float[64,4] boxes, float[64,3] x) => (float[n,4] b2, int32[1,1] num_detections, float[1,30,4] detection_boxes, float[1,30] detection_scores, int32[1,30] detection_classes) <
  float half = {2},
  int64[1] num_detections_boxes_0_axes = {0},
  int64[1] num_detections_scores_0_axes = {0},
  int64[1] b_boxes_0_axes = {0}
> {
  probs = Softmax <axis = -1> (x)
  num_detections_boxes_0 = Unsqueeze (boxes, num_detections_boxes_0_axes)
  num_detections_scores_0 = Unsqueeze (probs, num_detections_scores_0_axes)
  [EfficientNMS] num_detections, detection_boxes, detection_scores, detection_classes = EfficientNMS_TRT <plugin_version = "1", score_threshold = 0.3, iou_threshold = 0.5, max_output_boxes = 30, background_class = 0, score_activation = 0, class_agnostic = 0, box_coding = 0> (num_detections_boxes_0, num_detections_scores_0)
  b = Squeeze (detection_boxes, b_boxes_0_axes)
  b2 = Mul (b, half)
}
`);
});

test("takes the If away for TensorRT's own layer, and says what is assumed", () => {
	const detection = theDetection(byClass);
	const offer = offerLayerNms(detection);
	expect(offer).toMatchObject({ can: true, kind: "assumption" });
	expect(after(detection, offer)).toMatch(
		/most_?\w* = \{30\}[\s\S]*chosen = NonMaxSuppression \(bb, sb, chosen_most, chosen_iou\)/,
	);
	expect(after(detection, offer)).not.toContain("If (");
});

/** Several images; each anchor has its best class, by which boxes are moved; all is put together in one output. */
const batched = `${head}
m (float[B,64,4] boxes, float[B,64,5] scores) => (float[n,7] rows)
<int64 most = {100}, float iou = {0.45}, float least = {0.25}, int64 zero = {0}, int64 two = {2}, float far = {640}, int64[1] ax1 = {1}, int64[1] axl = {-1}>
{ top = ReduceMax <axes = [2], keepdims = 1> (scores)
  arg = ArgMax <axis = 2, keepdims = 1> (scores)
  argf = Cast <to = 1> (arg)
  off = Mul (argf, far)
  moved = Add (boxes, off)
  turned = Transpose <perm = [0, 2, 1]> (top)
  chosen = NonMaxSuppression (moved, turned, most, iou, least)
  x = Gather <axis = 1> (chosen, zero)
  k = Gather <axis = 1> (chosen, two)
  xu = Unsqueeze (x, axl)
  ku = Unsqueeze (k, axl)
  at = Concat <axis = -1> (xu, ku)
  b = GatherND (boxes, at)
  c = GatherND (arg, at)
  s = GatherND (top, at)
  xf = Cast <to = 1> (xu)
  cf = Cast <to = 1> (c)
  rows = Concat <axis = 1> (xf, b, cf, s)
}`;

test("understands the best class of each anchor of several images, and rows that say in which image they are", () => {
	const detection = theDetection(batched);
	expect(detection).toMatchObject({ form: "best class", scope: "class", limit: 100, scoreThreshold: 0.25 });
	expect(detection.kept.map(({ value, meaning }) => `${value} ${meaning}`).sort()).toEqual([
		"b boxes",
		"c classes",
		"s scores",
		"xf images",
	]);
	const offer = offerEfficientNms(detection);
	expect(offer).toMatchObject({ can: true, changes: expect.arrayContaining([expect.stringContaining("by xf, go")]) });
	expect(after(detection, offer)).toMatch(
		/best_scores\d* = Where \(\w+, \w+, scores\)\n.*EfficientNMS_TRT.*\(boxes, \w+best_scores\)\n\}\n$/,
	);
});

test("offers nothing where the groups are no classes of the scores", () => {
	const detection = theDetection(
		byClass
			.replace("m1 = Greater (s1, thr)", "m1 = Greater (s2, thr)")
			.replaceAll("ConstantOfShape <value = int64[1] {2}>", "ConstantOfShape <value = int64[1] {7}>")
			.replace("s2 = Gather <axis = 1> (probs, two)", "s2 = ReduceMean <axes = [1], keepdims = 0> (probs)"),
	);
	expect(detection.form).not.toBe("class by class");
	expect(offerEfficientNms(detection)).toMatchObject({ can: false });
});

test("ends on values that are made of themselves", () => {
	const circle = `${head} m (float x) => (int64[n,3] chosen) <float iou = {0.5}> {
  b = Unsqueeze <axes = [0]> (b2)
  b2 = Identity (b)
  s = Gather (s, s)
  n = Gather (n, chosen)
  chosen = NonMaxSuppression (b, s, n, iou)
}`;
	const { graph } = graphFromText(circle);
	if (!graph) throw new Error("The text is no graph.");
	expect(findDetections(graph, inferShapes(graph).facts)).toHaveLength(1);
});
