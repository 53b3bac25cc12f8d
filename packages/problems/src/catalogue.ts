import { convertProblems } from "./catalogue/convert.ts";
import { graphProblems } from "./catalogue/graph.ts";
import { hostProblems } from "./catalogue/host.ts";
import { onnxProblems } from "./catalogue/onnx.ts";
import { operatorProblems } from "./catalogue/operators.ts";
import { patternProblems } from "./catalogue/pattern.ts";
import { pluginProblems } from "./catalogue/plugins.ts";
import { preprocessProblems } from "./catalogue/preprocess.ts";
import { rewriteProblems } from "./catalogue/rewrite.ts";
import { shapeProblems } from "./catalogue/shapes.ts";
import { splitProblems } from "./catalogue/split.ts";
import { tensorrtProblems } from "./catalogue/tensorrt.ts";
import { tensorrtCheckProblems } from "./catalogue/tensorrt-check.ts";

/** Everything that Suture can say is wrong: code → how grave, the sentence, what to do. One row a code. */
export const catalogue = {
	...convertProblems,
	...graphProblems,
	...hostProblems,
	...onnxProblems,
	...rewriteProblems,
	...patternProblems,
	...pluginProblems,
	...preprocessProblems,
	...shapeProblems,
	...splitProblems,
	...tensorrtProblems,
	...tensorrtCheckProblems,
	...operatorProblems,
};

export type Code = keyof typeof catalogue;
