import type { Call } from "../call/call.ts";
import { isTensor, type TensorValueType, type ValueType } from "../fact/value-type.ts";
import type { FormalParameter } from "../operator-schema.ts";

/** The type of each constraint of an operator, such as T, as its inputs decide it. A shape in it means nothing.
 *  Problems: shape/types when two inputs that must share a type do not. */
export function bindTypes(call: Call): ReadonlyMap<string, ValueType> {
	const bound = new Map<string, ValueType>();
	call.inputs.forEach((fact, input) => {
		const parameter = parameterAt(call.schema.inputs, input);
		if (fact?.type === undefined || parameter === undefined || !parameter.homogeneous) return;
		const known = bound.get(parameter.type);
		if (known === undefined) bound.set(parameter.type, fact.type);
		else if (elementsDiffer(known, fact.type)) {
			call.report("shape/types", {
				input: parameter.name,
				left: known.element ?? "unknown",
				right: isTensor(fact.type) ? (fact.type.element ?? "unknown") : "unknown",
			});
		}
	});
	return bound;
}

/** The formal parameter of a position; a variadic one takes all that follow. */
export function parameterAt(parameters: readonly FormalParameter[], position: number): FormalParameter | undefined {
	const last = parameters.at(-1);
	return parameters[position] ?? (last?.option === "variadic" ? last : undefined);
}

function elementsDiffer(left: ValueType, right: ValueType): left is TensorValueType {
	return isTensor(left) && isTensor(right) && bothKnown(left, right) && left.element !== right.element;
}

function bothKnown(left: TensorValueType, right: TensorValueType): boolean {
	return left.element !== undefined && right.element !== undefined;
}
