import type { Node } from "@suture/graph";
import {
	type Draft,
	elementAt,
	floatOf,
	integerOf,
	integersOf,
	type Site,
	shapeAt,
	slice,
	unsqueeze,
} from "@suture/rewrite";
import { attend, joinHeads, partHeads } from "../../attention/attend.ts";
import type { Count } from "../../attention/mask.ts";
import { maskBiases } from "./mask-bias.ts";
import type { Written } from "./written.ts";

/** Attention: one product makes queries, keys and values, side by side. */
export function projected(draft: Draft, site: Site, node: Node): Written {
	const [x = "", weights = "", bias = "", mask = "", past = "", added = "", pastLength = ""] = node.inputs;
	const heads = integerOf(site, node, "num_heads") ?? 0;
	const type = elementAt(site, x);
	const wide = shapeAt(site, weights)?.[1];
	const widths =
		integersOf(node, "qkv_hidden_sizes") ?? (typeof wide === "number" ? [wide / 3, wide / 3, wide / 3] : []);
	const [ofQueries = 0, ofKeys = 0, ofValues = 0] = widths;
	if (!type || heads < 1 || ofQueries < heads) return "How large its heads are is not known.";
	if (pastLength !== "" || integerOf(site, node, "do_rotary") === 1) return "It fills a buffer, or turns its keys.";
	const product = draft.add("MatMul", [x, weights]);
	const all = bias === "" ? product : draft.add("Add", [product, bias]);
	const part = (from: number, width: number) =>
		partHeads(draft, slice(draft, all, 2, from, from + width), heads, width / heads);
	const query = part(0, ofQueries);
	const behind = (of: string, which: number) => {
		if (past === "") return of;
		const before = draft.add("Gather", [past, draft.scalar("int64", which)], { axis: 0 });
		return draft.add("Concat", [before, of], { axis: 2 });
	};
	const key = behind(part(ofQueries, ofKeys), 0);
	const value = behind(part(ofQueries + ofKeys, ofValues), 1);
	const before: Count = past === "" ? [] : [{ of: past, axis: 3 }];
	const own: Count = [{ of: x, axis: 1 }];
	const masking = { mask, bias: added, queries: own, keys: [...before, ...own], past: before, type, batch: { of: x } };
	const biases = maskBiases(draft, node, masking);
	if (typeof biases === "string") return biases;
	const scale = floatOf(site, node, "scale") || 1 / Math.sqrt(ofQueries / heads);
	const found = attend(draft, { query, key, value, type, scale, biases, softcap: 0, softmaxIn: type });
	const [output = "", present = ""] = node.outputs;
	const both = () => draft.add("Concat", [unsqueeze(draft, key, [0]), unsqueeze(draft, value, [0])], { axis: 0 });
	return [
		[output, joinHeads(draft, found.result, heads, ofValues / heads)],
		...(present === "" ? [] : [[present, both()] as const]),
	];
}
