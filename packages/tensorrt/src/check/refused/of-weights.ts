import { isDynamic, type Operand } from "../site.ts";

/** Whether a value is computed from initializers and Constants alone. With `sizes`, fixed sizes of other values may help. */
export function isOfWeights(operand: Operand, { sizes = false }: { readonly sizes?: boolean } = {}): boolean {
	const seen = new Set([operand]); // grows while it is gone through
	for (const { isWeights, maker } of seen) {
		if (isWeights) continue;
		if (!maker) return false;
		const isSize = maker.node.opType === "Shape" || maker.node.opType === "Size";
		if (sizes && isSize && isDynamic(maker.inputs[0]) === false) continue;
		for (const input of maker.inputs) if (input.name !== "") seen.add(input);
	}
	return true;
}
