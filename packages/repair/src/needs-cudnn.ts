import { bodyOf, type Graph, nameOf, placeOfNode } from "@suture/graph";
import { problem } from "@suture/problems";
import { type CheckProblem, parserRelease, type Target } from "@suture/tensorrt";

/** The last release whose parser makes a plugin of InstanceNormalization, and that plugin opens cuDNN. Where cuDNN is missing the
 *  whole process ends without a word: 8.4.3 did so on five of 48 models, each with this operator and nothing else refused. */
const last = 805;

/** Nodes that the target takes only where cuDNN is installed. */
export function needingCudnn(graph: Graph, target: Target): CheckProblem[] {
	if (target.backend !== "tensorrt" || (parserRelease(target) ?? Number.POSITIVE_INFINITY) > last) return [];
	return bodyOf(graph, graph.main).nodes.flatMap((node, index): CheckProblem[] => {
		if (node.opType !== "InstanceNormalization" || node.domain !== "") return [];
		const found = problem(
			"tensorrt/needs-cudnn",
			{ node: nameOf(node), operator: node.opType },
			{ node: placeOfNode(node, index, []) },
		);
		return [{ ...found, said: "", fixes: [] }];
	});
}
