import type { Detection } from "./detection.ts";
import type { EfficientFields, EfficientOptions } from "./efficient-fields.ts";

/** Boxes that the plugin looks at for each image: the best. NVIDIA/TensorRT, efficientNMSParameters.h. */
const mostCandidates = 4096;
/** Below, the plugin sorts all scores instead of those that pass. NVIDIA/TensorRT, efficientNMSInference.cu. */
const filteredFrom = 0.007;

/** What EfficientNMS_TRT does otherwise than the model did, a sentence each. */
export function efficientChanges(
	detection: Detection,
	fields: EfficientFields,
	options: EfficientOptions,
): readonly string[] {
	const { entry, kept, limit } = detection;
	const most = fields.maxOutputBoxes;
	const changes = [
		`Each output has room for ${most} detections; num_detections says how many there are. What stands behind is 0.`,
		"Boxes whose overlap is just the IoU threshold are suppressed, and scores that are just the score threshold stay: ONNX has both the other way round.",
		`Of each image the ${mostCandidates} best candidates are looked at.`,
	];
	if (limit === undefined && options.maxOutputBoxes === undefined) {
		changes.push(`The model keeps any number of boxes; now it is ${most} at most. See whether that is enough.`);
	}
	if (fields.scoreThreshold < filteredFrom) {
		changes.push(
			`The score threshold is below ${filteredFrom}: where too few candidates pass, the plugin fills up with some that score -32768, and counts them. Leave out what scores below ${fields.scoreThreshold}.`,
		);
	}
	if (detection.scoreThreshold === undefined) {
		changes.push("The model has no score threshold; now candidates that score below 0 are left out.");
	}
	if (fields.classAgnostic) {
		changes.push(
			options.hasClassAgnostic === false
				? "Boxes of all classes suppress each other in the model. The plugin can that from TensorRT 8.5 on; here boxes of different classes stay on top of each other, so suppress these in the program behind."
				: "Boxes of all classes suppress each other, which the plugin can from TensorRT 8.5 on. Before, it suppresses per class.",
		);
	}
	if (fields.boxCoding === "center") {
		changes.push("The boxes that come out are corners, though those that go in are centers and sizes.");
	}
	if (fields.scoreActivation) changes.push("The Sigmoid goes into the plugin, which sorts logits.");
	if (entry && entry.levels.length > 1) {
		changes.push(`The ${entry.levels.length} levels go in as one list; all boxes are decoded, not only chosen ones.`);
	}
	for (const { value, meaning } of kept) {
		if (meaning === "images") {
			changes.push(`Outputs that say in which image a detection is, by ${value}, go: each image has its own rows.`);
		}
		if (meaning === "indices")
			changes.push(`${value} is no output any more: the plugin gives detections, not indices.`);
	}
	return [...changes, ...detection.unclear.map((one) => `No longer so: ${one}`)];
}
