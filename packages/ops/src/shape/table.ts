import type { ShapeFunction } from "../call/call.ts";
import { flexAttention } from "./attention.ts";
import { classicalShapes } from "./table/classical.ts";
import { microsoftShapes } from "./table/microsoft.ts";
import { onnxShapes } from "./table/onnx.ts";
import { blockedShapes, onnxruntimeShapes } from "./table/onnxruntime.ts";
import { pluginShapes } from "./table/plugins.ts";
import { trainingShapes } from "./table/training.ts";

const tables: ReadonlyMap<string, ReadonlyMap<string, ShapeFunction>> = new Map(
	Object.entries({
		"": onnxShapes,
		"ai.onnx.ml": classicalShapes,
		"ai.onnx.preview": { FlexAttention: flexAttention },
		"ai.onnx.preview.training": trainingShapes,
		"com.microsoft": microsoftShapes,
		"com.microsoft.nchwc": blockedShapes,
		onnxruntime: onnxruntimeShapes,
		"trt.plugins": pluginShapes,
	}).map(([domain, rows]) => [domain, new Map(Object.entries(rows))]),
);

/** The shape function of an operator; undefined when only its schema says something. */
export function shapeFunction(operator: string, domain: string): ShapeFunction | undefined {
	return tables.get(domain)?.get(operator);
}
