import { elementCount, rawByteLength, type TensorType } from "@suture/onnx";

/** What the entries between the braces of a tensor are. onnx.parser puts them into the typed fields of TensorProto as they
 *  stand: so halves and smaller floats are written as their bits, and below a byte an entry is a byte of packed elements,
 *  except for the six-bit types, whose entries are elements. */
export interface Entries {
	readonly of: "float" | "integer";
	/** Bits that an entry fills in raw_data. */
	readonly bits: number;
	/** Whether an entry is written with a sign. Both signs can be read. */
	readonly signed: boolean;
	/** Entries of a tensor with these dimensions. */
	count(dims: readonly number[]): number;
}

export function entriesOf(type: TensorType): Entries {
	if (type.field === "floatData" || type.field === "doubleData") {
		const bits = type.field === "floatData" ? 32 : 64;
		return { of: "float", bits, signed: true, count: (dims) => (elementCount(dims) * type.bits) / bits };
	}
	const packed = type.bits < 8 && type.bits !== 6;
	return {
		of: "integer",
		bits: packed ? 8 : type.bits,
		signed: /^INT(8|16|32|64)$/.test(type.name),
		count: (dims) => (packed ? rawByteLength(type, elementCount(dims)) : elementCount(dims)),
	};
}

/** raw_data of entries, row-major and little-endian. Entries below a byte follow each other from the lowest bit. */
export function packIntegers(entries: readonly bigint[], bits: number): Uint8Array {
	const bytes = new Uint8Array(Math.ceil((entries.length * bits) / 8));
	if (bits === 64) {
		new BigUint64Array(bytes.buffer).set(entries.map((entry) => BigInt.asUintN(64, entry)));
		return bytes;
	}
	const numbers = entries.map(Number);
	if (bits === 32) new Uint32Array(bytes.buffer).set(numbers);
	else if (bits === 16) new Uint16Array(bytes.buffer).set(numbers);
	else if (bits === 8) bytes.set(numbers);
	else {
		numbers.forEach((entry, i) => {
			const bit = i * bits;
			const shifted = (entry & (2 ** bits - 1)) << (bit & 7);
			bytes[bit >> 3] = (bytes[bit >> 3] ?? 0) | (shifted & 255);
			if (shifted > 255) bytes[(bit >> 3) + 1] = shifted >> 8;
		});
	}
	return bytes;
}

/** The first entries in raw_data, without a sign. */
export function unpackIntegers(raw: Uint8Array, bits: number, count: number): readonly (number | bigint)[] {
	const buffer = Uint8Array.from(raw).buffer;
	if (bits === 64) return Array.from(new BigUint64Array(buffer));
	if (bits === 32) return Array.from(new Uint32Array(buffer));
	if (bits === 16) return Array.from(new Uint16Array(buffer));
	if (bits === 8) return Array.from(raw);
	return Array.from({ length: count }, (_, i) => {
		const bit = i * bits;
		const pair = (raw[bit >> 3] ?? 0) | ((raw[(bit >> 3) + 1] ?? 0) << 8);
		return (pair >> (bit & 7)) & (2 ** bits - 1);
	});
}
