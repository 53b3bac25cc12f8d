import type { Node } from "@suture/graph";
import { type ElementType, elementTypeOf } from "@suture/ops";
import {
	cast,
	type Draft,
	draftFor,
	elementAt,
	floatOf,
	integerOf,
	isUsed,
	type Site,
	shapeAt,
	told,
	unsqueeze,
} from "@suture/rewrite";
import { type Attended, attend, joinHeads, partHeads, repeatHeads } from "../../attention/attend.ts";
import { type Count, causalBias, lengthBias, lowestOf, totalOf } from "../../attention/mask.ts";
import { miss, type RepairRule } from "../../rule.ts";

export const writeOutAttention: RepairRule = {
	name: "write-out-attention",
	title: "Write Attention out as products and a softmax",
	kind: "exact",
	operators: ["Attention"],
	match(site, node) {
		const heads = headsOf(site, node);
		const type = elementAt(site, node.inputs[0]);
		if (!heads || !type) return miss("How many heads it has, or how large they are, is not known.");
		if ((integerOf(site, node, "left_window_size") ?? -1) !== -1) return miss("It looks at a window only.");
		if ((integerOf(site, node, "right_window_size") ?? -1) !== -1) return miss("It looks at a window only.");
		const mask = node.inputs[3] ?? "";
		const whole = shapeAt(site, node.inputs[1])?.[heads.isParted ? 2 : 1];
		const isShort = mask !== "" && shapeAt(site, mask)?.at(-1) !== whole && (node.inputs[4] ?? "") === "";
		if (isShort && typeof whole === "number") return miss("Its mask may have fewer columns than there are keys.");
		const draft = draftFor(site, node);
		const results = written(draft, node, heads, type);
		return {
			nodes: [node],
			sentence: `${told(node)} becomes two products with a softmax between them, as ONNX defines it.`,
			edits: [draft.replace([node], Object.fromEntries(results.filter(([output]) => isUsed(site, output))))],
		};
	},
};

interface Heads {
	readonly ofQueries: number;
	readonly ofKeys: number;
	readonly size: number;
	readonly sizeOfValues: number;
	/** Whether heads are an axis of their own. */
	readonly isParted: boolean;
}

function headsOf(site: Site, node: Node): Heads | undefined {
	const [q, k, v] = node.inputs.map((value) => shapeAt(site, value));
	const isParted = q?.length === 4;
	const ofQueries = isParted ? q[1] : integerOf(site, node, "q_num_heads");
	const ofKeys = isParted ? k?.[1] : integerOf(site, node, "kv_num_heads");
	const [wide, wideOfValues] = [q?.at(-1), v?.at(-1)];
	if (typeof ofQueries !== "number" || typeof ofKeys !== "number") return undefined;
	if (typeof wide !== "number" || typeof wideOfValues !== "number" || ofQueries % ofKeys !== 0) return undefined;
	const size = isParted ? wide : wide / ofQueries;
	const sizeOfValues = isParted ? wideOfValues : wideOfValues / ofKeys;
	return { ofQueries, ofKeys, size, sizeOfValues, isParted };
}

function written(draft: Draft, node: Node, heads: Heads, type: ElementType): (readonly [string, string])[] {
	const { site } = draft;
	const [q = "", k = "", v = "", , pastKey = "", pastValue = ""] = node.inputs;
	const parted = (value: string, count: number, size: number) =>
		heads.isParted ? value : partHeads(draft, value, count, size);
	const behind = (past: string, value: string) =>
		past === "" ? value : draft.add("Concat", [past, value], { axis: 2 });
	const key = behind(pastKey, parted(k, heads.ofKeys, heads.size));
	const value = behind(pastValue, parted(v, heads.ofKeys, heads.sizeOfValues));
	const times = heads.ofQueries / heads.ofKeys;
	const precision = elementTypeOf(integerOf(site, node, "softmax_precision"));
	const found = attend(draft, {
		query: parted(q, heads.ofQueries, heads.size),
		key: repeatHeads(draft, key, heads.ofKeys, times, heads.size),
		value: repeatHeads(draft, value, heads.ofKeys, times, heads.sizeOfValues),
		type,
		scale: floatOf(site, node, "scale") ?? 1 / Math.sqrt(heads.size),
		biases: biasesOf(draft, node, heads, type),
		softcap: floatOf(site, node, "softcap") ?? 0,
		softmaxIn: precision ?? type,
	});
	const result = heads.isParted ? found.result : joinHeads(draft, found.result, heads.ofQueries, heads.sizeOfValues);
	const [output = "", presentKey = "", presentValue = "", scores = ""] = node.outputs;
	return [
		[output, result],
		[presentKey, key],
		[presentValue, value],
		[scores, stageOf(found, integerOf(site, node, "qk_matmul_output_mode") ?? 0)],
	];
}

function biasesOf(draft: Draft, node: Node, heads: Heads, type: ElementType): string[] {
	const { site } = draft;
	const [q = "", k = "", , mask = "", pastKey = "", , lengths = ""] = node.inputs;
	const axis = heads.isParted ? 2 : 1;
	const past: Count = pastKey === "" ? [] : [{ of: pastKey, axis: 2 }];
	const keys: Count = [...past, { of: k, axis }];
	const masked = lowestOf(type);
	const biases: string[] = [];
	if (integerOf(site, node, "is_causal") === 1) {
		const queries: Count = [{ of: q, axis }];
		const before = lengths === "" ? totalOf(draft, past) : endsOf(draft, lengths, queries);
		biases.push(causalBias(draft, { queries, keys, before }, type, masked));
	}
	if (mask !== "" && elementAt(site, mask) === "bool")
		biases.push(draft.add("Where", [mask, draft.scalar(type, 0), draft.scalar(type, masked)]));
	else if (mask !== "") biases.push(elementAt(site, mask) === type ? mask : cast(draft, mask, type));
	if (lengths !== "") biases.push(lengthBias(draft, lengths, keys, type, masked));
	return biases;
}

/** With lengths the last query stands at the end of its sequence. */
function endsOf(draft: Draft, lengths: string, queries: Count): string {
	return draft.add("Sub", [unsqueeze(draft, lengths, [1, 2, 3]), totalOf(draft, queries)]);
}

function stageOf({ scores, biased, capped, weights }: Attended, mode: number): string {
	return [scores, capped, biased, weights][mode] ?? scores;
}
