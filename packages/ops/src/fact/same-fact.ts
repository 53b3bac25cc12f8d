import { sameDimension } from "../dimension/expression.ts";
import { type Elements, sameElement } from "./element.ts";
import type { Fact } from "./fact.ts";
import type { Shape, ValueType } from "./value-type.ts";

/** Whether two facts say the same. */
export function sameFact(left: Fact | undefined, right: Fact | undefined): boolean {
	if (left === right) return true;
	return sameType(left?.type, right?.type) && sameElements(left?.value, right?.value);
}

export function sameType(left: ValueType | undefined, right: ValueType | undefined): boolean {
	if (left === right) return true;
	if (left === undefined || right === undefined || left.kind !== right.kind) return false;
	switch (left.kind) {
		case "tensor":
		case "sparse-tensor":
			// One kind on both sides, as asked above; the casts below say so to TypeScript.
			return left.element === (right as typeof left).element && sameShape(left.shape, (right as typeof left).shape);
		case "sequence":
			return left.isEmpty === (right as typeof left).isEmpty && sameType(left.of, (right as typeof left).of);
		case "optional":
			return sameType(left.of, (right as typeof left).of);
		case "map":
			return left.key === (right as typeof left).key && sameType(left.value, (right as typeof left).value);
		case "opaque":
			return left.domain === (right as typeof left).domain && left.name === (right as typeof left).name;
	}
}

export function sameShape(left: Shape | undefined, right: Shape | undefined): boolean {
	if (left === right) return true;
	if (left === undefined || right === undefined || left.length !== right.length) return false;
	return left.every((one, i) => sameDimension(one, right[i]));
}

function sameElements(left: Elements | undefined, right: Elements | undefined): boolean {
	if (left === right) return true;
	if (left === undefined || right === undefined || left.length !== right.length) return false;
	return left.every((one, i) => sameElement(one, right[i]));
}
