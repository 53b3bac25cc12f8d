import { invariant } from "@suture/problems";
import { type Field, Root, Type } from "protobufjs/light.js";
import { bigintFields, descriptor, type MessageName, type Messages, payloadFields } from "./schema.gen.ts";

/** How the decoder and encoder treat a field. */
export type FieldKind =
	| "string"
	| "bytes"
	| "float"
	| "double"
	| "int32"
	| "uint64"
	| "int64"
	| "count"
	| "enum"
	| "payload"
	| "message";

export interface FieldSchema {
	readonly id: number;
	readonly name: string;
	readonly kind: FieldKind;
	readonly repeated: boolean;
	/** Whether the writer packs it; the reader takes both forms. */
	readonly packed: boolean;
	/** Encoding of one element on the wire. */
	readonly wireType: 0 | 1 | 2 | 5;
	/** The message inside, where kind is "message". */
	readonly message: MessageSchema | undefined;
}

export interface MessageSchema {
	readonly name: MessageName;
	readonly fields: readonly FieldSchema[];
	/** Index: field number. */
	readonly byId: readonly (FieldSchema | undefined)[];
	/** Repeated fields that hold an array when empty. */
	readonly arrays: readonly string[];
}

const root = Root.fromJSON(JSON.parse(descriptor));
const schemas = new Map<string, MessageSchema>();
const payloadNames: ReadonlySet<string> = new Set(payloadFields);

/** The schema of a message of onnx.proto, from protobufjs' description of it. */
export function schemaOf(name: MessageName): MessageSchema {
	return schemaOfType(root.lookupType(`onnx.${name}`));
}

/** A message with its repeated fields empty where they are not given. */
export function newMessage<K extends MessageName>(name: K, fields: Partial<Messages[K]> = {}): Messages[K] {
	// emptyMessage gives exactly the fields that Messages[K] demands: the repeated ones.
	return { ...emptyMessage(schemaOf(name)), ...fields } as unknown as Messages[K];
}

const none: readonly never[] = Object.freeze([]);

/** A mutable message whose repeated fields are all the same empty array. */
export function emptyMessage(schema: MessageSchema): Record<string, unknown> {
	const message: Record<string, unknown> = {};
	for (const name of schema.arrays) message[name] = none;
	return message;
}

function schemaOfType(type: Type): MessageSchema {
	const known = schemas.get(type.fullName);
	if (known) return known;
	const name = type.fullName.replace(/^\.onnx\./, "") as MessageName;
	const fields: FieldSchema[] = [];
	const byId: (FieldSchema | undefined)[] = [];
	const arrays: string[] = [];
	const schema: MessageSchema = { name, fields, byId, arrays };
	schemas.set(type.fullName, schema); // before the fields: messages contain each other
	for (const field of type.fieldsArray.toSorted((a, b) => a.id - b.id)) {
		const row = fieldSchema(name, field);
		fields.push(row);
		byId[row.id] = row;
		if (row.repeated && row.kind !== "payload") arrays.push(row.name);
	}
	return schema;
}

function fieldSchema(message: MessageName, field: Field): FieldSchema {
	const { resolvedType } = field.resolve();
	const base = { id: field.id, name: field.name, repeated: field.repeated, packed: field.packed };
	if (resolvedType instanceof Type) {
		return { ...base, kind: "message", wireType: 2, message: schemaOfType(resolvedType) };
	}
	const kind = kindOf(message, field);
	return { ...base, kind, wireType: wireTypeOf(resolvedType ? "int32" : field.type), message: undefined };
}

function kindOf(message: MessageName, field: Field): FieldKind {
	if (message === "TensorProto" && payloadNames.has(field.name)) return "payload";
	if (field.resolvedType) return "enum";
	switch (field.type) {
		case "int64":
			return bigintFields.has(`${message}.${field.name}`) ? "int64" : "count";
		case "string":
		case "bytes":
		case "float":
		case "double":
		case "int32":
		case "uint64":
			return field.type;
		default:
			invariant(false, `onnx.proto uses ${field.type}, which the reader does not know.`);
	}
}

function wireTypeOf(type: string): 0 | 1 | 2 | 5 {
	if (type === "float") return 5;
	if (type === "double") return 1;
	return type === "string" || type === "bytes" ? 2 : 0;
}
