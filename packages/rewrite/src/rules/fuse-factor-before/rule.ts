import type { Node } from "@suture/graph";
import type { Rule } from "../../finding.ts";
import { integerOf } from "../../match/attributes.ts";
import { isDecidedLater } from "../../match/decided-later.ts";
import { told } from "../../match/forward.ts";
import { isPowerOfTwo } from "../../match/power-of-two.ts";
import { int64s, replacement } from "../../match/replacement.ts";
import { haveSameShape } from "../../match/same-sizes.ts";
import { isReadOnlyBy, madeBy, rankAt, type Site, tensorAt } from "../../match/site.ts";
import { uniformAt } from "../../match/uniform.ts";
import { weightedOf } from "../../match/weighted.ts";

export const fuseFactorBefore: Rule = {
	name: "fuse-factor-before",
	title: "Put a factor before a layer into its weights",
	level: "exact",
	operators: ["Conv", "Gemm", "MatMul"],
	match(site, node) {
		const found = factorBefore(site, node);
		const layer = found && weightedOf(site, node, (reader) => hasSameFactor(site, reader, node, found));
		if (!found || !layer) return undefined;
		const { product, data, factor } = found;
		const along = shapeAlong(site, node, factor);
		const rounds = !isPowerOfTwo(uniformAt(site, factor));
		if (!along || (rounds && isDecidedLater(site, node))) return undefined;
		const [, , ...rest] = node.inputs;
		const come = [
			{ opType: "Reshape", inputs: [factor, "%along"], outputs: ["%factor"] },
			{ opType: product.opType, inputs: [layer.weights, "%factor"], outputs: ["%weights"] },
			{ ...node, inputs: [data, "%weights", ...rest] },
		];
		return {
			nodes: [node, product],
			sentence: `${told(node)} can multiply by the factor of ${told(product)} in its weights.`,
			edits: [replacement(site, [node, product], come, { "%along": int64s(along) })],
			rounds,
		};
	},
};

interface Factor {
	readonly product: Node;
	readonly data: string;
	readonly factor: string;
}

/** The constant that the data is multiplied with, or divided by, on its way into a layer that alone reads the product. */
function factorBefore(site: Site, node: Node): Factor | undefined {
	const [value = ""] = node.inputs;
	const product = madeBy(site, value, "Mul", "Div");
	if (!product || !isReadOnlyBy(site, value, node)) return undefined;
	const orders = product.opType === "Div" ? [product.inputs] : [product.inputs, product.inputs.toReversed()];
	for (const [data = "", factor = ""] of orders) {
		if (tensorAt(site, factor) && !tensorAt(site, data) && haveSameShape(site, data, value))
			return { product, data, factor };
	}
	return undefined;
}

/** Whether a layer beside this one, with the same weights, has the same factor before it: then both get the same new weights. */
function hasSameFactor(site: Site, reader: Node, node: Node, { product, factor }: Factor): boolean {
	const other = reader.opType === node.opType ? factorBefore(site, reader) : undefined;
	if (other?.factor !== factor || other.product.opType !== product.opType) return false;
	return shapeAlong(site, reader, factor)?.join() === shapeAlong(site, node, factor)?.join();
}

/** Shape in which the factor fits the weights: one number, or one for each channel of the input. */
function shapeAlong(site: Site, node: Node, factor: string): readonly number[] | undefined {
	const dims = tensorAt(site, factor)?.dims ?? [];
	const weights = tensorAt(site, node.inputs[1])?.dims ?? [];
	const rank = rankAt(site, node.inputs[0]) ?? 0;
	if (node.inputs.indexOf(node.inputs[0] ?? "") !== node.inputs.lastIndexOf(node.inputs[0] ?? "")) return undefined;
	if (dims.every((size) => size === 1)) return weights.map(() => 1);
	const channelAxis = node.opType === "Conv" ? 1 - rank : -1;
	const channels = dims.at(channelAxis);
	const isChannels = dims.every((size, axis) => axis - dims.length === channelAxis || size === 1);
	if (!isChannels || channels === undefined) return undefined;
	if (node.opType === "Conv") {
		return integerOf(site, node, "group") === 1 && weights[1] === channels
			? [1, -1, ...weights.slice(2).map(() => 1)]
			: undefined;
	}
	const isTransposed = node.opType === "Gemm" && integerOf(site, node, "transB") === 1;
	if (node.opType === "Gemm" && integerOf(site, node, "transA") === 1) return undefined;
	return weights[isTransposed ? 1 : 0] === channels ? (isTransposed ? [1, -1] : [-1, 1]) : undefined;
}
