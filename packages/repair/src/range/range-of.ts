import type { Node } from "@suture/graph";
import { greatest, isExpression, least } from "@suture/ops";
import { elementAt, factAt, homeOf, makerOf, numbersAt, type Site, shapeAt } from "@suture/rewrite";

/** Between which numbers all elements of a value lie, both ends in it. */
export interface Range {
	readonly low: number;
	readonly high: number;
}

const anything: Range = { low: -Infinity, high: Infinity };
const deepest = 12;

/** What can be told of a tensor of integers without running the model: from constants, from sizes, from what its nodes do to it,
 *  and from that it chooses rows of a table, which no index outside of it does. */
export function rangeOf(site: Site, value: string, depth = 0): Range {
	const home = homeOf(site, value);
	if (!home || depth > deepest) return anything;
	const element = elementAt(home, value);
	if (element === "bool") return { low: 0, high: 1 };
	return intersection(
		intersection(rangeOfFact(home, value), rangeOfType(element)),
		intersection(rangeOfIndex(home, value, depth), rangeOfMaker(home, value, depth)),
	);
}

function intersection(left: Range, right: Range): Range {
	return { low: Math.max(left.low, right.low), high: Math.min(left.high, right.high) };
}

function union(ranges: readonly Range[]): Range {
	return { low: Math.min(...ranges.map(({ low }) => low)), high: Math.max(...ranges.map(({ high }) => high)) };
}

function rangeOfFact(site: Site, value: string): Range {
	const { value: elements } = factAt(site, value);
	if (!elements || elements.length === 0) return anything;
	return union(
		elements.map((one) => {
			if (typeof one === "number") return { low: one, high: one };
			return isExpression(one) ? { low: least(one), high: greatest(one) } : anything;
		}),
	);
}

function rangeOfType(element: string | undefined): Range {
	const match = /^(u?)int(4|8|16)$/.exec(element ?? "");
	if (!match) return anything;
	const bits = Number(match[2]);
	return match[1] === "u" ? { low: 0, high: 2 ** bits - 1 } : { low: -(2 ** (bits - 1)), high: 2 ** (bits - 1) - 1 };
}

/** A value that Gather takes as indices lies within the table, else the model does not run. */
function rangeOfIndex(site: Site, value: string, depth: number): Range {
	for (const { node, input } of site.index.uses.get(value) ?? []) {
		if (node.domain !== "") continue;
		if (node.opType === "Gather" && input === 1) {
			const axis = Number(node.attributes.find(({ name }) => name === "axis")?.i ?? 0n);
			const size = shapeAt(site, node.inputs[0])?.at(axis);
			if (typeof size === "number") return { low: -size, high: size - 1 };
		}
		if (node.opType === "Cast" && isWhole(elementAt(site, node.outputs[0])) && depth < deepest) {
			const behind = rangeOfIndex(site, node.outputs[0] ?? "", depth + 1);
			if (behind !== anything) return behind;
		}
	}
	return anything;
}

function isWhole(element: string | undefined): boolean {
	return element === "int32" || element === "int64";
}

/** Operators whose output has only elements of some of their inputs. */
const choosing: Readonly<Record<string, readonly number[]>> = {
	Identity: [0],
	Reshape: [0],
	Flatten: [0],
	Squeeze: [0],
	Unsqueeze: [0],
	Transpose: [0],
	Slice: [0],
	Gather: [0],
	GatherElements: [0],
	GatherND: [0],
	Expand: [0],
	Tile: [0],
	Where: [1, 2],
	ReduceMax: [0],
	ReduceMin: [0],
	Split: [0],
};

function rangeOfMaker(site: Site, value: string, depth: number): Range {
	const maker = makerOf(site, value);
	if (maker?.domain !== "") return anything;
	const of = (input: number) => rangeOf(site, maker.inputs[input] ?? "", depth + 1);
	const chosen = choosing[maker.opType];
	if (chosen) return union(chosen.map(of));
	switch (maker.opType) {
		case "Cast":
			// Towards 0.
			return of(0);
		case "Concat":
			return union(maker.inputs.map((_, i) => of(i)));
		case "Shape":
		case "Size":
			return { low: 0, high: Infinity };
		case "ArgMax":
		case "ArgMin":
			return indexAlong(site, maker, 0);
		case "TopK":
			return value === maker.outputs[1] ? indexAlong(site, maker, -1) : of(0);
		case "Add":
			return { low: of(0).low + of(1).low, high: of(0).high + of(1).high };
		case "Sub":
			return { low: of(0).low - of(1).high, high: of(0).high - of(1).low };
		case "Abs":
			return { low: 0, high: Math.max(Math.abs(of(0).low), Math.abs(of(0).high)) };
		case "Clip": {
			const [low = -Infinity] = numbersAt(site, maker.inputs[1]) ?? [];
			const [high = Infinity] = numbersAt(site, maker.inputs[2]) ?? [];
			return intersection(of(0), { low, high });
		}
		case "Round":
			return of(0);
		case "Mod": {
			const [divisor] = numbersAt(site, maker.inputs[1]) ?? [];
			return divisor !== undefined && divisor > 0 ? { low: 0, high: divisor - 1 } : anything;
		}
		default:
			return anything;
	}
}

function indexAlong(site: Site, { inputs, attributes }: Node, otherwise: number): Range {
	const axis = Number(attributes.find(({ name }) => name === "axis")?.i ?? otherwise);
	const size = shapeAt(site, inputs[0])?.at(axis);
	return { low: 0, high: typeof size === "number" ? size - 1 : Infinity };
}
