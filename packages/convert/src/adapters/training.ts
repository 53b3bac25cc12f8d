import { attributeOf, int, isUsed, withAttributes } from "@suture/rewrite";
import type { Adapters } from "../border.ts";
import { type Adapter, float, integerIn, numberOf, tensorAsInput } from "../crossing.ts";
import { later, otherMeaning } from "../refusal.ts";

/** Up to opset 6 a node had to say that nobody trains it. */
const untrained: Adapter = (node, crossing) =>
	integerIn(node, "is_test")
		? { ...node, attributes: withAttributes(node.attributes, [], ["is_test"]) }
		: otherMeaning(node, crossing, "without is_test = 1 it leaves numbers out at random");

const saysUntrained: Adapter = (node) => ({
	...node,
	attributes: withAttributes(node.attributes, [int("is_test", 1)]),
});

/** Up to opset 11 the mask said nothing where nobody trains, and ONNX Runtime gives zeros; since then it is true. */
function withoutMask(next: Adapter): Adapter {
	return (node, crossing) => {
		if (node.outputs.length < 2) return next(node, crossing);
		if (node.outputs.slice(1).some((one) => isUsed(crossing.site, one)))
			return otherMeaning(node, crossing, "its mask is another one where nobody trains it");
		return next({ ...node, outputs: node.outputs.slice(0, 1) }, crossing);
	};
}

const ratioAsInput: Adapter = (node, crossing) => {
	const ratio = attributeOf(node, "ratio")?.f;
	if (ratio === undefined) return node;
	const inputs = [node.inputs[0] ?? "", tensorAsInput(crossing, "ratio", "float", [ratio], [])];
	return { ...node, inputs, attributes: withAttributes(node.attributes, [], ["ratio"]) };
};

const ratioAsAttribute: Adapter = (node, crossing) => {
	const [x = "", ratio = "", training = ""] = node.inputs;
	if (training !== "" && numberOf(crossing, training) !== 0) return later(node, crossing, "an input that trains it");
	const known = ratio === "" ? undefined : numberOf(crossing, ratio);
	const attributes = withAttributes(node.attributes, known === undefined ? [] : [float("ratio", known)], ["seed"]);
	const isSame = ratio === "" && training === "" && attributes.length === node.attributes.length;
	return isSame ? node : { ...node, inputs: [x], attributes };
};

/** What leaves numbers out while a model is trained. */
export const training: Adapters = {
	Dropout: [
		{ version: 7, up: untrained, down: saysUntrained },
		{ version: 12, up: withoutMask(ratioAsInput), down: withoutMask(ratioAsAttribute) },
	],
};
