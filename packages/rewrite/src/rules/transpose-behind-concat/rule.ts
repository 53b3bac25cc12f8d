import type { Node } from "@suture/graph";
import { sameDimension } from "@suture/ops";
import type { Rule } from "../../finding.ts";
import { int, integerOf, ints } from "../../match/attributes.ts";
import { told } from "../../match/forward.ts";
import { int64s, type NewNode, replacement, type TensorLiterals } from "../../match/replacement.ts";
import { isReadOnlyBy, madeBy, type Site, shapeAt } from "../../match/site.ts";
import { permutationOf } from "../merge-transposes/rule.ts";

export const transposeBehindConcat: Rule = {
	name: "transpose-behind-concat",
	title: "Transpose once behind Concat instead of before it",
	level: "exact",
	operators: ["Concat"],
	match(site, node) {
		const axis = integerOf(site, node, "axis");
		const rank = shapeAt(site, node.outputs[0])?.length;
		if (axis === undefined || rank === undefined || node.inputs.length < 2) return undefined;
		const at = axis < 0 ? axis + rank : axis;
		const moved = transposes(site, node, at) ?? heads(site, node, at);
		if (!moved) return undefined;
		return {
			nodes: [node, ...moved.gone],
			sentence: `${told(node)} puts together what ${moved.count} Transposes turn alike: one behind it does the same.`,
			edits: [replacement(site, [node, ...moved.gone], moved.come, moved.tensors)],
		};
	},
};

interface Moved {
	readonly gone: readonly Node[];
	readonly come: readonly NewNode[];
	readonly tensors: TensorLiterals;
	readonly count: number;
}

/** Inputs that are all transposed alike. */
function transposes(site: Site, node: Node, axis: number): Moved | undefined {
	const gone = makers(site, node, "Transpose");
	const perm = gone?.[0] && permutationOf(site, gone[0]);
	if (!gone || !perm || gone.some((one) => String(permutationOf(site, one)) !== String(perm))) return undefined;
	const inputs = gone.map((one) => one.inputs[0] ?? "");
	const come: NewNode[] = [
		{ name: node.name, opType: "Concat", inputs, outputs: ["%together"], attributes: [int("axis", perm[axis] ?? 0)] },
		{ opType: "Transpose", inputs: ["%together"], outputs: node.outputs, attributes: [ints("perm", perm)] },
	];
	return { gone, come, tensors: {}, count: gone.length };
}

/** Heads of detectors: [n, a·k, …] is turned to [n, …, a·k] and reshaped to [n, p, k], for each size of feature map. Reshaped to
 *  [n, a, k, p] first they can be put together along the last axis and turned at once. */
function heads(site: Site, node: Node, axis: number): Moved | undefined {
	const reshapes = site.opset >= 5 && axis === 1 ? makers(site, node, "Reshape") : undefined;
	const turned = reshapes?.map((one) => madeBy(site, one.inputs[0], "Transpose"));
	if (!reshapes || !turned?.every((one) => one !== undefined)) return undefined;
	const sizes = turned.map((one, i) => headSizes(site, one, reshapes[i] as Node)); // of one length
	const [first] = sizes;
	if (!first || turned.some((one, i) => !isReadOnlyBy(site, one.outputs[0] ?? "", reshapes[i] as Node)))
		return undefined;
	if (!sizes.every((one) => one?.anchors === first.anchors && one.channels === first.channels)) return undefined;
	const { anchors, channels } = first;
	const isOne = anchors === 1;
	const flat = turned.map((one, i) => ({
		opType: "Reshape",
		inputs: [one.inputs[0] ?? "", "%each"],
		outputs: [`%flat_${i}`],
	}));
	const turnedAt = isOne ? node.outputs : ["%turned"];
	const come: NewNode[] = [
		...flat,
		{
			name: node.name,
			opType: "Concat",
			inputs: flat.map(({ outputs }) => outputs[0] ?? ""),
			outputs: ["%together"],
			attributes: [int("axis", isOne ? 2 : 3)],
		},
		{
			opType: "Transpose",
			inputs: ["%together"],
			outputs: turnedAt,
			attributes: [ints("perm", isOne ? [0, 2, 1] : [0, 3, 1, 2])],
		},
		...(isOne ? [] : [{ opType: "Reshape", inputs: ["%turned", "%all"], outputs: node.outputs }]),
	];
	// With anchors a Reshape comes behind, so that two heads gain nothing.
	if (!isOne && turned.length < 3) return undefined;
	const tensors = {
		"%each": int64s(isOne ? [0, channels, -1] : [0, anchors, channels, -1]),
		...(isOne ? {} : { "%all": int64s([0, -1, channels]) }),
	};
	return { gone: [...reshapes, ...turned], come, tensors, count: turned.length };
}

function headSizes(site: Site, transpose: Node, reshape: Node): { anchors: number; channels: number } | undefined {
	const from = shapeAt(site, transpose.inputs[0]);
	const to = shapeAt(site, reshape.outputs[0]);
	const perm = permutationOf(site, transpose);
	if (!from || from.length < 3 || to?.length !== 3 || !sameDimension(from[0], to[0])) return undefined;
	if (!perm?.every((axis, i) => axis === (i === 0 ? 0 : i === from.length - 1 ? 1 : i + 1))) return undefined;
	const [, all] = from;
	const [, , channels] = to;
	if (typeof all !== "number" || typeof channels !== "number" || channels < 1 || all % channels !== 0) return undefined;
	return { anchors: all / channels, channels };
}

/** The makers of all inputs when all are of one operator and nobody else reads what they make. */
function makers(site: Site, node: Node, operator: string): readonly Node[] | undefined {
	const found = node.inputs.map((value) => madeBy(site, value, operator));
	const isOwn = found.every((one) => one !== undefined && isReadOnlyBy(site, one.outputs[0] ?? "", node));
	return isOwn && new Set(found).size === found.length ? found.filter((one) => one !== undefined) : undefined;
}
