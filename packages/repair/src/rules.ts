import type { RepairRule } from "./rule.ts";
import { addAxisAround } from "./rules/add-axis-around/rule.ts";
import { addBiasBehind } from "./rules/add-bias-behind/rule.ts";
import { castToNamedType } from "./rules/cast-to-named-type/rule.ts";
import { clipByMinAndMax } from "./rules/clip-by-min-and-max/rule.ts";
import { computeBoolAsInteger } from "./rules/compute-bool-as-integer/rule.ts";
import { computeIntegerAsFloat, computeIntegerAsFloatIfSmall } from "./rules/compute-integer-as-float/rule.ts";
import { computeSizesFromShapes } from "./rules/compute-sizes-from-shapes/rule.ts";
import { convolveByProducts } from "./rules/convolve-by-products/rule.ts";
import { countLoopRounds } from "./rules/count-loop-rounds/rule.ts";
import { dropReductionNone } from "./rules/drop-reduction-none/rule.ts";
import { dropUnusedOutputs } from "./rules/drop-unused-outputs/rule.ts";
import { fixCountIfEnough } from "./rules/fix-count-if-enough/rule.ts";
import { flattenByReshape } from "./rules/flatten-by-reshape/rule.ts";
import { foldDequantizedBias } from "./rules/fold-dequantized-bias/rule.ts";
import { gatherByFlatIndex } from "./rules/gather-by-flat-index/rule.ts";
import { gatherWhatIsKept } from "./rules/gather-what-is-kept/rule.ts";
import { inlineFunction } from "./rules/inline-function/rule.ts";
import { joinSequence } from "./rules/join-sequence/rule.ts";
import { lowerOpset } from "./rules/lower-opset/rule.ts";
import { multiplyOutPower } from "./rules/multiply-out-power/rule.ts";
import { nameSqueezedAxes, nameSqueezedAxesIfOthersGrow } from "./rules/name-squeezed-axes/rule.ts";
import { negateForSmallest } from "./rules/negate-for-smallest/rule.ts";
import { normalizeByStoredStatistics } from "./rules/normalize-by-stored-statistics/rule.ts";
import { padByTaking } from "./rules/pad-by-taking/rule.ts";
import { padInSteps } from "./rules/pad-in-steps/rule.ts";
import { partFusedActivation } from "./rules/part-fused-activation/rule.ts";
import { quantizeToInt8 } from "./rules/quantize-to-int8/rule.ts";
import { quantizeWeightsInGraph } from "./rules/quantize-weights-in-graph/rule.ts";
import { reduceSingleNumber } from "./rules/reduce-single-number/rule.ts";
import { resizeByProducts } from "./rules/resize-by-products/rule.ts";
import { scatterByComparison } from "./rules/scatter-by-comparison/rule.ts";
import { sliceWholeShape } from "./rules/slice-whole-shape/rule.ts";
import { splitBySlices } from "./rules/split-by-slices/rule.ts";
import { sumByTriangle } from "./rules/sum-by-triangle/rule.ts";
import { takeMoreAndCut } from "./rules/take-more-and-cut/rule.ts";
import { transposeAroundRecurrence } from "./rules/transpose-around-recurrence/rule.ts";
import { unrollLoop } from "./rules/unroll-loop/rule.ts";
import { useStandardOperator } from "./rules/use-standard-operator/rule.ts";
import { widenConstants } from "./rules/widen-constants/rule.ts";
import { widenIntegers, widenIntegersIfInRange } from "./rules/widen-integers/rule.ts";
import { writeOutActivation } from "./rules/write-out-activation/rule.ts";
import { writeOutAffineGrid } from "./rules/write-out-affine-grid/rule.ts";
import { writeOutAttention } from "./rules/write-out-attention/rule.ts";
import { writeOutCenterCrop } from "./rules/write-out-center-crop/rule.ts";
import { writeOutDeterminant } from "./rules/write-out-determinant/rule.ts";
import { writeOutEinsum } from "./rules/write-out-einsum/rule.ts";
import { writeOutFloatTests } from "./rules/write-out-float-tests/rule.ts";
import { writeOutFusedAttention } from "./rules/write-out-fused-attention/rule.ts";
import { writeOutFusedGelu } from "./rules/write-out-fused-gelu/rule.ts";
import { writeOutFusedProduct } from "./rules/write-out-fused-product/rule.ts";
import { writeOutGridSample } from "./rules/write-out-grid-sample/rule.ts";
import { writeOutHardmax } from "./rules/write-out-hardmax/rule.ts";
import { writeOutIntegerProduct } from "./rules/write-out-integer-product/rule.ts";
import { writeOutLayerNormalization } from "./rules/write-out-layer-normalization/rule.ts";
import { writeOutLoss } from "./rules/write-out-loss/rule.ts";
import { writeOutModulo } from "./rules/write-out-modulo/rule.ts";
import { writeOutNormalization } from "./rules/write-out-normalization/rule.ts";
import { writeOutOneHot } from "./rules/write-out-one-hot/rule.ts";
import { writeOutQuantization } from "./rules/write-out-quantization/rule.ts";
import { writeOutQuantizedOperator } from "./rules/write-out-quantized-operator/rule.ts";
import { writeOutResize } from "./rules/write-out-resize/rule.ts";
import { writeOutRotaryEmbedding } from "./rules/write-out-rotary-embedding/rule.ts";
import { writeOutRound } from "./rules/write-out-round/rule.ts";
import { writeOutSign } from "./rules/write-out-sign/rule.ts";
import { writeOutSkipNormalization } from "./rules/write-out-skip-normalization/rule.ts";
import { writeOutStft } from "./rules/write-out-stft/rule.ts";
import { writeOutTriangle } from "./rules/write-out-triangle/rule.ts";

/** Every rule, in the order in which they are tried at a node: what keeps the operator comes before what writes it out. */
export const repairRules: readonly RepairRule[] = [
	inlineFunction,
	useStandardOperator,
	partFusedActivation,
	dropUnusedOutputs,
	dropReductionNone,
	scatterByComparison,
	castToNamedType,
	quantizeToInt8,
	quantizeWeightsInGraph,
	foldDequantizedBias,
	unrollLoop,
	countLoopRounds,
	joinSequence,
	computeSizesFromShapes,
	sliceWholeShape,
	flattenByReshape,
	reduceSingleNumber,
	addAxisAround,
	addBiasBehind,
	convolveByProducts,
	padInSteps,
	padByTaking,
	nameSqueezedAxes,
	transposeAroundRecurrence,
	computeBoolAsInteger,
	multiplyOutPower,
	computeIntegerAsFloat,
	widenIntegers,
	widenConstants,
	negateForSmallest,
	clipByMinAndMax,
	writeOutLayerNormalization,
	writeOutNormalization,
	writeOutActivation,
	writeOutFusedGelu,
	writeOutFusedProduct,
	writeOutSkipNormalization,
	writeOutQuantizedOperator,
	writeOutIntegerProduct,
	writeOutQuantization,
	writeOutAttention,
	writeOutFusedAttention,
	writeOutRotaryEmbedding,
	writeOutRound,
	writeOutEinsum,
	writeOutFloatTests,
	writeOutModulo,
	writeOutSign,
	gatherByFlatIndex,
	writeOutTriangle,
	writeOutOneHot,
	sumByTriangle,
	splitBySlices,
	writeOutGridSample,
	writeOutHardmax,
	writeOutLoss,
	gatherWhatIsKept,
	writeOutAffineGrid,
	writeOutCenterCrop,
	writeOutDeterminant,
	resizeByProducts,
	writeOutResize,
	writeOutStft,
	takeMoreAndCut,
	fixCountIfEnough,
	computeIntegerAsFloatIfSmall,
	nameSqueezedAxesIfOthersGrow,
	widenIntegersIfInRange,
	normalizeByStoredStatistics,
	lowerOpset,
];
