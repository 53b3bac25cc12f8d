import type { Detection, Entry } from "./detection.ts";

/** Fields of TensorRT's EfficientNMS_TRT, version 1. */
export interface EfficientFields {
	readonly scoreThreshold: number;
	readonly iouThreshold: number;
	readonly maxOutputBoxes: number;
	/** -1 for none. */
	readonly backgroundClass: number;
	/** Whether scores are logits, which the plugin puts through a sigmoid. */
	readonly scoreActivation: boolean;
	/** From TensorRT 8.5 on. */
	readonly classAgnostic: boolean;
	readonly boxCoding: "corners" | "center";
}

export interface EfficientOptions {
	/** In place of what the model says, or where it says nothing. Default then: 100. */
	readonly maxOutputBoxes?: number;
	/** Whether the plugin knows the field class_agnostic, as it does from TensorRT 8.5 on. Default: yes. */
	readonly hasClassAgnostic?: boolean;
}

/** The fields that the model's own suppression comes to. Undefined where its entry is not understood. */
export function efficientFields(detection: Detection, options: EfficientOptions = {}): EfficientFields | undefined {
	const { maxOutputBoxes } = options;
	const { entry, limit, scope, iouThreshold, scoreThreshold } = detection;
	if (!entry || Number.isNaN(iouThreshold)) return undefined;
	return {
		scoreThreshold: scoreThreshold ?? 0,
		iouThreshold,
		maxOutputBoxes: maxOutputBoxes ?? limit ?? 100,
		backgroundClass: backgroundOf(entry) ?? -1,
		scoreActivation:
			!needsBest(detection, options) && entry.levels.every(({ activation }) => activation.kind === "sigmoid"),
		classAgnostic: scope === "all",
		boxCoding: entry.coding,
	};
}

/** The one position that is no class, when there is just one and it is the first or the last. */
function backgroundOf({ classes: { first, end, count } }: Entry): number | undefined {
	if (end - first !== count - 1) return undefined;
	return first === 1 ? 0 : count - 1;
}

/** Whether an anchor may stand for one class only, which the plugin has no field for. Where boxes of all classes suppress each
 *  other the other classes of an anchor go anyway: their box is the same. */
export function needsBest({ form, scope }: Detection, { hasClassAgnostic = true }: EfficientOptions): boolean {
	return form === "best class" && (scope === "class" || !hasClassAgnostic);
}
