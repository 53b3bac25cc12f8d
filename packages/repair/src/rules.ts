import type { RepairRule } from "./rule.ts";
import { computeBoolAsInteger } from "./rules/compute-bool-as-integer/rule.ts";
import { inlineFunction } from "./rules/inline-function/rule.ts";
import { writeOutActivation } from "./rules/write-out-activation/rule.ts";
import { writeOutLayerNormalization } from "./rules/write-out-layer-normalization/rule.ts";

/** Every rule, in the order in which they are tried at a node. */
export const repairRules: readonly RepairRule[] = [
	inlineFunction,
	writeOutLayerNormalization,
	writeOutActivation,
	computeBoolAsInteger,
];
