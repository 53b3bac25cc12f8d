import { text } from "../call/attributes.ts";
import type { Call, PartialShape, ShapeFunction } from "../call/call.ts";
import { shapeOf } from "../call/inputs.ts";
import { tensor } from "../call/outputs.ts";
import type { Dimension } from "../dimension/expression.ts";
import type { Shape } from "../fact/value-type.ts";
import { broadcastShapes, broadcastSize } from "./broadcast.ts";

/** Einsum: each letter of the equation is an axis; "..." are axes that broadcast. Without an arrow the result has the
 *  letters that occur once, in alphabetical order. */
export const einsum: ShapeFunction = (call) => {
	const equation = (text(call, "equation") ?? "").replaceAll(/\s/g, "");
	const [terms = "", written] = equation.split("->");
	const operands = terms.split(",");
	if (operands.length !== call.inputs.length) return [tensor()];
	const letters = new Map<string, Dimension | undefined>();
	const dots: (Shape | undefined)[] = [];
	operands.forEach((operand, input) => readOperand(call, operand, shapeOf(call, input), letters, dots));
	const middle = dots.length === 0 ? [] : broadcastShapes(call, dots);
	return [tensor(resultShape(written ?? impliedResult(terms), letters, middle))];
};

function readOperand(
	call: Call,
	operand: string,
	shape: Shape | undefined,
	letters: Map<string, Dimension | undefined>,
	dots: (Shape | undefined)[],
): void {
	const [before = "", after] = operand.split("...");
	const named = before.length + (after?.length ?? 0);
	if (after !== undefined) dots.push(shape?.slice(before.length, shape.length - after.length));
	if (shape && (after === undefined ? shape.length !== named : shape.length < named)) {
		call.report("shape/einsum", { term: operand, rank: shape.length });
		return;
	}
	[...before].forEach((letter, axis) => meet(letters, letter, shape?.[axis]));
	[...(after ?? "")].forEach((letter, i) => meet(letters, letter, shape?.at(i - (after?.length ?? 0))));
}

function meet(letters: Map<string, Dimension | undefined>, letter: string, size: Dimension | undefined): void {
	const known = letters.get(letter);
	if (known === undefined || size === undefined) letters.set(letter, known ?? size);
	else {
		const both = broadcastSize(known, size);
		letters.set(letter, both === "contradiction" ? known : both);
	}
}

function resultShape(
	result: string,
	letters: ReadonlyMap<string, Dimension | undefined>,
	dots: PartialShape | undefined,
): PartialShape | undefined {
	const [before = "", after] = result.split("...");
	const sizes = (text: string) => [...text].map((letter) => letters.get(letter));
	if (after === undefined) return sizes(before);
	return dots && [...sizes(before), ...dots, ...sizes(after)];
}

function impliedResult(terms: string): string {
	const letters = [...terms.replaceAll(/[.,]/g, "")];
	const once = letters.filter((letter) => letters.indexOf(letter) === letters.lastIndexOf(letter));
	return (terms.includes("...") ? "..." : "") + once.sort().join("");
}
