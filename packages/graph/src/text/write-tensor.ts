import {
	elementCount,
	isExternal,
	type StringStringEntryProto,
	type TensorProto,
	tensorBytesInMemory,
	tensorType,
} from "@suture/onnx";
import { doubleText, floatText } from "./float-text.ts";
import { leftOutEntries } from "./left-out-weights.ts";
import { note } from "./notes.ts";
import type { Page } from "./page.ts";
import { bytesText, quoted, textOfBytes } from "./quote.ts";
import { type Entries, entriesOf, unpackIntegers } from "./tensor-entries.ts";

/** Tensors up to here are small: shapes, axes, scales, a kernel; their values fit on a line or two. */
const smallElements = 64;

/** A tensor as its type, float[2,3]; undefined for elements that ONNX has no word for. */
export function tensorTypeText({ dataType, dims }: TensorProto): string | undefined {
	const type = tensorType(dataType);
	return type && (dims.length === 0 ? type.text : `${type.text}[${dims.join(",")}]`);
}

/** What stands behind a tensor's type and name: {1, 2}, or where its values are kept, ["location": "weights.bin"].
 *  `where` is what notes call it. */
export function valuesText(tensor: TensorProto, page: Page, where: string): string {
	noteUnwritten(tensor, page, where);
	if (isExternal(tensor) && page.weights === "small" && tensor.externalData.length > 0) {
		return entriesText(tensor.externalData);
	}
	const texts = valueTexts(tensor, page, where);
	return texts ? `{${texts.join(", ")}}` : entriesText(leftOutEntries(tensor));
}

/** Pairs as ONNX writes them: ["location": "weights.bin", "offset": "0"]. */
export function entriesText(entries: readonly StringStringEntryProto[]): string {
	return `[${entries.map(({ key, value }) => `${quoted(key ?? "")}: ${quoted(value ?? "")}`).join(", ")}]`;
}

/** The values one by one; undefined when they are many, not at hand, or do not fit the shape. */
function valueTexts(tensor: TensorProto, page: Page, where: string): string[] | undefined {
	const type = tensorType(tensor.dataType);
	const elements = elementCount(tensor.dims);
	if (!type || (page.weights === "small" && elements > smallElements)) return undefined;
	if (type.bits === 0) {
		if (tensor.stringData.length !== elements) return undefined;
		return tensor.stringData.map((value) => stringText(value, page, where));
	}
	const bytes = page.loaded.get(tensor) ?? bytesInMemory(tensor);
	if (bytes === undefined) return undefined;
	const entries = entriesOf(type);
	return entries.of === "float"
		? floatTexts(bytes, entries.bits, page, where)
		: integerTexts(bytes, entries, entries.count(tensor.dims));
}

function bytesInMemory(tensor: TensorProto): Uint8Array | undefined {
	const read = tensorBytesInMemory(tensor);
	return read && "bytes" in read ? read.bytes : undefined;
}

/** The bytes of a string. ONNX's strings hold text, which bytes need not be. */
export function stringText(bytes: Uint8Array, page: Page, where: string): string {
	const text = textOfBytes(bytes);
	if (text !== undefined) return quoted(text);
	note(page.noted.notOnnx, "strings that are not UTF-8", where);
	return bytesText(bytes);
}

function integerTexts(raw: Uint8Array, { bits, signed }: Entries, count: number): string[] {
	return Array.from(unpackIntegers(raw, bits, count), (entry) => {
		if (!signed) return String(entry);
		return String(typeof entry === "bigint" ? BigInt.asIntN(bits, entry) : (entry << (32 - bits)) >> (32 - bits));
	});
}

function floatTexts(raw: Uint8Array, bits: number, page: Page, where: string): string[] {
	const { buffer } = Uint8Array.from(raw);
	const values = bits === 32 ? new Float32Array(buffer) : new Float64Array(buffer);
	const view = new DataView(buffer);
	return Array.from(values as ArrayLike<number>, (value, i) => {
		if (!Number.isNaN(value)) return bits === 32 ? floatText(value) : doubleText(value);
		const code = bits === 32 ? BigInt(view.getUint32(i * 4, true)) : view.getBigUint64(i * 8, true);
		const magnitude = BigInt.asUintN(bits - 1, code);
		const plainNaN = bits === 32 ? 0x7fc00000n : 0x7ff8000000000000n;
		if (magnitude !== plainNaN) note(page.noted.leftOut, "bits of NaNs that are not the usual ones", where);
		return magnitude === code ? "nan" : "-nan";
	});
}

function noteUnwritten(tensor: TensorProto, page: Page, where: string): void {
	const { leftOut } = page.noted;
	if (tensor.docString) note(leftOut, "doc strings of tensors", where);
	note(leftOut, "metadata of tensors", where, tensor.metadataProps.length);
	if (tensor.segment) note(leftOut, "segments of tensors", where);
}
