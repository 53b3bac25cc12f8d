import { addressOfNode, type Edit, type Node } from "@suture/graph";
import { dataTypeOf, type ElementType, isInteger } from "@suture/ops";
import { elementAt, type Site, told } from "@suture/rewrite";
import { handedOnBehind } from "../../range/handed-on-behind.ts";
import { rangeOf } from "../../range/range-of.ts";
import { type Fix, type Miss, miss, type RepairRule } from "../../rule.ts";

const ranges: Partial<Record<ElementType, readonly [number, number]>> = {
	uint8: [0, 255],
	int8: [-128, 127],
	uint16: [0, 65_535],
	int16: [-32_768, 32_767],
	uint32: [0, 2 ** 32 - 1],
};

export const widenIntegers: RepairRule = {
	name: "widen-integers",
	title: "Cast to INT32 in place of a narrower type",
	kind: "exact",
	operators: ["Cast"],
	codes: ["tensorrt/unsupported-type"],
	match(site, node) {
		const found = widened(site, node);
		if ("miss" in found) return found;
		const type = elementAt(site, node.outputs[0]);
		const [low, high] = (type && ranges[type]) ?? [0, 0];
		const range = rangeOf(site, node.inputs[0] ?? "");
		const isWithin = range.low >= low && range.high <= Math.min(high, 2 ** 31 - 1);
		return isWithin ? found : miss("What it casts may be beyond the narrower type, and would wrap around there.");
	},
};

export const widenIntegersIfInRange: RepairRule = {
	name: "widen-integers-if-in-range",
	title: "Cast to INT32 in place of a narrower type, if nothing is beyond it",
	kind: "assumes",
	operators: ["Cast"],
	codes: ["tensorrt/unsupported-type"],
	match(site, node) {
		const found = widened(site, node);
		const type = elementAt(site, node.outputs[0]);
		if ("miss" in found) return found;
		return { ...found, assumption: `All that ${told(node)} casts fits ${type?.toUpperCase()}.` };
	},
};

/** The Cast and all behind it that only hands its integers on, up to where they are cast again. */
function widened(site: Site, node: Node): Fix | Miss {
	const type = elementAt(site, node.outputs[0]);
	if (!type || !isInteger(type) || !ranges[type]) return miss("It casts to no narrower type of integers.");
	const values = handedOnBehind(site, node.outputs[0] ?? "", type);
	if (typeof values === "string") return miss(values);
	const where = site.address ? { in: site.address } : {};
	const edits: Edit[] = [
		{ do: "set-attribute", node: addressOfNode(node), attribute: `to = ${dataTypeOf("int32")}`, ...where },
		{ do: "set-types", types: Object.fromEntries(values.map((value) => [value, null])), ...where },
	];
	return { nodes: [node], sentence: `${told(node)} casts to INT32, which holds every ${type.toUpperCase()}.`, edits };
}
