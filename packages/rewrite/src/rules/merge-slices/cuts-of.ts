import type { Node } from "@suture/graph";
import { integersOf } from "../../match/attributes.ts";
import { numbersAt, rankAt, type Site } from "../../match/site.ts";

/** Where a Slice begins and ends, by axis. */
export interface Cut {
	readonly start: number;
	readonly end: number;
	readonly step: number;
}

/** What a Slice cuts, if all of that is constant. */
export function cutsOf(site: Site, node: Node): ReadonlyMap<number, Cut> | undefined {
	const list = (name: string, input: number) =>
		site.opset < 10 ? integersOf(node, name) : node.inputs[input] ? numbersAt(site, node.inputs[input]) : [];
	const starts = list("starts", 1);
	const ends = list("ends", 2);
	const axes = list("axes", 3) ?? (site.opset < 10 ? [] : undefined);
	const steps = site.opset < 10 ? [] : list("steps", 4);
	const rank = rankAt(site, node.inputs[0]);
	if (!starts || !ends || !axes || !steps || rank === undefined) return undefined;
	return new Map(
		starts.map((start, i) => {
			const axis = axes[i] ?? i;
			return [axis < 0 ? axis + rank : axis, { start, end: ends[i] ?? 0, step: steps[i] ?? 1 }];
		}),
	);
}
