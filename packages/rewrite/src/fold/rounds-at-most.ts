import type { Node } from "@suture/graph";
import { integerOf, integersOf } from "../match/attributes.ts";
import { numbersAt, type Site, shapeAt } from "../match/site.ts";

/** How often a node runs its bodies, at most; undefined where only running it can tell. */
export function roundsAtMost(site: Site, node: Node): number | undefined {
	if (node.domain !== "") return undefined;
	switch (node.opType) {
		case "If":
			return 1;
		case "Loop":
			return roundsOfLoop(site, node);
		case "Scan":
			return roundsOfScan(site, node);
		default:
			return undefined;
	}
}

function roundsOfLoop(site: Site, { inputs: [trips = "", condition = ""] }: Node): number | undefined {
	if (condition !== "" && numbersAt(site, condition)?.[0] === 0) return 0;
	const most = trips === "" ? undefined : numbersAt(site, trips)?.[0];
	return most === undefined ? undefined : Math.max(0, most);
}

function roundsOfScan(site: Site, node: Node): number | undefined {
	const scanned = integerOf(site, node, "num_scan_inputs") ?? 0;
	const [first] = scanned > 0 ? node.inputs.slice(-scanned) : [];
	const shape = shapeAt(site, first);
	if (site.opset < 9) return product(shape?.slice(0, 2)); // each of a batch has rounds of its own
	const axis = integersOf(node, "scan_input_axes")?.[0] ?? 0;
	return product(shape && [shape.at(axis)]);
}

function product(sizes: readonly unknown[] | undefined): number | undefined {
	return sizes?.reduce<number | undefined>(
		(all, size) => (all !== undefined && typeof size === "number" ? all * size : undefined),
		1,
	);
}
