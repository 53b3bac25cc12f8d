import type { NmsForm } from "@suture/repair";

export const nmsTitles: Readonly<Record<NmsForm, string>> = {
	efficient: "EfficientNMS_TRT",
	layer: "TensorRT's own NMS layer",
	cut: "End the model before it",
};
