import type { Node } from "@suture/graph";
import { type ElementType, type Shape, sameDimension } from "@suture/ops";
import type { Rule } from "../../finding.ts";
import { float, integerOf, integersOf, ints } from "../../match/attributes.ts";
import { told } from "../../match/forward.ts";
import { type NewNode, replacement } from "../../match/replacement.ts";
import { sameSizes } from "../../match/same-sizes.ts";
import { elementAt, isReadOnlyBy, madeBy, type Site, shapeAt, tensorAt } from "../../match/site.ts";
import { uniformAt } from "../../match/uniform.ts";
import { leavesOne } from "./leaves-one.ts";

export const recogniseAttention: Rule = {
	name: "recognise-attention",
	title: "Write attention as one node",
	level: "exact",
	onRequest: true,
	operators: ["MatMul"],
	match(site, node) {
		// The operator came with opset 23.
		const found = site.opset < 23 ? undefined : attentionOf(site, node);
		if (!found || !fits(site, found)) return undefined;
		return {
			rounds: true,
			nodes: [node, ...found.nodes],
			sentence: `What ends with ${told(node)} is attention.`,
			edits: [replacement(site, [node, ...found.nodes], written(site, node, found))],
		};
	},
};

interface Attention {
	readonly query: string;
	/** [batch, heads, size, length], as MatMul needs it. */
	readonly turnedKey: string;
	readonly value: string;
	readonly mask: string | undefined;
	readonly scale: number;
	/** softmax's input, from which the sizes are read. */
	readonly scores: string;
	readonly nodes: readonly Node[];
}

/** softmax(query · key · scale + mask) · value, where nobody else sees what lies between. */
function attentionOf(site: Site, node: Node): Attention | undefined {
	const [weights, value = ""] = node.inputs;
	const softmax = innerOf(site, weights, node, "Softmax");
	const axis = softmax && integerOf(site, softmax, "axis");
	if (!softmax || (axis !== -1 && axis !== 3)) return undefined;
	const [scores = ""] = softmax.inputs;
	const nodes = [softmax];
	const add = innerOf(site, scores, softmax, "Add");
	for (const [inner, mask] of add ? [add.inputs, add.inputs.toReversed()] : [[scores, undefined]]) {
		const found = productOf(site, inner, add ?? softmax);
		if (!found) continue;
		const [query = "", turnedKey = ""] = found.product.inputs;
		const between = [...nodes, ...(add ? [add] : []), ...found.nodes];
		return { query, turnedKey, value, mask, scale: found.scale, scores, nodes: between };
	}
	return undefined;
}

/** The maker of a value that only this one node reads. */
function innerOf(site: Site, value: string | undefined, reader: Node, ...operators: string[]): Node | undefined {
	const maker = madeBy(site, value, ...operators);
	return maker && value && isReadOnlyBy(site, value, reader) ? maker : undefined;
}

function productOf(
	site: Site,
	value: string | undefined,
	reader: Node,
): { product: Node; scale: number; nodes: readonly Node[] } | undefined {
	const product = innerOf(site, value, reader, "MatMul");
	if (product) return { product, scale: 1, nodes: [product] };
	const scaled = innerOf(site, value, reader, "Mul", "Div");
	if (!scaled) return undefined;
	const { inputs } = scaled;
	for (const [inner, factor] of scaled.opType === "Mul" ? [inputs, inputs.toReversed()] : [inputs]) {
		const multiplied = innerOf(site, inner, scaled, "MatMul");
		const number = uniformAt(site, factor);
		if (!multiplied || number === undefined || !sameSizes(shapeAt(site, inner), shapeAt(site, value))) continue;
		const scale = scaled.opType === "Mul" ? number : 1 / number;
		return { product: multiplied, scale, nodes: [scaled, multiplied] };
	}
	return undefined;
}

const elements: ReadonlySet<ElementType | undefined> = new Set(["float", "double", "float16", "bfloat16"]);

/** Whether sizes and types are those that Attention takes: it repeats neither batch nor heads as MatMul does. */
function fits(site: Site, { query, turnedKey, value, mask, scale, scores }: Attention): boolean {
	const [q, k, v] = [query, turnedKey, value].map((one) => shapeAt(site, one));
	if (q?.length !== 4 || k?.length !== 4 || v?.length !== 4) return false;
	// Its root is taken, and both sides are multiplied with it.
	if (!(scale > 0 && Number.isFinite(scale)) || !elements.has(elementAt(site, scores))) return false;
	const isOnePerHead = [k, v].every((shape) => sameSizes(shape.slice(0, 2), q.slice(0, 2)));
	const given = [...q.slice(0, 3), ...k.slice(3)];
	return isOnePerHead && sameSizes(shapeAt(site, scores), given) && (!mask || isMask(site, mask, given));
}

/** Attention takes masks of rank 2 and more, and ONNX Runtime repeats them along batch and heads only. */
function isMask(site: Site, mask: string, scores: Shape): boolean {
	const tensor = tensorAt(site, mask);
	const shape = shapeAt(site, mask);
	if (!tensor || !shape || shape.length < 2 || shape.length > 4) return false;
	const along = scores.slice(4 - shape.length);
	const fits = shape.every((size, axis) => sameDimension(size, along[axis]) || (size === 1 && axis < shape.length - 2));
	return fits && leavesOne(tensor);
}

function written(
	site: Site,
	{ name, outputs }: Node,
	{ query, turnedKey, value, mask, scale }: Attention,
): readonly NewNode[] {
	const turn = madeBy(site, turnedKey, "Transpose");
	const isTurned = turn && integersOf(turn, "perm")?.join() === "0,1,3,2";
	const key = isTurned ? (turn.inputs[0] ?? "") : "%key";
	const turned = { opType: "Transpose", inputs: [turnedKey], outputs: [key], attributes: [ints("perm", [0, 1, 3, 2])] };
	const inputs = mask ? [query, key, value, mask] : [query, key, value];
	const attention = { name, opType: "Attention", inputs, outputs, attributes: [float("scale", scale)] };
	return isTurned ? [attention] : [turned, attention];
}
