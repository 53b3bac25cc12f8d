import { type Problem, problem } from "@suture/problems";
import { externalPayloadOf, isExternal } from "./external-data.ts";
import { type Payload, payloadByteLength, readPayload } from "./payload.ts";
import type { TensorProto } from "./schema.gen.ts";
import { elementCount, rawByteLength, type TensorType, tensorType } from "./tensor-type.ts";
import { decodeVarints } from "./varints.ts";

/** Where a tensor's numbers are: in raw form, or in one of the typed fields. Undefined when it holds none that we know of:
 *  an empty tensor, strings, or external data that was not found. */
export interface TensorContents {
	readonly payload: Payload;
	/** Raw: little-endian elements. Otherwise the encoding of the typed field. */
	readonly encoding: "raw" | TensorType["field"];
}

export function contentsOf(tensor: TensorProto): TensorContents | undefined {
	if (isExternal(tensor)) {
		const payload = externalPayloadOf(tensor);
		return payload && { payload, encoding: "raw" };
	}
	if (tensor.rawData) return { payload: tensor.rawData, encoding: "raw" };
	const field = tensorType(tensor.dataType)?.field;
	if (field === undefined || field === "stringData") return undefined;
	const payload = tensor[field];
	return payload && { payload, encoding: field };
}

/** Bytes that a tensor takes in its file or data file. */
export function storedByteLength(tensor: TensorProto): number {
	const contents = contentsOf(tensor);
	if (contents) return payloadByteLength(contents.payload);
	return tensor.stringData.reduce((sum, value) => sum + value.length, 0);
}

export type TensorBytes = { readonly bytes: Uint8Array } | { readonly problem: Problem };

/** The elements as raw_data would hold them: row-major, little-endian, small types packed. Reads the source when it must.
 *  Gives a problem when shape, type and contents do not fit, so nothing is ever allocated by a shape alone.
 *  Rejects with SutureError when the source fails. */
export async function tensorBytes(tensor: TensorProto): Promise<TensorBytes> {
	const contents = contentsOf(tensor);
	return bytesFrom(tensor, contents, contents ? await readPayload(contents.payload) : new Uint8Array(0));
}

/** The same for a tensor whose contents are in memory, as all up to `smallPayloadBytes` are; undefined for others. */
export function tensorBytesInMemory(tensor: TensorProto): TensorBytes | undefined {
	const contents = contentsOf(tensor);
	if (contents === undefined) return bytesFrom(tensor, contents, new Uint8Array(0));
	return contents.payload.at === "memory" ? bytesFrom(tensor, contents, contents.payload.bytes) : undefined;
}

function bytesFrom(tensor: TensorProto, contents: TensorContents | undefined, encoded: Uint8Array): TensorBytes {
	const name = tensor.name ?? "";
	const place = { value: name };
	const type = tensorType(tensor.dataType);
	if (!type) return { problem: problem("onnx/tensor-type", { tensor: name, dataType: tensor.dataType ?? 0 }, place) };
	if (type.bits === 0)
		return { problem: problem("onnx/tensor-data", { tensor: name, reason: "they are strings" }, place) };
	if (contents === undefined && isExternal(tensor)) {
		return { problem: problem("onnx/tensor-data", { tensor: name, reason: "their file was not found" }, place) };
	}
	const expected = rawByteLength(type, elementCount(tensor.dims));
	const bytes = contents === undefined || contents.encoding === "raw" ? encoded : rawFromField(type, encoded, expected);
	if (bytes === undefined) {
		return { problem: problem("onnx/tensor-data", { tensor: name, reason: "their encoding is damaged" }, place) };
	}
	if (bytes.length !== expected) {
		return { problem: problem("onnx/tensor-size", { tensor: name, expected, found: bytes.length }, place) };
	}
	return { bytes };
}

/** What raw_data would be for the contents of a typed field; undefined when they can't be decoded. */
function rawFromField(type: TensorType, encoded: Uint8Array, expected: number): Uint8Array | undefined {
	if (type.field === "floatData" || type.field === "doubleData") return encoded;
	// Below a byte the field holds packed bytes, except for the six-bit types, which have an entry an element.
	const entryBytes = Math.max(1, type.bits / 8);
	if (type.bits === 6) return packSixBits(decodeVarints(encoded, 1, Math.floor((expected * 4) / 3) + 3), expected);
	return decodeVarints(encoded, entryBytes, expected / entryBytes);
}

function packSixBits(entries: Uint8Array | undefined, byteLength: number): Uint8Array | undefined {
	if (!entries) return undefined;
	const packed = new Uint8Array(byteLength);
	entries.forEach((entry, i) => {
		const bit = i * 6;
		const shifted = (entry & 63) << (bit % 8);
		packed[bit >> 3] = (packed[bit >> 3] ?? 0) | (shifted & 255);
		if (shifted > 255 && (bit >> 3) + 1 < byteLength) packed[(bit >> 3) + 1] = shifted >> 8;
	});
	return packed;
}
