import { invariant } from "@suture/problems";
import { Writer } from "protobufjs/light.js";
import { originOf, unknownFieldsOf } from "./origin.ts";
import { PartList } from "./parts.ts";
import { type Payload, payloadParts } from "./payload.ts";
import type { FieldSchema, MessageSchema } from "./schema.ts";

/** The encoding of a message. What still is as it was read is copied from where it was read; the rest is encoded in the
 *  order of field numbers, unknown fields last. */
export function encodeMessage(message: object, schema: MessageSchema): PartList {
	const list = new PartList();
	const origin = originOf(message);
	if (origin) {
		list.add({ source: origin.source, start: origin.start, end: origin.end });
		return list;
	}
	for (const field of schema.fields) {
		const value = (message as Record<string, unknown>)[field.name];
		if (value === undefined) continue;
		if (field.kind === "payload") addPayloadField(list, field, value as Payload);
		else if (!field.repeated) addField(list, field, value);
		else if (field.packed) addPacked(list, field, value as readonly unknown[]);
		else for (const element of value as readonly unknown[]) addField(list, field, element);
	}
	for (const unknown of unknownFieldsOf(message)) list.add(unknown);
	return list;
}

function addField(list: PartList, field: FieldSchema, value: unknown): void {
	if (!field.message) {
		const writer = Writer.create().uint32(tagOf(field, field.wireType));
		writeScalar(writer, field, value);
		list.add(writer.finish());
		return;
	}
	const origin = originOf(value as object);
	if (origin?.field === field.id && origin.header < origin.start) {
		// With its tag and length, so that neighbours become one range.
		list.add({ source: origin.source, start: origin.header, end: origin.end });
		return;
	}
	const child = encodeMessage(value as object, field.message);
	addLengthDelimited(list, field, child);
}

function addPayloadField(list: PartList, field: FieldSchema, payload: Payload): void {
	const contents = new PartList();
	for (const part of payloadParts(payload)) contents.add(part);
	addLengthDelimited(list, field, contents);
}

function addPacked(list: PartList, field: FieldSchema, values: readonly unknown[]): void {
	if (values.length === 0) return;
	const writer = Writer.create();
	for (const value of values) writeScalar(writer, field, value);
	const contents = new PartList();
	contents.add(writer.finish());
	addLengthDelimited(list, field, contents);
}

function addLengthDelimited(list: PartList, field: FieldSchema, contents: PartList): void {
	list.add(
		Writer.create()
			.uint32(tagOf(field, 2))
			.raw(varint(BigInt(contents.byteLength)))
			.finish(),
	);
	list.addAll(contents);
}

function tagOf(field: FieldSchema, wireType: number): number {
	return ((field.id << 3) | wireType) >>> 0;
}

function writeScalar(writer: Writer, field: FieldSchema, value: unknown): void {
	switch (field.kind) {
		case "string":
			writer.string(value as string);
			return;
		case "bytes":
			writer.bytes(value as Uint8Array);
			return;
		case "float":
			writer.float(value as number);
			return;
		case "double":
			writer.double(value as number);
			return;
		case "int32":
		case "enum":
		case "count":
			writer.raw(varint(BigInt(Math.trunc(value as number))));
			return;
		case "int64":
		case "uint64":
			writer.raw(varint(value as bigint));
			return;
		default:
			invariant(false, `A ${field.kind} is no scalar.`);
	}
}

/** A 64-bit varint; negative numbers take ten bytes, as protobuf has it for int32 and int64. */
export function varint(value: bigint): Uint8Array {
	const bytes: number[] = [];
	let rest = BigInt.asUintN(64, value);
	do {
		bytes.push(Number(rest & 127n) | (rest > 127n ? 128 : 0));
		rest >>= 7n;
	} while (rest > 0n);
	return Uint8Array.from(bytes);
}
