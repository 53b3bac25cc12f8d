import type { TypeProto } from "@suture/onnx";

/** Whether no value can be of both types: other elements, another rank, another number at an axis. What is not said fits all.
 *  Of sequences, maps and optionals only the kind is compared. */
export function typesDiffer(one: TypeProto, other: TypeProto): boolean {
	const [a, b] = [one.tensorType, other.tensorType];
	if (!a || !b) return kindOf(one) !== kindOf(other);
	if (a.elemType && b.elemType && a.elemType !== b.elemType) return true;
	if (!a.shape || !b.shape) return false;
	const others = b.shape.dim;
	if (a.shape.dim.length !== others.length) return true;
	return a.shape.dim.some(({ dimValue }, axis) => {
		const there = others[axis]?.dimValue;
		return dimValue !== undefined && there !== undefined && dimValue !== there;
	});
}

function kindOf(type: TypeProto): string | undefined {
	return Object.entries(type).find(([field, value]) => field.endsWith("Type") && value !== undefined)?.[0];
}
