import type { Node } from "@suture/graph";
import { sameDimension } from "@suture/ops";
import type { Rule } from "../../finding.ts";
import { told } from "../../match/forward.ts";
import { replacement } from "../../match/replacement.ts";
import { haveSameShape } from "../../match/same-sizes.ts";
import { elementAt, isReadOnlyBy, madeBy, rankAt, type Site, shapeAt } from "../../match/site.ts";

export const multiplyAddToGemm: Rule = {
	name: "multiply-add-to-gemm",
	title: "Make one Gemm of MatMul and Add",
	level: "exact",
	operators: ["Add"],
	match(site, node) {
		const found = operandsOf(site, node);
		// Gemm takes a bias of fewer sizes since opset 7.
		if (!found || site.opset < 7) return undefined;
		const { product, bias } = found;
		const gemm = { name: node.name, opType: "Gemm", inputs: [...product.inputs, bias], outputs: node.outputs };
		return {
			nodes: [node, product],
			sentence: `${told(product)} multiplies matrices, and ${told(node)} adds to the product: one Gemm does both.`,
			edits: [replacement(site, [node, product], [gemm])],
		};
	},
};

function operandsOf(site: Site, { inputs, outputs }: Node): { product: Node; bias: string } | undefined {
	for (const [value = "", bias = ""] of [inputs, inputs.toReversed()]) {
		const product = madeBy(site, value, "MatMul");
		if (!product || value === bias || product.inputs.some((one) => rankAt(site, one) !== 2)) continue;
		if (!isGemmType(site, value) || !haveSameShape(site, value, outputs[0])) continue;
		if (fitsAsBias(site, bias, outputs[0] ?? "") && isReadOnlyByAdd(site, value)) return { product, bias };
	}
	return undefined;
}

function isReadOnlyByAdd(site: Site, value: string): boolean {
	const [use] = site.index.uses.get(value) ?? [];
	return use !== undefined && isReadOnlyBy(site, value, use.node);
}

function isGemmType(site: Site, value: string): boolean {
	return ["float", "double", "float16", "bfloat16"].includes(elementAt(site, value) ?? "");
}

/** Each axis of a bias is 1, or that of the product. */
function fitsAsBias(site: Site, bias: string, output: string): boolean {
	const shape = shapeAt(site, bias);
	const whole = shapeAt(site, output);
	if (!shape || !whole || shape.length > 2 || shape.length === 0) return false;
	return shape.every((size, axis) => size === 1 || sameDimension(size, whole[axis + whole.length - shape.length]));
}
