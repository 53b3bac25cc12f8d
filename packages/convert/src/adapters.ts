import { axes } from "./adapters/axes.ts";
import { broadcasting } from "./adapters/broadcasting.ts";
import { casts } from "./adapters/casts.ts";
import { clip } from "./adapters/clip.ts";
import { constants } from "./adapters/constants.ts";
import { extremes } from "./adapters/extremes.ts";
import { normalization } from "./adapters/normalization.ts";
import { pad } from "./adapters/pad.ts";
import { pooling } from "./adapters/pooling.ts";
import { quantization } from "./adapters/quantization.ts";
import { recurrence } from "./adapters/recurrence.ts";
import { resize } from "./adapters/resize.ts";
import { sampling } from "./adapters/sampling.ts";
import { scatter } from "./adapters/scatter.ts";
import { shapes } from "./adapters/shapes.ts";
import { slicing } from "./adapters/slicing.ts";
import { softmax } from "./adapters/softmax.ts";
import { training } from "./adapters/training.ts";
import type { Border } from "./border.ts";
import type { Adapter } from "./crossing.ts";

/** What operators need where one of their versions meets the next. What is not here needs nothing but what `fitted` does: types
 *  became more, and attributes came that say by default what had always held. */
const adapters = new Map<string, readonly Border[]>();
for (const table of [
	axes,
	broadcasting,
	casts,
	clip,
	constants,
	extremes,
	normalization,
	pad,
	pooling,
	quantization,
	recurrence,
	resize,
	sampling,
	scatter,
	shapes,
	slicing,
	softmax,
	training,
]) {
	for (const [operator, borders] of Object.entries(table)) {
		adapters.set(operator, [...(adapters.get(operator) ?? []), ...borders]);
	}
}

/** What to do with a node of an operator at the border below `version`, on the way up to it or down from it. Several tables may
 *  have an operator, never the same version of it. */
export function adapterAt(operator: string, version: number, way: "up" | "down"): Adapter | undefined {
	return adapters.get(operator)?.find((border) => border.version === version)?.[way];
}
