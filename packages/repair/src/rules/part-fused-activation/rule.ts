import type { Node } from "@suture/graph";
import {
	clip,
	type Draft,
	draftFor,
	elementAt,
	floatOf,
	type Site,
	textOf,
	told,
	withAttributes,
} from "@suture/rewrite";
import { miss, type RepairRule } from "../../rule.ts";

const own = ["activation", "activation_params", "activation_alpha", "activation_beta", "activation_gamma"];

export const partFusedActivation: RepairRule = {
	name: "part-fused-activation",
	title: "Part ONNX Runtime's Conv or Gemm from the activation fused into it",
	kind: "exact",
	operators: ["FusedConv", "FusedGemm"],
	domains: ["com.microsoft"],
	match(site, node) {
		const [x = "", w = "", bias = "", summand = ""] = node.inputs;
		const element = elementAt(site, x);
		if (!element) return miss("The type of its input is not known.");
		const name = textOf(site, node, "activation") ?? "";
		const activation = activations[name];
		if (name !== "" && !activation) return miss(`Its activation ${name} is none of those that are known here.`);
		const draft = draftFor(site, node);
		const standard = { ...node, opType: node.opType.slice("Fused".length), domain: "" };
		const inputs = bias === "" ? [x, w] : [x, w, bias];
		const core = draft.copy(standard, inputs, withAttributes(node.attributes, [], own));
		const sum = summand === "" ? core : draft.add("Add", [core, summand]);
		const result = activation ? activation(draft, sum, parametersOf(site, node)) : sum;
		return {
			nodes: [node],
			sentence: `${told(node)} becomes a ${standard.opType} with ${name || "nothing"} behind it.`,
			edits: [draft.replace([node], { [node.outputs[0] ?? ""]: result })],
		};
	},
};

function parametersOf(site: Site, node: Node): readonly number[] {
	const listed = node.attributes.find(({ name }) => name === "activation_params")?.floats;
	const single = ["alpha", "beta", "gamma"].flatMap((name) => floatOf(site, node, `activation_${name}`) ?? []);
	return listed ?? single;
}

type Activation = (draft: Draft, x: string, parameters: readonly number[]) => string;

const plain =
	(opType: string): Activation =>
	(draft, x) =>
		draft.add(opType, [x]);

/** What ONNX Runtime 1.31 fuses, with the parameters in the order in which it writes them. */
const activations: Readonly<Record<string, Activation>> = {
	Relu: plain("Relu"),
	Sigmoid: plain("Sigmoid"),
	Tanh: plain("Tanh"),
	Softplus: plain("Softplus"),
	Softsign: plain("Softsign"),
	HardSwish: plain("HardSwish"),
	LeakyRelu: (draft, x, [alpha]) => draft.add("LeakyRelu", [x], { alpha }),
	Elu: (draft, x, [alpha]) => draft.add("Elu", [x], { alpha }),
	HardSigmoid: (draft, x, [alpha, beta]) => draft.add("HardSigmoid", [x], { alpha, beta }),
	Clip: (draft, x, [low, high]) => clip(draft, x, low, high, "float"),
};
