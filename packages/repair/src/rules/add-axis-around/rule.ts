import { draftFor, int, integerOf, rankAt, squeeze, told, unsqueeze, withAttributes } from "@suture/rewrite";
import { miss, type RepairRule } from "../../rule.ts";

const alongAxis: Readonly<Record<string, number>> = {
	Softmax: -1,
	LogSoftmax: -1,
	Hardmax: -1,
	ArgMax: 0,
	ArgMin: 0,
	TopK: -1,
};

/** TensorRT's layers want two axes where ONNX is content with one. */
export const addAxisAround: RepairRule = {
	name: "add-axis-around",
	title: "Give a list a first axis of size 1",
	kind: "exact",
	operators: Object.keys(alongAxis),
	codes: ["tensorrt/unsupported-shape"],
	match(site, node) {
		if (rankAt(site, node.inputs[0]) !== 1) return miss("Its input is no list.");
		if (site.opset < 13 && node.opType.endsWith("max")) return miss("Before opset 13 it is over all axes from one on.");
		const draft = draftFor(site, node);
		const [x = "", ...others] = node.inputs;
		const attributes = withAttributes(node.attributes, [int("axis", 1)]);
		const results = draft.copyMany(node, [unsqueeze(draft, x, [0]), ...others], attributes);
		const dropsAxis = node.opType.startsWith("Arg") && integerOf(site, node, "keepdims") === 0;
		const named = node.outputs.flatMap((output, i) =>
			output === "" ? [] : [[output, squeeze(draft, results[i] ?? "", [0])] as const],
		);
		return {
			nodes: [node],
			sentence: `${told(node)} works on one row in place of a list${dropsAxis ? ", and loses the row again" : ""}.`,
			edits: [draft.replace([node], Object.fromEntries(named))],
		};
	},
};
