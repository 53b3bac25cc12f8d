import type { Node } from "@suture/graph";
import type { Rule } from "../../finding.ts";
import { float, int, integerOf, integersOf } from "../../match/attributes.ts";
import { told } from "../../match/forward.ts";
import { replacement } from "../../match/replacement.ts";
import { isReadOnlyBy, madeBy, numbersAt, rankAt, type Site, shapeAt, tensorAt } from "../../match/site.ts";
import { uniformAt } from "../../match/uniform.ts";

export const recogniseLayerNormalization: Rule = {
	name: "recognise-layer-normalization",
	title: "Write LayerNormalization as one node",
	level: "exact",
	onRequest: true,
	operators: ["Mul", "Add"],
	match(site, node) {
		// The operator came with opset 17.
		if (site.opset < 17) return undefined;
		return node.opType === "Mul" ? normalized(site, node) : withShift(site, node);
	},
};

/** (x − mean) / √(mean((x − mean)²) + ε) · scale, over the last axis. */
function normalized(site: Site, node: Node): ReturnType<Rule["match"]> {
	const [scale, quotient] = constantAndOther(site, node);
	const div = madeBy(site, quotient, "Div");
	const centred = madeBy(site, div?.inputs[0], "Sub");
	const root = madeBy(site, div?.inputs[1], "Sqrt");
	const sum = madeBy(site, root?.inputs[0], "Add");
	if (!scale || !div || !centred || !root || !sum) return undefined;
	const [epsilonValue, varianceValue] = constantAndOther(site, sum);
	const epsilon = uniformAt(site, epsilonValue);
	const variance = madeBy(site, varianceValue, "ReduceMean");
	const mean = madeBy(site, centred.inputs[1], "ReduceMean");
	const square = madeBy(site, variance?.inputs[0], "Pow", "Mul");
	if (epsilon === undefined || !variance || !mean || !square) return undefined;
	const [x = ""] = centred.inputs;
	const isSquare = square.inputs[0] === centred.outputs[0] && isSecondPower(site, square);
	if (mean.inputs[0] !== x || !isSquare || !isOverLast(site, mean) || !isOverLast(site, variance)) return undefined;
	if (!isAlongLast(site, scale, x)) return undefined;
	const layer = {
		name: node.name,
		opType: "LayerNormalization",
		inputs: [x, scale],
		outputs: node.outputs,
		attributes: [int("axis", -1), float("epsilon", epsilon)],
	};
	return {
		rounds: true,
		nodes: [node, div, centred, root, sum, variance, mean, square],
		sentence: `What ends with ${told(node)} is LayerNormalization over the last axis.`,
		edits: [replacement(site, [node], [layer])],
	};
}

/** A sum with a constant behind it is its bias. */
function withShift(site: Site, node: Node): ReturnType<Rule["match"]> {
	const [shift, value] = constantAndOther(site, node);
	const layer = madeBy(site, value, "LayerNormalization");
	if (!shift || !layer || !value || layer.inputs[2] || !isReadOnlyBy(site, value, node)) return undefined;
	if (integerOf(site, layer, "axis") !== -1 || !isAlongLast(site, shift, value)) return undefined;
	const [x = "", scale = ""] = layer.inputs;
	return {
		nodes: [node, layer],
		sentence: `${told(node)} is the bias of ${told(layer)}.`,
		edits: [replacement(site, [node, layer], [{ ...layer, inputs: [x, scale, shift], outputs: node.outputs }])],
	};
}

function constantAndOther(site: Site, { inputs }: Node): readonly (string | undefined)[] {
	const [left, right] = inputs;
	return tensorAt(site, right) ? [right, left] : tensorAt(site, left) ? [left, right] : [];
}

function isSecondPower(site: Site, { opType, inputs }: Node): boolean {
	return opType === "Pow" ? uniformAt(site, inputs[1]) === 2 : inputs[0] === inputs[1];
}

function isOverLast(site: Site, node: Node): boolean {
	const axes = integersOf(node, "axes") ?? numbersAt(site, node.inputs[1]);
	const rank = rankAt(site, node.inputs[0]);
	return (
		axes?.length === 1 && (axes[0] === -1 || axes[0] === (rank ?? 0) - 1) && integerOf(site, node, "keepdims") === 1
	);
}

function isAlongLast(site: Site, value: string, along: string): boolean {
	const dims = tensorAt(site, value)?.dims;
	return dims?.length === 1 && dims[0] === shapeAt(site, along)?.at(-1);
}
