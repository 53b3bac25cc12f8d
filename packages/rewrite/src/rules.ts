import type { Level, Rule } from "./finding.ts";
import { cancelRepetition } from "./rules/cancel-repetition/rule.ts";
import { fuseAffine } from "./rules/fuse-affine/rule.ts";
import { fuseBatchNormalization } from "./rules/fuse-batch-normalization/rule.ts";
import { fuseFactorBefore } from "./rules/fuse-factor-before/rule.ts";
import { fusePad } from "./rules/fuse-pad/rule.ts";
import { inlineKnownBranch } from "./rules/inline-known-branch/rule.ts";
import { mergeCasts } from "./rules/merge-casts/rule.ts";
import { mergeClips } from "./rules/merge-clips/rule.ts";
import { mergeConcats } from "./rules/merge-concats/rule.ts";
import { mergeFactors } from "./rules/merge-factors/rule.ts";
import { mergeReshapes } from "./rules/merge-reshapes/rule.ts";
import { mergeSlices } from "./rules/merge-slices/rule.ts";
import { mergeTransposes } from "./rules/merge-transposes/rule.ts";
import { multiplyAddToGemm } from "./rules/multiply-add-to-gemm/rule.ts";
import { recogniseAttention } from "./rules/recognise-attention/rule.ts";
import { recogniseGelu } from "./rules/recognise-gelu/rule.ts";
import { recogniseLayerNormalization } from "./rules/recognise-layer-normalization/rule.ts";
import { removeIdentity } from "./rules/remove-identity/rule.ts";
import { removeNeutralOperand } from "./rules/remove-neutral-operand/rule.ts";
import { removeNoOp } from "./rules/remove-no-op/rule.ts";
import { removeZeroState } from "./rules/remove-zero-state/rule.ts";
import { shareEqualBranches } from "./rules/share-equal-branches/rule.ts";
import { shareEqualNodes } from "./rules/share-equal-nodes/rule.ts";
import { shareEqualValues } from "./rules/share-equal-values/rule.ts";
import { shareEqualWeights } from "./rules/share-equal-weights/rule.ts";
import { slicesToSplit } from "./rules/slices-to-split/rule.ts";
import { transposeBehindConcat } from "./rules/transpose-behind-concat/rule.ts";
import { unrollLoop } from "./rules/unroll-loop/rule.ts";
import { writeOutShape } from "./rules/write-out-shape/rule.ts";

/** Every rule, in the order in which they are tried at a node. */
export const rules: readonly Rule[] = [
	removeIdentity,
	removeNoOp,
	removeNeutralOperand,
	cancelRepetition,
	inlineKnownBranch,
	shareEqualBranches,
	unrollLoop,
	shareEqualWeights,
	shareEqualValues,
	shareEqualNodes,
	writeOutShape,
	recogniseLayerNormalization,
	recogniseGelu,
	recogniseAttention,
	mergeFactors,
	mergeTransposes,
	mergeReshapes,
	mergeCasts,
	mergeClips,
	mergeSlices,
	slicesToSplit,
	mergeConcats,
	removeZeroState,
	fusePad,
	fuseBatchNormalization,
	fuseAffine,
	fuseFactorBefore,
	multiplyAddToGemm,
	transposeBehindConcat,
];

const levels: readonly Level[] = ["exact", "sizes", "fast-math"];

/** The rules that a level allows, without those that must be asked for by name. */
export function rulesOfLevel(level: Level): readonly Rule[] {
	return rules.filter((rule) => !rule.onRequest && levels.indexOf(rule.level) <= levels.indexOf(level));
}
