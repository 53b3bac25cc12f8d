import type { Node } from "@suture/graph";
import { homeOf, makerOf, type Site, shapeAt } from "@suture/rewrite";

/** The node that makes a value, in this body or around it. */
export function makerAround(site: Site, value: string | undefined): Node | undefined {
	const home = value ? homeOf(site, value) : undefined;
	return home && makerOf(home, value);
}

/** The same when it is of one of these operators of ai.onnx. */
export function madeAround(site: Site, value: string | undefined, ...operators: readonly string[]): Node | undefined {
	const node = makerAround(site, value);
	return node && node.domain === "" && operators.includes(node.opType) ? node : undefined;
}

/** A size of a value, when it is a number. A negative axis counts from behind. */
export function sizeAt(site: Site, value: string, axis: number): number | undefined {
	const size = shapeAt(site, value)?.at(axis);
	return typeof size === "number" ? size : undefined;
}
