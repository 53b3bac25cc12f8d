import { elementAttribute, integer } from "../call/attributes.ts";
import type { Call, ShapeFunction } from "../call/call.ts";
import { hasInput, rankOf, shapeOf, sizesOf, typeOf } from "../call/inputs.ts";
import { tensor } from "../call/outputs.ts";
import { mergeTypes } from "../fact/merge.ts";
import { typeFromProto } from "../fact/type-from-proto.ts";
import { isTensor, type Shape, tensorOf, type ValueType } from "../fact/value-type.ts";
import { axisIn } from "./axis.ts";

/** What the elements of a sequence input are. */
function itemsOf(call: Call, input: number): ValueType | undefined {
	const type = typeOf(call, input);
	return type?.kind === "sequence" ? type.of : undefined;
}

function sequence(of: ValueType | undefined): { type: ValueType } {
	return { type: { kind: "sequence", of } };
}

/** SequenceAt: one element. */
export const sequenceAt: ShapeFunction = (call) => [{ type: itemsOf(call, 0) }];

/** SequenceConstruct: what all inputs have in common. */
export const sequenceConstruct: ShapeFunction = (call) => [
	sequence(
		common(
			call,
			call.inputs.map((one) => one?.type),
		),
	),
];

/** SequenceInsert: what the elements and the new one have in common. */
export const sequenceInsert: ShapeFunction = (call) => {
	const type = typeOf(call, 0);
	const isEmpty = type?.kind === "sequence" && type.isEmpty;
	return [sequence(isEmpty ? (typeOf(call, 1) ?? type.of) : common(call, [itemsOf(call, 0), typeOf(call, 1)]))];
};

export const sequenceEmpty: ShapeFunction = (call) => {
	const of = tensorOf(elementAttribute(call, "dtype") ?? "float", undefined);
	return [{ type: { kind: "sequence", of, isEmpty: true } }];
};

/** The type that all have: sizes in which they differ become unknown ones. */
function common(call: Call, types: readonly (ValueType | undefined)[]): ValueType | undefined {
	return types.reduce((left, right) => mergeTypes(left, right, (axis) => call.fresh(0, `.${axis}`)));
}

/** SplitToSequence: without a split each slice alone, its axis kept or not; with one number equal chunks. */
export const splitToSequence: ShapeFunction = (call) => {
	const shape = shapeOf(call, 0);
	const input = typeOf(call, 0);
	const element = isTensor(input) ? input.element : undefined;
	const axis = shape && axisIn(call, integer(call, "axis") ?? 0, shape.length);
	if (shape === undefined || axis === undefined) return [sequence(tensorOf(element, undefined))];
	return [sequence(tensorOf(element, partShape(call, shape, axis)))];
};

function partShape(call: Call, shape: Shape, axis: number): Shape {
	if (!hasInput(call, 1)) return integer(call, "keepdims") === 0 ? shape.toSpliced(axis, 1) : shape.with(axis, 1);
	const sizes = sizesOf(call, 1);
	const [first] = sizes ?? [];
	const isEven = rankOf(call, 1) === 0 && typeof first === "number" && isMultiple(shape[axis], first);
	const isSame = rankOf(call, 1) === 1 && first !== undefined && sizes?.every((size) => size === first);
	return shape.with(axis, (isEven || isSame) && first !== undefined ? first : call.fresh(0, `.${axis}`));
}

function isMultiple(size: unknown, part: number): boolean {
	return typeof size === "number" && size % part === 0;
}

/** ConcatFromSequence: how many there are is not part of a sequence's type, so the axis stays open. */
export const concatFromSequence: ShapeFunction = (call) => {
	const of = itemsOf(call, 0);
	if (!isTensor(of)) return [tensor()];
	const isNew = integer(call, "new_axis") === 1;
	const rank = of.shape && of.shape.length + (isNew ? 1 : 0);
	const axis = rank === undefined ? undefined : axisIn(call, integer(call, "axis") ?? 0, rank);
	if (of.shape === undefined || axis === undefined) return [tensor(undefined, of.element)];
	return [tensor([...of.shape.slice(0, axis), undefined, ...of.shape.slice(isNew ? axis : axis + 1)], of.element)];
};

/** Optional: of what is given, else of the type in the attribute. */
export const optional: ShapeFunction = (call) => [
	{ type: { kind: "optional", of: typeOf(call, 0) ?? typeAttribute(call) } },
];

function typeAttribute(call: Call): ValueType | undefined {
	return typeFromProto(call.attributes.get("type")?.tp, ({ dimValue }, axis) => dimValue ?? call.fresh(0, `.${axis}`));
}

/** OptionalGetElement: what the optional holds; since version 18 anything else as it is. */
export const optionalGetElement: ShapeFunction = (call) => {
	const type = typeOf(call, 0);
	return [{ type: type?.kind === "optional" ? type.of : type }];
};
