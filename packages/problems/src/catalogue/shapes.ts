import { count } from "./words.ts";

/** A size: a number, or the text of an expression. */
type Size = number | string;

const size = (one: Size) => (typeof one === "number" ? count(one) : one);
const shape = (sizes: readonly Size[]) => `[${sizes.join(", ")}]`;

/** What contradicts itself in the shapes and types of a model. Each stands at the node that meets it, and inference goes on. */
export const shapeProblems = {
	"shape/broadcast": {
		severity: "error",
		sentence: ({ axis, left, right }: { axis: number; left: Size; right: Size }) =>
			`Axis ${axis} is ${size(left)} on one side and ${size(right)} on the other.`,
		remedy: "Broadcasting needs equal sizes, or a 1.",
	},
	"shape/axis": {
		severity: "error",
		sentence: ({ axis, rank }: { axis: number; rank: number }) =>
			`It works on axis ${axis}, and the tensor has ${count(rank)} ${rank === 1 ? "axis" : "axes"}.`,
		remedy: ({ rank }: { rank: number }) => `An axis must lie from ${-rank} to ${rank - 1}.`,
	},
	"shape/repeated-axis": {
		severity: "error",
		sentence: ({ axes }: { axes: readonly number[] }) => `The axes ${shape(axes)} name one axis twice.`,
		remedy: "Name each axis once.",
	},
	"shape/rank": {
		severity: "error",
		sentence: ({ input, wanted, found }: { input: string; wanted: string; found: number }) =>
			`${input} must have ${wanted}; it has rank ${found}.`,
		remedy: "Reshape, Squeeze or Unsqueeze in front of it, or correct the shape that is declared for the input.",
	},
	"shape/attribute-length": {
		severity: "error",
		sentence: ({ attribute, length, wanted }: { attribute: string; length: number; wanted: number }) =>
			`${attribute} has ${count(length)} numbers; this many axes need ${count(wanted)}.`,
		remedy: "One number for each spatial axis; pads need two.",
	},
	"shape/channels": {
		severity: "error",
		sentence: ({ channels, wanted, group }: { channels: number; wanted: number; group: number }) =>
			`The input has ${count(channels)} channels; the weights, with group ${group}, are for ${count(wanted)}.`,
		remedy: "Check which tensor comes in here, and the attribute group.",
	},
	"shape/inner": {
		severity: "error",
		sentence: ({ left, right }: { left: number; right: number }) =>
			`The left matrix has ${count(left)} columns and the right one ${count(right)} rows.`,
		remedy: "A product needs these to be equal. Perhaps a Transpose is missing.",
	},
	"shape/square": {
		severity: "error",
		sentence: ({ rows, columns }: { rows: Size; columns: Size }) =>
			`The matrix has ${size(rows)} rows and ${size(columns)} columns.`,
		remedy: "It must be square.",
	},
	"shape/einsum": {
		severity: "error",
		sentence: ({ term, rank }: { term: string; rank: number }) =>
			`The equation's term "${term}" does not fit an input of rank ${rank}.`,
		remedy: "One letter for each axis, or ... for several.",
	},
	"shape/reshape": {
		severity: "error",
		sentence: (facts: { from: readonly Size[]; to: readonly Size[]; left: number; right: number }) =>
			`${shape(facts.from)} has ${count(facts.left)} elements, and ${shape(facts.to)} can't hold them: its sizes make ${count(facts.right)}.`,
		remedy: "The shape was probably baked in for another input size. See where its numbers come from.",
	},
	"shape/reshape-zero": {
		severity: "error",
		sentence: ({ axis, rank }: { axis: number; rank: number }) =>
			`The shape keeps the size of axis ${axis} by a 0, and the input has rank ${rank}.`,
		remedy: "Write a number there, or set allowzero where a size of 0 is meant.",
	},
	"shape/permutation": {
		severity: "error",
		sentence: ({ order, rank }: { order: readonly number[]; rank: number }) =>
			`perm is ${shape(order)}, and the tensor has rank ${rank}.`,
		remedy: "perm must name each axis once, counted from 0.",
	},
	"shape/squeeze": {
		severity: "error",
		sentence: ({ axis, size: found }: { axis: number; size: number }) => `Axis ${axis} has the size ${count(found)}.`,
		remedy: "Only an axis of size 1 can be squeezed away.",
	},
	"shape/concat": {
		severity: "error",
		sentence: ({ axis, left, right }: { axis: number; left: Size; right: Size }) =>
			`Axis ${axis} is ${size(left)} in one input and ${size(right)} in another.`,
		remedy: "Concat needs equal sizes on every axis but its own.",
	},
	"shape/concat-rank": {
		severity: "error",
		sentence: ({ left, right }: { left: number; right: number }) =>
			`One input has rank ${left} and another rank ${right}.`,
		remedy: "Concat needs inputs of one rank.",
	},
	"shape/split": {
		severity: "error",
		sentence: ({ whole, total }: { whole: number; total: Size }) =>
			`The axis has the size ${count(whole)}, and the parts add up to ${size(total)}.`,
		remedy: "Make the parts add up, or leave split out for equal ones.",
	},
	"shape/gather-nd": {
		severity: "error",
		sentence: ({ depth, rank }: { depth: number; rank: number }) =>
			`The indices reach ${count(depth)} axes deep, and the data has rank ${rank}.`,
		remedy: "The last axis of the indices may not be longer than the data has axes.",
	},
	"shape/tile": {
		severity: "error",
		sentence: ({ repeats, rank }: { repeats: number; rank: number }) =>
			`There are ${count(repeats)} repeats for a tensor of rank ${rank}.`,
		remedy: "Give one for each axis.",
	},
	"shape/slice": {
		severity: "error",
		sentence: (facts: { list: string; length: number; other: string; otherLength: number }) =>
			`${facts.list} has ${count(facts.length)} numbers and ${facts.other} ${count(facts.otherLength)}.`,
		remedy: "Slice wants as many starts, ends, axes and steps: one of each for every axis that it cuts.",
	},
	"shape/pads": {
		severity: "error",
		sentence: ({ pads, axes }: { pads: number; axes: number }) =>
			`There are ${count(pads)} pads for ${count(axes)} ${axes === 1 ? "axis" : "axes"}.`,
		remedy: "Give two for each axis: first all in front, then all behind.",
	},
	"shape/resize": {
		severity: "error",
		sentence: ({ given, wanted }: { given: number; wanted: number }) =>
			`There are ${count(given)} sizes or scales for ${count(wanted)} ${wanted === 1 ? "axis" : "axes"}.`,
		remedy: "Give one for each axis that is resized.",
	},
	"shape/top-k": {
		severity: "error",
		sentence: ({ count: wanted, size: found }: { count: number; size: number }) =>
			`The top ${count(wanted)} are asked for, of only ${count(found)}.`,
		remedy: "Lower k, or take the smaller of k and the size.",
	},
	"shape/scan": {
		severity: "error",
		sentence: ({ left, right }: { left: number; right: number }) =>
			`One scanned input has ${count(left)} steps and another ${count(right)}.`,
		remedy: "All scanned inputs must have as many.",
	},
	"shape/negative": {
		severity: "error",
		sentence: ({ axis, size: found }: { axis: number; size: number }) => `Axis ${axis} would have the size ${found}.`,
		remedy: "The input is too small for this kernel, crop or padding, or a size was baked in for a larger one.",
	},
	"shape/branches": {
		severity: "error",
		sentence: ({ output, left, right }: { output: number; left: string; right: string }) =>
			`Output ${output} is ${left} in one branch and ${right} in the other.`,
		remedy: "Both branches must give the same type: cast one of them.",
	},
	"shape/types": {
		severity: "error",
		sentence: ({ input, left, right }: { input: string; left: string; right: string }) =>
			`${input} is ${right}, and another input that must have the same type is ${left}.`,
		remedy: "Cast one of them.",
	},
	"shape/declared": {
		severity: "warning",
		sentence: ({ value, declared, inferred }: { value: string; declared: string; inferred: string }) =>
			`The file says that ${value} is ${declared}; by its inputs it is ${inferred}.`,
		remedy: "What follows from the inputs is believed. Remove what the file declares, or see which input is wrong.",
	},
	"shape/failed": {
		severity: "warning",
		sentence: ({ reason }: { reason: string }) => `Suture failed to infer this node's outputs: ${reason}`,
		remedy: "This is a fault of Suture, not of the model. Everything else goes on; please report it.",
	},
	"shape/bad-size": {
		severity: "error",
		sentence: ({ text, reason }: { text: string; reason: string }) => `"${text}" is no size of an input: ${reason}.`,
		remedy: "Write the input's name and its sizes, as in x=1x3x224x224. A ? leaves a size as the model has it.",
	},
	"shape/no-such-input": {
		severity: "error",
		sentence: ({ input, inputs }: { input: string; inputs: readonly string[] }) =>
			`There is no input ${input}. The model has ${inputs.slice(0, 10).join(", ")}${inputs.length > 10 ? ", …" : ""}.`,
		remedy: "Check the name.",
	},
	"shape/input-size": {
		severity: "error",
		sentence: ({ input, axis, declared, given }: { input: string; axis: number; declared: Size; given: Size }) =>
			`The model fixes axis ${axis} of ${input} at ${size(declared)}; ${size(given)} was asked for.`,
		remedy: "Export the model with a dynamic axis there, or ask for the size that it has. What was asked for is tried.",
	},
	"shape/input-rank": {
		severity: "error",
		sentence: ({ input, declared, given }: { input: string; declared: number; given: number }) =>
			`${input} has rank ${declared}; ${count(given)} ${given === 1 ? "size was" : "sizes were"} given.`,
		remedy: "Give one size for each axis.",
	},
	"shape/symbol": {
		severity: "error",
		sentence: ({ symbol, left, right }: { symbol: string; left: Size; right: Size }) =>
			`${symbol} would be ${size(left)} in one input and ${size(right)} in another.`,
		remedy: "The model gives both axes one name, so they must have one size.",
	},
} as const;
