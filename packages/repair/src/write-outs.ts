import type { WriteOut } from "@suture/convert";
import { isMiss, type RepairRule } from "./rule.ts";
import { clipByMinAndMax } from "./rules/clip-by-min-and-max/rule.ts";
import { gatherByFlatIndex } from "./rules/gather-by-flat-index/rule.ts";
import { joinSequence } from "./rules/join-sequence/rule.ts";
import { negateForSmallest } from "./rules/negate-for-smallest/rule.ts";
import { scatterByComparison } from "./rules/scatter-by-comparison/rule.ts";
import { sumByTriangle } from "./rules/sum-by-triangle/rule.ts";
import { transposeAroundRecurrence } from "./rules/transpose-around-recurrence/rule.ts";
import { writeOutActivation } from "./rules/write-out-activation/rule.ts";
import { writeOutEinsum } from "./rules/write-out-einsum/rule.ts";
import { writeOutFloatTests } from "./rules/write-out-float-tests/rule.ts";
import { writeOutGridSample } from "./rules/write-out-grid-sample/rule.ts";
import { writeOutLayerNormalization } from "./rules/write-out-layer-normalization/rule.ts";
import { writeOutModulo } from "./rules/write-out-modulo/rule.ts";
import { writeOutNormalization } from "./rules/write-out-normalization/rule.ts";
import { writeOutOneHot } from "./rules/write-out-one-hot/rule.ts";
import { writeOutResize } from "./rules/write-out-resize/rule.ts";
import { writeOutSign } from "./rules/write-out-sign/rule.ts";
import { writeOutStft } from "./rules/write-out-stft/rule.ts";
import { writeOutTriangle } from "./rules/write-out-triangle/rule.ts";

/** Rules that say an operator in others, whatever the target. */
const rules: readonly RepairRule[] = [
	scatterByComparison,
	joinSequence,
	transposeAroundRecurrence,
	negateForSmallest,
	clipByMinAndMax,
	writeOutLayerNormalization,
	writeOutNormalization,
	writeOutActivation,
	writeOutEinsum,
	writeOutFloatTests,
	writeOutModulo,
	writeOutSign,
	gatherByFlatIndex,
	writeOutTriangle,
	writeOutOneHot,
	sumByTriangle,
	writeOutGridSample,
	writeOutResize,
	writeOutStft,
];

/** What a conversion to an older opset may say instead of operators that it does not have. */
export const writeOuts: readonly WriteOut[] = rules.map(({ name, operators, match }) => ({
	name,
	operators,
	edits: (site, node) => {
		const answer = match(site, node, { body: site.body.id, node, problems: [], knownOpset: undefined });
		return answer === undefined || isMiss(answer) ? undefined : answer.edits;
	},
}));
