import { type Dimension, isExpression, isReal } from "@suture/ops";
import {
	cast,
	type Draft,
	draftFor,
	elementAt,
	factAt,
	numbersAt,
	type Site,
	shapeAt,
	squeeze,
	tensorAt,
	told,
} from "@suture/rewrite";
import { miss, type RepairRule } from "../../rule.ts";
import { computeSize } from "../../sizes/compute-size.ts";

/** Inputs that are sizes, positions or counts. */
const sizeInputs: Readonly<Record<string, readonly number[]>> = {
	Reshape: [1],
	Expand: [1],
	Tile: [1],
	ConstantOfShape: [0],
	Slice: [1, 2, 3, 4],
	Pad: [1],
	Resize: [3],
	Split: [1],
	Range: [0, 1, 2],
};

export const computeSizesFromShapes: RepairRule = {
	name: "compute-sizes-from-shapes",
	title: "Compute sizes from the shapes of inputs, step by step on lists of one",
	kind: "exact",
	operators: Object.keys(sizeInputs),
	codes: ["tensorrt/unreadable-shape"],
	match(site, node) {
		const draft = draftFor(site, node);
		const before = site.body.nodes.indexOf(node);
		const inputs = [...node.inputs];
		let changed = 0;
		for (const i of sizeInputs[node.opType] ?? []) {
			const value = node.inputs[i] ?? "";
			if (value === "" || tensorAt(site, value)) continue;
			const computed = computedAnew(draft, site, value, before);
			if (computed === undefined) return miss(`What ${value} holds does not follow from the sizes of values alone.`);
			inputs[i] = computed;
			changed++;
		}
		if (changed === 0) return miss("Its sizes are constant.");
		const results = draft.copyMany(node, inputs);
		const named = node.outputs.flatMap((output, i) => (output === "" ? [] : [[output, results[i] ?? ""] as const]));
		return {
			nodes: [node],
			sentence: `${told(node)} gets its sizes from the shapes of inputs, with nothing in between that this TensorRT can't follow.`,
			edits: [draft.replace([node], Object.fromEntries(named))],
		};
	},
};

/** A list or a single number computed anew; undefined where not all of it is known. */
function computedAnew(draft: Draft, site: Site, value: string, before: number): string | undefined {
	const { value: elements } = factAt(site, value);
	const shape = shapeAt(site, value);
	const element = elementAt(site, value);
	if (!elements || !shape || shape.length > 1 || (element !== "int64" && element !== "int32")) return undefined;
	const numbers = numbersAt(site, value);
	const list = numbers ? draft.int64s(numbers) : listOf(draft, elements, before);
	if (list === undefined) return undefined;
	const typed = element === "int64" ? list : cast(draft, list, element);
	return shape.length === 0 ? squeeze(draft, typed, [0]) : typed;
}

function listOf(draft: Draft, elements: readonly unknown[], before: number): string | undefined {
	const parts: string[] = [];
	for (const one of elements) {
		if (isReal(one) || !(typeof one === "number" || isExpression(one))) return undefined;
		const part = computeSize(draft, one satisfies Dimension, before);
		if (part === undefined) return undefined;
		parts.push(part);
	}
	const [only] = parts;
	return parts.length === 1 ? only : draft.add("Concat", parts, { axis: 0 });
}
