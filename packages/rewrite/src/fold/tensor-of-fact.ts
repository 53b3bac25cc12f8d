import type { TensorLiteral } from "@suture/graph";
import { newMessage, type TensorProto, tensorTypeNamed } from "@suture/onnx";
import { type Fact, isTensor } from "@suture/ops";

/** A tensor of whole numbers or truth values, all of which are known. */
export function tensorOfFact(name: string, fact: Fact): TensorProto {
	const { type, dims, values } = literalOfFact(fact);
	const stored = tensorTypeNamed(type);
	const bytes = integerBytes(values, (stored?.bits ?? 64) / 8);
	return newMessage("TensorProto", {
		name,
		dims,
		...(stored ? { dataType: stored.dataType } : {}),
		rawData: { at: "memory", bytes },
	});
}

function integerBytes(values: readonly number[], width: number): Uint8Array {
	const bytes = new Uint8Array(values.length * width);
	values.forEach((value, i) => {
		let rest = BigInt(value);
		for (let byte = 0; byte < width; byte++, rest >>= 8n) bytes[i * width + byte] = Number(rest & 255n);
	});
	return bytes;
}

/** The same as an edit has it. */
export function literalOfFact({ type, value }: Fact): {
	type: string;
	dims: readonly number[];
	values: readonly number[];
} {
	const tensor = isTensor(type) ? type : undefined;
	// planFolding takes only facts whose sizes and elements are numbers.
	return {
		type: tensor?.element ?? "int64",
		dims: (tensor?.shape ?? []) as readonly number[],
		values: (value ?? []) as readonly number[],
	};
}

/** In an edit, truth values are true and false. */
export function tensorLiteralOfFact(fact: Fact): TensorLiteral {
	const { type, dims, values } = literalOfFact(fact);
	return { type, dims: [...dims], values: type === "bool" ? values.map((one) => one !== 0) : [...values] };
}
