import type { Node } from "@suture/graph";
import type { Rule } from "../../finding.ts";
import { floatOf, integerOf, integersOf, ints, textOf, withAttributes } from "../../match/attributes.ts";
import { told } from "../../match/forward.ts";
import { replacement } from "../../match/replacement.ts";
import { isReadOnlyBy, madeBy, numbersAt, rankAt, type Site } from "../../match/site.ts";
import { uniformAt } from "../../match/uniform.ts";

export const fusePad: Rule = {
	name: "fuse-pad",
	title: "Let a layer pad its input itself",
	level: "exact",
	operators: ["Conv", "AveragePool"],
	match(site, node) {
		const pad = madeBy(site, node.inputs[0], "Pad");
		const added = pad && isReadOnlyBy(site, node.inputs[0] ?? "", node) ? zerosAround(site, pad) : undefined;
		if (!pad || !added || !canPad(site, node)) return undefined;
		const own = integersOf(node, "pads") ?? added.map(() => 0);
		const pads = added.map((size, i) => size + (own[i] ?? 0));
		const attributes = withAttributes(node.attributes, [ints("pads", pads)], ["auto_pad"]);
		const [, ...rest] = node.inputs;
		return {
			nodes: [node, pad],
			sentence: `${told(pad)} puts zeros around, which ${told(node)} can do with pads [${pads.join(", ")}].`,
			edits: [replacement(site, [node, pad], [{ ...node, inputs: [pad.inputs[0] ?? "", ...rest], attributes }])],
		};
	},
};

/** The average must count what was padded, and it does so in the same way only without rounding up. */
function canPad(site: Site, node: Node): boolean {
	const auto = textOf(site, node, "auto_pad") ?? "NOTSET";
	if (auto !== "NOTSET" && auto !== "VALID") return false;
	if (node.opType === "Conv") return true;
	const hasOwn = integersOf(node, "pads")?.some((pad) => pad !== 0) ?? false;
	const counts = integerOf(site, node, "count_include_pad") === 1;
	return counts && !hasOwn && integerOf(site, node, "ceil_mode") !== 1;
}

/** Zeros before and behind each spatial axis; undefined when Pad does anything else. */
function zerosAround(site: Site, pad: Node): readonly number[] | undefined {
	const rank = rankAt(site, pad.inputs[0]);
	const [, sizes, constant, axes] = pad.inputs;
	const pads = site.opset < 11 ? integersOf(pad, "pads") : numbersAt(site, sizes);
	if (!pads || rank === undefined || pads.length !== 2 * rank || axes || textOf(site, pad, "mode") !== "constant")
		return undefined;
	const isZero = site.opset < 11 ? floatOf(site, pad, "value") === 0 : !constant || uniformAt(site, constant) === 0;
	const outer = [pads[0], pads[1], pads[rank], pads[rank + 1]];
	if (!isZero || outer.some((size) => size !== 0) || pads.some((size) => size < 0)) return undefined;
	return [...pads.slice(2, rank), ...pads.slice(rank + 2)];
}
