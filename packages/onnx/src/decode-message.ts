import { Reader } from "protobufjs/light.js";
import { addUnknownField, messagesWithOrigin, setOrigin } from "./origin.ts";
import { joinPayloads, type Payload, payloadAt } from "./payload.ts";
import { fail, itemsPerMessage, maximumDepth, note, type Reading, spend } from "./reading.ts";
import { emptyMessage, type FieldSchema, type MessageSchema } from "./schema.ts";
import type { Source } from "./source.ts";

/** A message under construction; read-only once it is handed out. */
export type Draft = Record<string | symbol, unknown>;

/** Bytes in hand, and the offset of the first of them in their source. */
export interface Span {
	readonly source: Source;
	readonly base: number;
	readonly bytes: Uint8Array;
}

/** Where a message lies in its source: its tag begins at `header`, its body at `start`. */
export interface Extent {
	readonly header: number;
	readonly start: number;
	readonly end: number;
}

interface Cursor {
	readonly reader: Reader;
	readonly span: Span;
	readonly reading: Reading;
}

const encodings = ["a number", "eight bytes", "bytes with a length", "a group", "the end of a group", "four bytes"];

/** Decodes all fields of the span onto the draft. A second call appends, as protobuf's merge does, so a large message can
 *  be decoded piece by piece. Long tensor contents stay ranges of the source. Throws WireError. */
export function decodeInto(draft: Draft, schema: MessageSchema, span: Span, reading: Reading): void {
	const cursor = { reader: new Reader(span.bytes), span, reading };
	const { reader } = cursor;
	while (reader.pos < reader.len) {
		const header = reader.pos;
		const tag = tagAt(cursor);
		const field = schema.byId[tag >>> 3];
		if (field) {
			reading.path.push(field.name);
			decodeField(draft, field, tag & 7, header, cursor);
			reading.path.pop();
		} else {
			skipValue(tag, header, cursor);
			spend(reading, 1, span.base + header);
			addUnknownField(draft, span.bytes.slice(header, reader.pos));
		}
	}
}

function decodeField(draft: Draft, field: FieldSchema, wireType: number, header: number, cursor: Cursor): void {
	const { reader, span, reading } = cursor;
	if (field.kind === "payload") {
		addPayload(draft, field, payload(field, wireType, header, cursor));
	} else if (field.message) {
		expectEncoding(field, wireType, header, cursor);
		const end = lengthDelimited(cursor);
		const extent = { header: span.base + header, start: span.base + reader.pos, end: span.base + end };
		const child = openChild(draft, field, field.message, extent, reading);
		const bytes = span.bytes.subarray(reader.pos, end);
		decodeInto(child, field.message, { source: span.source, base: extent.start, bytes }, reading);
		closeChild(child, field, field.message, extent, span.source, reading);
		reader.pos = end;
	} else if (wireType === 2 && field.repeated && field.wireType !== 2) {
		const end = lengthDelimited(cursor);
		const values = appendable(draft, field.name);
		while (reader.pos < end) values.push(scalar(field, cursor));
		if (reader.pos !== end) fail(reading, "onnx/varint", span.base + reader.pos, {});
	} else {
		expectEncoding(field, wireType, header, cursor);
		const value = scalar(field, cursor);
		if (field.repeated) appendable(draft, field.name).push(value);
		else draft[field.name] = value;
	}
}

/** Begins a message inside another. A singular one that comes twice is merged into the first, as protobuf has it. */
export function openChild(
	draft: Draft,
	field: FieldSchema,
	schema: MessageSchema,
	extent: Extent,
	reading: Reading,
): Draft {
	spend(reading, itemsPerMessage, extent.header);
	if (++reading.depth > maximumDepth) fail(reading, "onnx/too-deep", extent.header, { limit: maximumDepth });
	if (!field.repeated) {
		const child = (draft[field.name] as Draft | undefined) ?? emptyMessage(schema);
		draft[field.name] = child;
		return child;
	}
	const siblings = appendable(draft, field.name);
	const child = emptyMessage(schema);
	reading.path.push(siblings.length);
	siblings.push(child);
	return child;
}

export function closeChild(
	child: Draft,
	field: FieldSchema,
	schema: MessageSchema,
	extent: Extent,
	source: Source,
	reading: Reading,
): void {
	reading.depth--;
	if (field.repeated) reading.path.pop();
	if (messagesWithOrigin.has(schema.name)) setOrigin(child, { ...extent, source, field: field.id });
}

/** The array of a repeated field, made on its first element: until then all messages share one empty array. */
function appendable(draft: Draft, name: string): unknown[] {
	const values = draft[name] as unknown[];
	if (values.length > 0) return values;
	const fresh: unknown[] = [];
	draft[name] = fresh;
	return fresh;
}

/** Sets tensor contents; those of a packed field go on where the last ones ended. */
export function addPayload(draft: Draft, field: FieldSchema, piece: Payload): void {
	draft[field.name] = field.repeated ? joinPayloads(draft[field.name] as Payload | undefined, piece) : piece;
}

function payload(field: FieldSchema, wireType: number, header: number, cursor: Cursor): Payload {
	const { reader, span, reading } = cursor;
	// Each part costs an object, so that a file made of a million tiny parts is stopped.
	spend(reading, 32, span.base + header);
	if (wireType === 2) {
		const end = lengthDelimited(cursor);
		const start = reader.pos;
		reader.pos = end;
		return payloadAt(span.source, span.base + start, span.bytes.subarray(start, end));
	}
	expectEncoding(field, wireType, header, cursor);
	return unpackedRun(wireType, header, cursor);
}

/** Elements of a packed field that were written one by one: the same encoding with a tag before each. */
function unpackedRun(wireType: number, header: number, cursor: Cursor): Payload {
	const { reader, span, reading } = cursor;
	const tag = span.bytes.subarray(header, reader.pos);
	const bytes: number[] = [];
	for (;;) {
		const start = reader.pos;
		skipValue(wireType, header, cursor);
		for (let i = start; i < reader.pos; i++) bytes.push(span.bytes[i] ?? 0);
		spend(reading, 1, span.base + start);
		if (!tag.every((byte, i) => span.bytes[reader.pos + i] === byte)) break;
		reader.pos += tag.length;
	}
	return { at: "memory", bytes: Uint8Array.from(bytes) };
}

function scalar(field: FieldSchema, cursor: Cursor): unknown {
	const { reader, span, reading } = cursor;
	spend(reading, 1, span.base + reader.pos);
	switch (field.kind) {
		case "string": {
			const end = lengthDelimited(cursor);
			const bytes = span.bytes.subarray(reader.pos, end);
			reader.pos = end;
			return text(bytes, span.base + end - bytes.length, reading);
		}
		case "bytes": {
			const end = lengthDelimited(cursor);
			const bytes = span.bytes.slice(reader.pos, end);
			reader.pos = end;
			return bytes;
		}
		case "float":
			need(4, cursor);
			return reader.float();
		case "double":
			need(8, cursor);
			return reader.double();
		case "int32":
		case "enum":
			return Number(BigInt.asIntN(32, varint64(cursor)));
		case "int64":
			return varint64(cursor);
		case "uint64":
			return BigInt.asUintN(64, varint64(cursor));
		case "count":
			return countFrom(varint64(cursor), cursor);
		default:
			return undefined;
	}
}

function countFrom(value: bigint, { reader, span, reading }: Cursor): number {
	const number = Number(value);
	if (!Number.isSafeInteger(number)) {
		note(reading, "onnx/unsafe-integer", span.base + reader.pos, { value: value.toString() });
	}
	return number;
}

const decoder = new TextDecoder("utf-8", { ignoreBOM: true });
const strictDecoder = new TextDecoder("utf-8", { ignoreBOM: true, fatal: true });

function text(bytes: Uint8Array, offset: number, reading: Reading): string {
	const string = asciiText(bytes) ?? decoder.decode(bytes);
	if (string.includes("\uFFFD")) {
		try {
			strictDecoder.decode(bytes);
		} catch {
			note(reading, "onnx/utf8", offset, {});
		}
	}
	return string;
}

/** Names are short and almost always ASCII; for those this is several times faster than a TextDecoder call. */
function asciiText(bytes: Uint8Array): string | undefined {
	if (bytes.length > 200) return undefined;
	let string = "";
	for (const byte of bytes) {
		if (byte > 127) return undefined;
		string += String.fromCharCode(byte);
	}
	return string;
}

/** Reads a varint of up to 64 bits as a signed number. Small ones, nearly all, never become a bigint on the way. */
export function varint64({ reader, span, reading }: Cursor): bigint {
	const { buf } = reader;
	const first = reader.pos;
	let value = 0;
	for (let i = 0; i < 4 && first + i < reader.len; i++) {
		const byte = buf[first + i] ?? 0;
		value |= (byte & 127) << (7 * i);
		if (byte < 128) {
			reader.pos = first + i + 1;
			return BigInt(value);
		}
	}
	let long = 0n;
	for (let i = 0; i < 10 && first + i < reader.len; i++) {
		const byte = buf[first + i] ?? 0;
		long |= BigInt(byte & 127) << BigInt(7 * i);
		if (byte < 128) {
			reader.pos = first + i + 1;
			return BigInt.asIntN(64, long);
		}
	}
	return fail(reading, "onnx/varint", span.base + first, {});
}

function tagAt(cursor: Cursor): number {
	const { reader, span, reading } = cursor;
	const header = reader.pos;
	const tag = varint64(cursor);
	if (tag < 8n || tag > 0xffffffffn) {
		fail(reading, "onnx/tag", span.base + header, { reason: `there is no field number ${tag >> 3n}` });
	}
	return Number(tag);
}

/** Reads a length; gives the position after the bytes that it counts. */
function lengthDelimited(cursor: Cursor): number {
	const { reader, span, reading } = cursor;
	const offset = span.base + reader.pos;
	const length = Number(BigInt.asUintN(64, varint64(cursor)));
	const has = reader.len - reader.pos;
	if (length > has)
		fail(reading, reading.depth === 0 ? "onnx/truncated" : "onnx/length", offset, { needs: length, has });
	return reader.pos + length;
}

function need(needs: number, { reader, span, reading }: Cursor): void {
	const has = reader.len - reader.pos;
	if (has < needs)
		fail(reading, reading.depth === 0 ? "onnx/truncated" : "onnx/length", span.base + reader.pos, { needs, has });
}

function expectEncoding(field: FieldSchema, wireType: number, header: number, { span, reading }: Cursor): void {
	if (wireType === field.wireType) return;
	const found = encodings[wireType] ?? `the unknown encoding ${wireType}`;
	fail(reading, "onnx/wire-type", span.base + header, { expected: encodings[field.wireType] ?? "", found });
}

/** Passes over a value that is not ours to understand. */
function skipValue(tag: number, header: number, cursor: Cursor): void {
	const { reader, span, reading } = cursor;
	switch (tag & 7) {
		case 0:
			varint64(cursor);
			return;
		case 1:
		case 5:
			need((tag & 7) === 1 ? 8 : 4, cursor);
			reader.pos += (tag & 7) === 1 ? 8 : 4;
			return;
		case 2:
			reader.pos = lengthDelimited(cursor);
			return;
		default: {
			const found = encodings[tag & 7] ?? `the unknown encoding ${tag & 7}`;
			fail(reading, "onnx/tag", span.base + header, {
				reason: `field ${tag >>> 3} is ${found}, which ONNX never uses`,
			});
		}
	}
}
