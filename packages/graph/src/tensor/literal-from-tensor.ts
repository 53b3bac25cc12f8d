import { elementCount, type TensorProto, type TensorType, tensorBytes, tensorType, tensorValues } from "@suture/onnx";
import { type Problem, problem } from "@suture/problems";
import { floatText } from "../text/float-text.ts";
import { textOfBytes } from "../text/quote.ts";
import { base64FromBytes } from "./base64.ts";
import { encodeValues } from "./encode-values.ts";
import type { LiteralValues, TensorLiteral } from "./tensor-literal.ts";

export interface LiteralOptions {
	/** Up to so many elements are written out. Default: 64. */
	readonly writtenElements?: number;
	/** Up to so many bytes are in base64; beyond, they are handed back beside their hash. Default: 65,536. */
	readonly base64Bytes?: number;
	/** SHA-256 of bytes, in lowercase hexadecimal, which every runtime has under another name. Without it all is base64. */
	readonly sha256?: (bytes: Uint8Array) => string | Promise<string>;
}

/** A literal with the bytes that it names by their hash, if it does; or why there is none. */
export type LiteralOfTensor =
	| { readonly literal: TensorLiteral; readonly contents?: Uint8Array }
	| { readonly problem: Problem };

/** The literal of a tensor, the shortest that gives back every bit. Reads the contents where they are not in memory, and rejects
 *  with SutureError when that fails. Gives a problem for contents that are missing or damaged. */
export async function literalFromTensor(tensor: TensorProto, options: LiteralOptions = {}): Promise<LiteralOfTensor> {
	const { writtenElements = 64, base64Bytes = 65_536, sha256 } = options;
	const type = tensorType(tensor.dataType);
	if (type?.bits === 0) return literalOfStrings(tensor, type);
	const read = await tensorBytes(tensor);
	if ("problem" in read || !type) return read as LiteralOfTensor; // without a type there is a problem
	const { bytes } = read;
	const head = { type: type.text, dims: tensor.dims };
	const elements = elementCount(tensor.dims);
	const values = elements <= writtenElements ? exactValues(type, bytes, elements) : undefined;
	if (values) return { literal: { ...head, values } };
	if (bytes.length <= base64Bytes || !sha256) return { literal: { ...head, base64: base64FromBytes(bytes) } };
	return { literal: { ...head, sha256: await sha256(bytes) }, contents: bytes };
}

function literalOfStrings({ name = "", dims, stringData }: TensorProto, type: TensorType): LiteralOfTensor {
	const values = stringData.map(textOfBytes).filter((text) => text !== undefined);
	const isWhole = values.length === stringData.length && values.length === elementCount(dims);
	if (isWhole) return { literal: { type: type.text, dims, values } };
	const reason = "some of its strings are missing, or no text";
	return { problem: problem("edit/bad-tensor", { tensor: name, reason }, { value: name }) };
}

/** The values as JSON has them; undefined when JSON, or our numbers, would lose a bit: NaNs can have many forms. */
function exactValues(type: TensorType, bytes: Uint8Array, elements: number): LiteralValues["values"] | undefined {
	const values = Array.from(tensorValues(type, bytes, elements) as Iterable<number | bigint>, (value) =>
		type.name === "BOOL" ? value !== 0 : jsonValue(type, value),
	);
	const again = encodeValues(type, values);
	const isSame = !("reason" in again) && again.length === bytes.length && again.every((byte, i) => byte === bytes[i]);
	return isSame ? values : undefined;
}

function jsonValue(type: TensorType, value: number | bigint): number | string {
	if (typeof value === "bigint") return Number.isSafeInteger(Number(value)) ? Number(value) : String(value);
	if (Number.isNaN(value)) return "nan";
	if (!Number.isFinite(value)) return value < 0 ? "-inf" : "inf";
	if (Object.is(value, -0)) return "-0";
	return type.field === "floatData" ? Number(floatText(value)) : value;
}
