import type { Tint } from "../canvas/marks.ts";
import type { SceneIndex } from "../canvas/scene-index.ts";
import type { BoxId } from "../scene/scene.ts";
import type { SideName } from "../surgeon/compared.ts";
import type { Measure, MeasuredValue } from "../surgeon/measured.ts";
import { errorColor } from "./error-scale.ts";

/** Boxes and lines in the colour of the largest error of what they make and carry. */
export function errorTint(side: SideName, index: SceneIndex, values: readonly MeasuredValue[], measure: Measure): Tint {
	const worst = new Map<BoxId, number>();
	const ofValue = new Map<string, number>();
	for (const { names, nodes, errors, reason } of values) {
		const error = reason === undefined ? errors[measure] : Number.POSITIVE_INFINITY;
		const node = nodes[side];
		const box = node === undefined ? undefined : index.boxOfNode.get(node);
		for (const one of [box, `o:${names[side]}`]) {
			if (one !== undefined && index.boxes.has(one)) worst.set(one, Math.max(worst.get(one) ?? 0, error));
		}
		ofValue.set(names[side], error);
	}
	return {
		boxes: new Map(Array.from(worst, ([box, error]) => [box, errorColor(error, measure)])),
		lineColor: ({ value }) => {
			const error = ofValue.get(value);
			return error === undefined ? undefined : errorColor(error, measure);
		},
	};
}
