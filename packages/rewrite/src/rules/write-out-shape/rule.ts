import type { Node } from "@suture/graph";
import { isAtLeast, isExpression, type Shape, sameDimension } from "@suture/ops";
import type { Rule } from "../../finding.ts";
import { integerOf } from "../../match/attributes.ts";
import { told } from "../../match/forward.ts";
import { replacement } from "../../match/replacement.ts";
import { elementAt, factAt, numbersAt, type Site, shapeAt, tensorAt } from "../../match/site.ts";

/** Where each operator takes sizes, and how they are written without calculating them. */
const rows: Readonly<
	Record<string, { readonly input: number; readonly write: (site: Site, node: Node) => readonly number[] | undefined }>
> = {
	Reshape: { input: 1, write: reshapeSizes },
	Expand: { input: 1, write: expandSizes },
	Slice: { input: 2, write: sliceEnds },
};

export const writeOutShape: Rule = {
	name: "write-out-shape",
	title: "Write sizes out instead of calculating them",
	level: "exact",
	operators: Object.keys(rows),
	match(site, node) {
		const row = rows[node.opType];
		const value = node.inputs[row?.input ?? 0];
		// Up to opset 4 Reshape had its shape as an attribute; constants are written out already.
		if (!row || !value || tensorAt(site, value) || numbersAt(site, value)) return undefined;
		const sizes = row.write(site, node);
		if (!sizes) return undefined;
		const element = elementAt(site, value) ?? "int64";
		const limit = element === "int32" ? 2 ** 31 - 1 : toTheEnd;
		const literal = { type: element, dims: [sizes.length], values: sizes.map((size) => Math.min(size, limit)) };
		const name = "%sizes";
		const inputs = node.inputs.map((one, i) => (i === row.input ? name : one));
		const { name: own, opType, outputs, attributes } = node;
		return {
			nodes: [node],
			sentence: `${told(node)} needs no calculated sizes: [${sizes.join(", ")}] says the same for all sizes of the inputs.`,
			edits: [replacement(site, [node], [{ name: own, opType, inputs, outputs, attributes }], { [name]: literal })],
		};
	},
};

function reshapeSizes(site: Site, node: Node): readonly number[] | undefined {
	if (integerOf(site, node, "allowzero") === 1) return undefined;
	return sizesForReshape(shapeAt(site, node.inputs[0]), shapeAt(site, node.outputs[0]));
}

/** What Reshape must be told to make one shape of another: 0 keeps the size of the same axis, and one -1 takes what is left. */
export function sizesForReshape(from: Shape | undefined, to: Shape | undefined): readonly number[] | undefined {
	if (!to) return undefined;
	const sizes = to.map((size, axis) => {
		if (typeof size === "number") return size;
		return from && sameDimension(size, from[axis]) ? 0 : -1;
	});
	const open = sizes.indexOf(-1);
	// A size of 0 can't be written as 0, and beside one nobody can tell what is left.
	if (to.includes(0) || open !== sizes.lastIndexOf(-1)) return undefined;
	const isTold = open === -1 || to.every((size, axis) => axis === open || isAtLeast(size, 1));
	return isTold ? sizes : undefined;
}

/** Expand keeps the size of an axis where it is told 1. */
function expandSizes(site: Site, { inputs, outputs }: Node): readonly number[] | undefined {
	const from = shapeAt(site, inputs[0]);
	const to = shapeAt(site, outputs[0]);
	if (!from || !to) return undefined;
	const sizes = to.map((size, axis) => {
		if (sameDimension(size, from[axis - (to.length - from.length)])) return 1;
		return typeof size === "number" ? size : undefined;
	});
	return sizes.every((size) => size !== undefined) ? sizes : undefined;
}

const toTheEnd = Number.MAX_SAFE_INTEGER;

/** An end at or behind the size of its axis is as good as any other. */
function sliceEnds(site: Site, { inputs }: Node): readonly number[] | undefined {
	const [data, , ends, axes, steps] = inputs;
	const shape = shapeAt(site, data);
	const given = factAt(site, ends).value;
	const on = axes ? numbersAt(site, axes) : given?.map((_, i) => i);
	if (!shape || !given || !on || (steps && !numbersAt(site, steps)?.every((step) => step > 0))) return undefined;
	const sizes = given.map((end, i) => {
		if (typeof end === "number") return end;
		const size = shape.at(on[i] ?? 0);
		return isExpression(end) && size !== undefined && isAtLeast(end, size) ? toTheEnd : undefined;
	});
	return sizes.every((size) => size !== undefined) ? sizes : undefined;
}
