import {
	elementCount,
	type TensorProto,
	tensorBytes,
	tensorBytesInMemory,
	tensorType,
	tensorValues,
} from "@suture/onnx";
import { numbersAt, type Site, tensorAt } from "./site.ts";

const known = new WeakMap<TensorProto, { readonly number: number | undefined }>();

/** The number that every element of a constant is; undefined when they differ, or nobody has looked yet. */
export function uniformAt(site: Site, value: string | undefined): number | undefined {
	const numbers = numbersAt(site, value);
	if (numbers) return numbers.length > 0 && numbers.every((one) => Object.is(one, numbers[0])) ? numbers[0] : undefined;
	const tensor = tensorAt(site, value);
	return tensor && uniformOf(tensor);
}

function uniformOf(tensor: TensorProto): number | undefined {
	const seen = known.get(tensor);
	if (seen) return seen.number;
	const bytes = tensorBytesInMemory(tensor);
	if (!bytes) return undefined;
	const number = "bytes" in bytes ? uniformIn(tensor, bytes.bytes) : undefined;
	known.set(tensor, { number });
	return number;
}

/** Reads a tensor whose contents are not in memory, so that `uniformAt` can tell. Rejects with SutureError when that fails. */
export async function lookInto(tensor: TensorProto): Promise<void> {
	if (known.has(tensor)) return;
	const read = await tensorBytes(tensor);
	known.set(tensor, { number: "bytes" in read ? uniformIn(tensor, read.bytes) : undefined });
}

function uniformIn({ dataType, dims }: TensorProto, bytes: Uint8Array): number | undefined {
	const type = tensorType(dataType);
	const elements = elementCount(dims);
	if (!type || type.bits < 8 || type.name.startsWith("COMPLEX") || !(elements > 0)) return undefined;
	const width = type.bits / 8;
	// Most tensors differ in their first elements.
	for (let i = width; i < bytes.length; i++) if (bytes[i] !== bytes[i % width]) return undefined;
	return Number(tensorValues(type, bytes.subarray(0, width), 1)[0]);
}
