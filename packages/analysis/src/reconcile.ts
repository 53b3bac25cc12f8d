import {
	type Dimension,
	type Fact,
	isTensor,
	type Shape,
	sameDimension,
	symbolOf,
	type TensorValueType,
	tensorOf,
	textOfType,
	type ValueType,
} from "@suture/ops";

/** What inference and the file say together about a value. */
export interface Reconciled {
	readonly fact: Fact;
	/** Both sides as text, when they can't both be right. */
	readonly contradiction?: { readonly declared: string; readonly inferred: string };
}

/** Inference is believed; what it does not know the file may tell. `isOwnName` says whether a symbol is only the name that
 *  this very value's unknown size was given. */
export function reconcile(inferred: Fact, declared: ValueType, isOwnName: (name: string) => boolean): Reconciled {
	const { type } = inferred;
	if (type === undefined) return { fact: { ...inferred, type: declared } };
	if (!isTensor(type) || !isTensor(declared)) {
		return type.kind === declared.kind ? { fact: fuller(inferred, declared) } : contradiction(inferred, declared);
	}
	const element = type.element ?? declared.element;
	const isOtherElement = declared.element !== undefined && element !== declared.element;
	const shape = reconcileShapes(type.shape, declared.shape, isOwnName);
	if (isOtherElement || shape === "contradiction") return contradiction(inferred, declared);
	if (element === type.element && shape === type.shape) return { fact: inferred };
	const whole: TensorValueType = { ...tensorOf(element, shape), kind: type.kind };
	return { fact: { ...inferred, type: whole } };
}

function contradiction(inferred: Fact, declared: ValueType): Reconciled {
	return {
		fact: inferred,
		contradiction: { declared: textOfType(declared), inferred: textOfType(inferred.type) },
	};
}

/** Of two sequences, optionals or maps the one whose contents are known. */
function fuller(inferred: Fact, declared: ValueType): Fact {
	const { type } = inferred;
	const isEmpty = (type?.kind === "sequence" || type?.kind === "optional") && type.of === undefined;
	return isEmpty ? { ...inferred, type: declared } : inferred;
}

function reconcileShapes(
	inferred: Shape | undefined,
	declared: Shape | undefined,
	isOwnName: (name: string) => boolean,
): Shape | "contradiction" | undefined {
	if (inferred === undefined || declared === undefined) return inferred ?? declared;
	if (inferred.length !== declared.length) return "contradiction";
	let result: Dimension[] | undefined;
	for (const [axis, size] of inferred.entries()) {
		const other = declared[axis] ?? size;
		if (sameDimension(size, other)) continue;
		if (typeof size === "number" && typeof other === "number") return "contradiction";
		const name = symbolOf(size)?.name;
		if (name === undefined || !isOwnName(name)) continue;
		result ??= [...inferred];
		result[axis] = other;
	}
	return result ?? inferred;
}
