import { invariant } from "@suture/problems";
import { addPayload, closeChild, type Draft, decodeInto, type Extent, openChild } from "./decode-message.ts";
import { addUnknownField } from "./origin.ts";
import { fail, type Reading, spend } from "./reading.ts";
import type { MessageSchema } from "./schema.ts";
import type { Source } from "./source.ts";
import { SourceWindow } from "./source-window.ts";

/** Longer fields are entered one by one instead of being read whole, so that the weights inside can be passed over. */
const enterBytes = 16_384;
/** The longest text or attribute bytes that are taken into memory: V8's strings end near 512 MB. */
const maximumTextBytes = 400_000_000;
/** A tag and a length have at most ten bytes each. */
const headerBytes = 20;

/** Reads the message that fills the source, touching only what is not weights: large tensor contents are passed over.
 *  Throws WireError for what is no protobuf; rejects with SutureError when the source fails. */
export async function readMessage(
	draft: Draft,
	schema: MessageSchema,
	source: Source,
	reading: Reading,
): Promise<void> {
	await readFields(draft, schema, { header: 0, start: 0, end: source.byteLength }, new SourceWindow(source), reading);
}

async function readFields(
	draft: Draft,
	schema: MessageSchema,
	extent: Extent,
	window: SourceWindow,
	reading: Reading,
): Promise<void> {
	let from = extent.start;
	/** Neighbouring small fields are decoded together by the synchronous decoder. */
	async function decodeTo(end: number): Promise<void> {
		if (end === from) return;
		const bytes = await window.bytes(from, end);
		decodeInto(draft, schema, { source: window.source, base: from, bytes }, reading);
		from = end;
	}

	let at = extent.start;
	while (at < extent.end) {
		const headerEnd = Math.min(at + headerBytes, extent.end);
		if (!window.holds(at, headerEnd)) {
			await decodeTo(at);
			await window.move(at);
		}
		const header = readHeader(window.view(at, headerEnd), at);
		if (header === undefined) {
			await decodeTo(headerEnd);
			invariant(false, "The decoder refuses a field that has no readable header.");
		}
		const byteLength = header.end - header.start;
		const field = schema.byId[header.id];
		if (header.end > extent.end) {
			await decodeTo(at);
			if (field) reading.path.push(field.name);
			const code = reading.depth === 0 ? "onnx/truncated" : "onnx/length";
			fail(reading, code, at, { needs: byteLength, has: extent.end - header.start });
		}
		if (byteLength > enterBytes && header.wireType === 2) {
			const inner = { header: at, start: header.start, end: header.end };
			if (field === undefined) {
				await decodeTo(at);
				addUnknownField(draft, { source: window.source, start: at, end: header.end });
				from = header.end;
			} else if (field.message) {
				await decodeTo(at);
				reading.path.push(field.name);
				const child = openChild(draft, field, field.message, inner, reading);
				await readFields(child, field.message, inner, window, reading);
				closeChild(child, field, field.message, inner, window.source, reading);
				reading.path.pop();
				from = header.end;
			} else if (field.kind === "payload") {
				await decodeTo(at);
				spend(reading, 32, at);
				addPayload(draft, field, { at: "source", source: window.source, start: header.start, byteLength });
				from = header.end;
			} else if (byteLength > maximumTextBytes) {
				reading.path.push(field.name);
				fail(reading, "onnx/text-too-long", at, { size: byteLength, limit: maximumTextBytes });
			}
		}
		at = header.end;
	}
	await decodeTo(extent.end);
}

interface Header {
	readonly id: number;
	readonly wireType: number;
	readonly start: number;
	readonly end: number;
}

/** The tag and the extent of the field whose first bytes these are; undefined when only the decoder can say what is wrong. */
function readHeader(bytes: Uint8Array, offset: number): Header | undefined {
	const tag = shortVarint(bytes, 0);
	if (tag === undefined) return undefined;
	const header = { id: Math.floor(tag.value / 8), wireType: tag.value % 8, start: offset + tag.next };
	const value = header.wireType === 0 || header.wireType === 2 ? shortVarint(bytes, tag.next) : undefined;
	switch (header.wireType) {
		case 0:
			return value && { ...header, end: offset + value.next };
		case 1:
			return { ...header, end: header.start + 8 };
		case 2:
			return value && { ...header, start: offset + value.next, end: offset + value.next + value.value };
		case 5:
			return { ...header, end: header.start + 4 };
		default:
			return undefined;
	}
}

/** A varint as a double: exact up to 2^53, which no file reaches. */
function shortVarint(bytes: Uint8Array, at: number): { value: number; next: number } | undefined {
	let value = 0;
	for (let i = 0; i < 10 && at + i < bytes.length; i++) {
		const byte = bytes[at + i] ?? 0;
		value += (byte & 127) * 2 ** (7 * i);
		if (byte < 128) return { value, next: at + i + 1 };
	}
	return undefined;
}
