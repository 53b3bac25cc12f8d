import {
	elementCount,
	newMessage,
	type Payload,
	payloadByteLength,
	rawByteLength,
	type TensorProto,
	type TensorType,
	tensorTypeNamed,
} from "@suture/onnx";
import { type Problem, problem } from "@suture/problems";
import { bytesFromBase64 } from "./base64.ts";
import { encodeValues, entriesPerElement } from "./encode-values.ts";
import type { TensorLiteral } from "./tensor-literal.ts";

/** Where a literal finds what it only names. */
export interface LiteralSources {
	/** Bytes of raw_data by their hash; whoever hands them over answers for that they have it. */
	readonly contents?: (sha256: string) => Payload | undefined;
	/** The tensor of another value. */
	readonly same?: (value: string) => TensorProto | undefined;
}

/** The tensor of a literal, or why it is none: a type that ONNX has not, sizes and contents that do not fit, values that the
 *  type can't hold, contents that nobody handed over. Nothing is allocated by sizes alone. */
export function tensorFromLiteral(
	literal: TensorLiteral,
	name: string,
	sources: LiteralSources = {},
): { readonly tensor: TensorProto } | { readonly problem: Problem } {
	const bad = (reason: string) => ({ problem: problem("edit/bad-tensor", { tensor: name, reason }, { value: name }) });
	if ("same" in literal) {
		const tensor = sources.same?.(literal.same);
		if (!tensor) return { problem: problem("edit/no-such-tensor", { wanted: literal.same }, { value: literal.same }) };
		return { tensor: { ...tensor, name } };
	}
	const type = tensorTypeNamed(literal.type);
	if (!type) return bad(`there is no element type ${literal.type}`);
	const { dims } = literal;
	const elements = elementCount(dims);
	if (!dims.every((size) => Number.isSafeInteger(size) && size >= 0) || !Number.isSafeInteger(elements)) {
		return bad(`its sizes [${dims.join(", ")}] make no sense`);
	}
	const made = (fields: Partial<TensorProto>) => ({
		tensor: newMessage("TensorProto", { name, dataType: type.dataType, dims, ...fields }),
	});
	if ("values" in literal) {
		const fields = fieldsOfValues(type, elements, literal.values);
		return "reason" in fields ? bad(fields.reason) : made(fields);
	}
	if (type.bits === 0) return bad("strings have no bytes of their own: they are given as values");
	const byteLength = rawByteLength(type, elements);
	if ("base64" in literal) {
		const bytes = bytesFromBase64(literal.base64, byteLength);
		if (!bytes) return bad(`${byteLength} bytes in base64 are expected, and it is not that`);
		return made({ rawData: { at: "memory", bytes } });
	}
	const { sha256 } = literal;
	const payload = sources.contents?.(sha256);
	if (!payload) return { problem: problem("edit/missing-contents", { tensor: name, sha256 }, { value: name }) };
	const found = payloadByteLength(payload);
	if (found !== byteLength) return bad(`${byteLength} bytes are expected, and ${found} were handed over`);
	return made({ rawData: payload });
}

function fieldsOfValues(
	type: TensorType,
	elements: number,
	values: readonly (number | string | boolean)[],
): Partial<TensorProto> | { readonly reason: string } {
	const expected = elements * entriesPerElement(type);
	if (values.length !== expected) return { reason: `${expected} values are expected, and there are ${values.length}` };
	if (type.bits === 0) {
		const texts = values.filter((value) => typeof value === "string");
		if (texts.length < values.length) return { reason: "not every value is a string" };
		return { stringData: texts.map((text) => utf8.encode(text)) };
	}
	const bytes = encodeValues(type, values);
	return "reason" in bytes ? bytes : { rawData: { at: "memory", bytes } };
}

const utf8 = new TextEncoder();
