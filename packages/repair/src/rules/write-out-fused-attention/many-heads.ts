import type { Node } from "@suture/graph";
import { type Draft, elementAt, floatOf, integerOf, rankAt, type Site, shapeAt, slice } from "@suture/rewrite";
import { attend, joinHeads, partHeads } from "../../attention/attend.ts";
import type { Count } from "../../attention/mask.ts";
import { maskBiases } from "./mask-bias.ts";
import type { Written } from "./written.ts";

/** MultiHeadAttention: queries, keys and values come projected. */
export function keysAndQueries(draft: Draft, site: Site, node: Node): Written {
	const [query = "", key = "", value = "", bias = "", mask = "", added = "", pastKey = "", pastValue = ""] =
		node.inputs;
	const heads = integerOf(site, node, "num_heads") ?? 0;
	const [wide, wideOfValues] = [shapeAt(site, query)?.at(-1), shapeAt(site, value)?.at(-1)];
	const type = elementAt(site, query);
	if (rankAt(site, query) !== 3 || key === "" || value === "") return "Its queries, keys and values are packed.";
	if ((node.inputs[8] ?? "") !== "" || (node.inputs[9] ?? "") !== "") return "It fills a buffer of past keys.";
	if (typeof wide !== "number" || typeof wideOfValues !== "number" || !type || heads < 1)
		return "How large its heads are is not known.";
	const isParted = rankAt(site, key) === 4;
	if (!isParted && rankAt(site, key) !== 3) return "Its keys are of a shape that is not known here.";
	const size = wide / heads;
	const sizeOfValues = isParted ? wideOfValues : wideOfValues / heads;
	const shifted = (of: string, from: number, to: number) =>
		bias === "" ? of : draft.add("Add", [of, slice(draft, bias, 0, from, to)]);
	const own = (of: string, from: number, each: number) =>
		isParted ? of : partHeads(draft, shifted(of, from, from + each * heads), heads, each);
	const behind = (past: string, of: string) => (past === "" ? of : draft.add("Concat", [past, of], { axis: 2 }));
	const keys = behind(pastKey, own(key, wide, size));
	const values = behind(pastValue, own(value, 2 * wide, sizeOfValues));
	const past: Count = pastKey === "" ? [] : [{ of: pastKey, axis: 2 }];
	const biases = maskBiases(draft, node, {
		mask,
		bias: added,
		queries: [{ of: query, axis: 1 }],
		keys: [...past, { of: key, axis: isParted ? 2 : 1 }],
		past,
		type,
		batch: { of: query },
	});
	if (typeof biases === "string") return biases;
	const found = attend(draft, {
		query: partHeads(draft, shifted(query, 0, wide), heads, size),
		key: keys,
		value: values,
		type,
		scale: floatOf(site, node, "scale") || 1 / Math.sqrt(size),
		biases,
		softcap: 0,
		softmaxIn: type,
	});
	const [output = "", presentKey = "", presentValue = "", scores = ""] = node.outputs;
	return [
		[output, joinHeads(draft, found.result, heads, sizeOfValues)],
		[presentKey, keys],
		[presentValue, values],
		[scores, found.scores],
	];
}
