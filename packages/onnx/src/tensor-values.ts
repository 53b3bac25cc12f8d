import { smallFloatTable } from "./small-floats.ts";
import type { TensorType } from "./tensor-type.ts";

/** Elements as JavaScript can hold them exactly. int64 and uint64 are bigints; floats below 32 bits are widened; bool is 0
 *  or 1; a complex element is two entries, real part first. */
export type TensorValues =
	| Float32Array
	| Float64Array
	| Int8Array
	| Uint8Array
	| Int16Array
	| Uint16Array
	| Int32Array
	| Uint32Array
	| BigInt64Array
	| BigUint64Array;

/** Decodes `elements` elements of raw_data. Strings have none. */
export function tensorValues(type: TensorType, raw: Uint8Array, elements: number): TensorValues {
	const table = smallFloatTable(type.name);
	if (table) return widen(table, codes(type.bits, raw, elements));
	switch (type.name) {
		case "FLOAT":
		case "COMPLEX64":
			return new Float32Array(aligned(raw));
		case "DOUBLE":
		case "COMPLEX128":
			return new Float64Array(aligned(raw));
		case "INT8":
			return new Int8Array(aligned(raw));
		case "INT16":
			return new Int16Array(aligned(raw));
		case "UINT16":
			return new Uint16Array(aligned(raw));
		case "INT32":
			return new Int32Array(aligned(raw));
		case "UINT32":
			return new Uint32Array(aligned(raw));
		case "INT64":
			return new BigInt64Array(aligned(raw));
		case "UINT64":
			return new BigUint64Array(aligned(raw));
		case "UINT4":
		case "UINT2":
			return Uint8Array.from(codes(type.bits, raw, elements));
		case "INT4":
		case "INT2": {
			const half = 2 ** (type.bits - 1);
			return Int8Array.from(codes(type.bits, raw, elements), (code) => (code >= half ? code - 2 * half : code));
		}
		default:
			return new Uint8Array(aligned(raw));
	}
}

/** A copy that starts at offset 0, as typed arrays over wider elements need. */
function aligned(raw: Uint8Array): ArrayBuffer {
	// Uint8Array's own slice, since a Buffer's does not copy; it makes an ArrayBuffer of just these bytes.
	return Uint8Array.prototype.slice.call(raw).buffer as ArrayBuffer;
}

/** The bits of each element as an unsigned number. Elements below a byte follow each other from the lowest bit. */
function codes(bits: number, raw: Uint8Array, elements: number): Uint8Array | Uint16Array {
	if (bits === 16) return new Uint16Array(aligned(raw));
	if (bits === 8) return raw;
	const mask = 2 ** bits - 1;
	return Uint8Array.from({ length: elements }, (_, i) => {
		const bit = i * bits;
		const pair = (raw[bit >> 3] ?? 0) | ((raw[(bit >> 3) + 1] ?? 0) << 8);
		return (pair >> (bit & 7)) & mask;
	});
}

function widen(table: Float32Array, elementCodes: Uint8Array | Uint16Array): Float32Array {
	const values = new Float32Array(elementCodes.length);
	for (let i = 0; i < values.length; i++) values[i] = table[elementCodes[i] ?? 0] ?? Number.NaN;
	return values;
}
