import { type Dimension, type Expression, sameDimension } from "../dimension/expression.ts";
import { type Elements, sameElement } from "./element.ts";
import type { Fact } from "./fact.ts";
import { isTensor, type Shape, type TensorValueType, type ValueType } from "./value-type.ts";

/** The size that stands for two different ones. */
export type FreshSize = (axis: number, left: Dimension, right: Dimension) => Expression;

/** What holds of a value that is one of two: of the result of If, of a state that a loop changes. Undefined where the two
 *  have nothing in common. */
export function mergeTypes(
	left: ValueType | undefined,
	right: ValueType | undefined,
	fresh: FreshSize,
): ValueType | undefined {
	if (left === undefined || right === undefined || left === right) return left === right ? left : undefined;
	if (isTensor(left) && isTensor(right) && left.kind === right.kind) return mergeTensors(left, right, fresh);
	if (left.kind === "sequence" && right.kind === "sequence") {
		if (left.isEmpty || right.isEmpty) return left.isEmpty ? right : left;
		return { kind: "sequence", of: mergeTypes(left.of, right.of, fresh) };
	}
	if (left.kind === "optional" && right.kind === "optional")
		return { kind: "optional", of: mergeTypes(left.of, right.of, fresh) };
	if (left.kind === "map" && right.kind === "map" && left.key === right.key)
		return { kind: "map", key: left.key, value: mergeTypes(left.value, right.value, fresh) };
	if (left.kind === "opaque" && right.kind === "opaque" && left.name === right.name && left.domain === right.domain)
		return left;
	return undefined;
}

function mergeTensors(left: TensorValueType, right: TensorValueType, fresh: FreshSize): ValueType {
	return {
		kind: left.kind,
		element: left.element === right.element ? left.element : undefined,
		shape: mergeShapes(left.shape, right.shape, fresh),
	};
}

function mergeShapes(left: Shape | undefined, right: Shape | undefined, fresh: FreshSize): Shape | undefined {
	if (left === undefined || right === undefined || left.length !== right.length) return undefined;
	return left.map((size, axis) => {
		const other = right[axis] ?? size; // the same length: there is one
		return sameDimension(size, other) ? size : fresh(axis, size, other);
	});
}

/** The same for a fact: elements in which the two differ are unknown. */
export function mergeFacts(left: Fact, right: Fact, fresh: FreshSize): Fact {
	const type = mergeTypes(left.type, right.type, fresh);
	const value = mergeElements(left.value, right.value);
	return { type, ...(value === undefined ? {} : { value }) };
}

function mergeElements(left: Elements | undefined, right: Elements | undefined): Elements | undefined {
	if (left === undefined || right === undefined || left.length !== right.length) return undefined;
	const merged = left.map((one, i) => (sameElement(one, right[i]) ? one : undefined));
	return merged.some((one) => one !== undefined) ? merged : undefined;
}
