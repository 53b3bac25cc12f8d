import type { Source, SourceRange } from "./source.ts";

/** Where a message was read from, so that it can be written by copying. */
export interface Origin {
	readonly source: Source;
	/** Where its tag and length begin; equal to `start` for the model itself. */
	readonly header: number;
	readonly start: number;
	readonly end: number;
	/** Number of the field that it was read from. */
	readonly field: number;
}

class Identity {
	constructor(object: object) {
		// biome-ignore lint/correctness/noConstructorReturn: the object itself gets the private field below.
		return object;
	}
}

/** Puts a private field on a message. It belongs to this very object: `{ ...node, name }` is another one, has no origin, and
 *  is therefore encoded anew. A WeakMap would say the same, but with a million messages took four times as long. */
class Stamp extends Identity {
	#origin: Origin;

	constructor(message: object, origin: Origin) {
		super(message);
		this.#origin = origin;
	}

	static originOf(message: object): Origin | undefined {
		return #origin in message ? message.#origin : undefined;
	}

	static set(message: object, origin: Origin): void {
		if (#origin in message) message.#origin = origin;
		else new Stamp(message, origin);
	}
}

/** Messages that are worth copying whole. The rest are so small that encoding them again costs nothing. */
export const messagesWithOrigin: ReadonlySet<string> = new Set([
	"ModelProto",
	"GraphProto",
	"NodeProto",
	"AttributeProto",
	"TensorProto",
	"SparseTensorProto",
	"ValueInfoProto",
	"FunctionProto",
	"TrainingInfoProto",
]);

export function setOrigin(message: object, origin: Origin): void {
	Stamp.set(message, origin);
}

/** Where this very object was read from; undefined once it was made or changed by us. */
export function originOf(message: object): Origin | undefined {
	return Stamp.originOf(message);
}

/** Fields that onnx.proto does not know, as encoded, tag and all. */
export type UnknownField = Uint8Array | SourceRange;

/** Their key. A symbol, so that no field has its name and a spread copy keeps them. */
const unknownFields: unique symbol = Symbol("unknown fields");

export function unknownFieldsOf(message: object): readonly UnknownField[] {
	return (message as { [unknownFields]?: readonly UnknownField[] })[unknownFields] ?? [];
}

/** For a message under construction. */
export function addUnknownField(draft: Record<string | symbol, unknown>, field: UnknownField): void {
	const known = draft[unknownFields] as UnknownField[] | undefined;
	if (known) known.push(field);
	else draft[unknownFields] = [field];
}
