import { bodyOf, type Graph, type Node } from "@suture/graph";
import { operatorSchema } from "@suture/ops";
import type { EfficientFields } from "../efficient-fields.ts";

export function isEfficientNms({ opType, domain }: Node): boolean {
	return opType === "EfficientNMS_TRT" && pluginDomains.has(domain);
}

const pluginDomains = new Set(["", "ai.onnx", "trt.plugins", "TRT", "trt"]);

/** Nodes of main that are EfficientNMS_TRT. */
export function efficientNodes(graph: Graph): readonly Node[] {
	return bodyOf(graph, graph.main).nodes.filter(isEfficientNms);
}

/** What a node says, and the plugin's defaults for the rest. */
export function fieldsOfNode({ attributes }: Node): EfficientFields {
	const schema = operatorSchema("EfficientNMS_TRT", "", 1);
	const numberOf = (name: string): number => {
		const given = attributes.find((one) => one.name === name);
		return Number(given?.f ?? given?.i ?? schema?.attributes.get(name)?.default ?? 0);
	};
	return {
		scoreThreshold: numberOf("score_threshold"),
		iouThreshold: numberOf("iou_threshold"),
		maxOutputBoxes: Math.min(mostBoxes, Math.max(0, numberOf("max_output_boxes"))),
		backgroundClass: numberOf("background_class"),
		scoreActivation: numberOf("score_activation") === 1,
		classAgnostic: numberOf("class_agnostic") === 1,
		boxCoding: numberOf("box_coding") === 1 ? "center" : "corners",
	};
}

/** The plugin looks at no more. NVIDIA/TensorRT, efficientNMSParameters.h. */
const mostBoxes = 4096;
