import type { ElementType } from "@suture/ops";
import type { Rule } from "../../finding.ts";
import { told } from "../../match/forward.ts";
import { type NewNode, replacement, type TensorLiterals } from "../../match/replacement.ts";
import { elementAt, isReadOnlyBy, madeBy, type Site } from "../../match/site.ts";
import { type Bounding, boundingOf, ownBound } from "./bounds-of.ts";

const bounding = ["Clip", "Relu", "Min", "Max"] as const;

export const mergeClips: Rule = {
	name: "merge-clips",
	title: "Bound values once instead of twice",
	level: "exact",
	operators: bounding,
	match(site, node) {
		const [output = ""] = node.outputs;
		const element = elementAt(site, output);
		if (!isClipped(site, element)) return undefined;
		const outer = boundingOf(site, node, output, element);
		const first = outer && madeBy(site, outer.x, ...bounding);
		const inner = first && boundingOf(site, first, outer.x, element);
		if (!inner || !isReadOnlyBy(site, outer.x, node)) return undefined;
		const both = together(inner, outer);
		if (!isHeld(element, both)) return undefined;
		const [come, tensors] = written(both, element);
		return {
			nodes: [node, first],
			sentence: `${told(first)} and ${told(node)} bound the same values: one node does both.`,
			edits: [replacement(site, [node, first], [{ name: node.name, outputs: node.outputs, ...come }], tensors)],
		};
	},
};

const floats: ReadonlySet<ElementType> = new Set(["float16", "float", "double"]);
const integers: ReadonlySet<ElementType> = new Set(["int8", "uint8", "int32", "uint32", "int64", "uint64"]);

/** Clip has its bounds as inputs since opset 11, and takes integers since 12. Of other types ONNX Runtime has no Clip. */
function isClipped({ opset }: Site, element: ElementType | undefined): element is ElementType {
	return element !== undefined && ((opset >= 11 && floats.has(element)) || (opset >= 12 && integers.has(element)));
}

/** The second bounds move the first ones as they move all values, so that those never cross: where they would, both become one. */
function together(inner: Bounding, outer: Bounding): Bounding {
	const moved = (value: number) => Math.min(Math.max(value, outer.low), outer.high);
	const low = Math.min(inner.low, inner.high); // Clip with crossed bounds gives the upper one
	return { x: inner.x, low: moved(low), high: moved(inner.high) };
}

/** Whether no bound lost digits when it was read as a number. */
function isHeld(element: ElementType, { low, high }: Bounding): boolean {
	return floats.has(element) || [low, high].every((one) => !Number.isFinite(one) || Number.isSafeInteger(one));
}

function written(both: Bounding, element: ElementType): [Pick<NewNode, "opType" | "inputs">, TensorLiterals] {
	const { x, low, high } = both;
	if (!floats.has(element)) return clip(both, element);
	// A Clip stops infinity on the side where it has no bound; these let it pass.
	const [isOpenBelow, isOpenAbove] = [low === Number.NEGATIVE_INFINITY, high === Number.POSITIVE_INFINITY];
	if (isOpenBelow && isOpenAbove) return [{ opType: "Identity", inputs: [x] }, {}];
	if (isOpenAbove && low === 0) return [{ opType: "Relu", inputs: [x] }, {}];
	if (isOpenAbove) return [{ opType: "Max", inputs: [x, "%low"] }, { "%low": scalar(element, low) }];
	if (isOpenBelow) return [{ opType: "Min", inputs: [x, "%high"] }, { "%high": scalar(element, high) }];
	return clip(both, element);
}

function clip({ x, low, high }: Bounding, element: ElementType): [Pick<NewNode, "opType" | "inputs">, TensorLiterals] {
	const [isBelow, isAbove] = [low !== -ownBound(element), high !== ownBound(element)];
	const inputs = isAbove ? [x, isBelow ? "%low" : "", "%high"] : isBelow ? [x, "%low"] : [x];
	const tensors = {
		...(isBelow ? { "%low": scalar(element, low) } : {}),
		...(isAbove ? { "%high": scalar(element, high) } : {}),
	};
	return [{ opType: "Clip", inputs }, tensors];
}

function scalar(element: ElementType, value: number): TensorLiterals[string] {
	const one = Number.isFinite(value) ? value : value < 0 ? "-inf" : "inf";
	return { type: element, dims: [], values: [one] };
}
