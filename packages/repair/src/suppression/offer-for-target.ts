import {
	type Detection,
	type EfficientOptions,
	type Offer,
	offerCut,
	offerEfficientNms,
	offerLayerNms,
} from "@suture/detection";
import { isLoaded, parserRelease, type Target, titleOfTarget } from "@suture/tensorrt";

/** What can be made of a suppression of boxes: TensorRT's plugin EfficientNMS_TRT, its own NMS layer, or the model's end. */
export type NmsForm = "efficient" | "layer" | "cut";

export const nmsForms: readonly NmsForm[] = ["efficient", "layer", "cut"];

/** What this form comes to at one suppression, for a target. */
export function offerForTarget(detection: Detection, form: NmsForm, target: Target): Offer {
	switch (form) {
		case "efficient":
			return isLoaded(target, "EfficientNMS_TRT")
				? offerEfficientNms(detection, efficientOptions(target))
				: cannot(efficientMissing(target));
		case "layer":
			return (parserRelease(target) ?? 0) >= firstWithLayer
				? offerLayerNms(detection)
				: cannot(
						`${titleOfTarget(target)} has no NMS layer of its own, which came with 8.5: it reads NonMaxSuppression by a plugin that fills its list up with copies.`,
					);
		case "cut":
			return offerCut(detection);
		default:
			return form satisfies never;
	}
}

/** TensorRT 8.5: its NMS layer, and EfficientNMS_TRT's class_agnostic. */
const firstWithLayer = 805;

function efficientOptions(target: Target): EfficientOptions {
	return { hasClassAgnostic: (parserRelease(target) ?? 0) >= firstWithLayer };
}

function efficientMissing(target: Target): string {
	return target.backend === "tensorrt"
		? `${titleOfTarget(target)} has no EfficientNMS_TRT, which came with 8.0.`
		: `${titleOfTarget(target)} loads no plugins by itself. Say that NVIDIA's will be loaded: --plugins standard.`;
}

function cannot(sentence: string): Offer {
	return { can: false, sentence };
}
