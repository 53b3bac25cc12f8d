import { type SparseTensorProto, type TensorProto, tensorBytesInMemory } from "@suture/onnx";
import type { Reading } from "./reading.ts";

/** A number that equal tensors share, whatever their names. Tensors whose contents nobody read share it by type and shape. */
export function tensorKey(tensor: TensorProto, { intern, fingerprints, tensorKeys }: Reading): number {
	const known = tensorKeys.get(tensor);
	if (known !== undefined) return known;
	const contents = contentsKey(tensor, fingerprints) ?? "";
	const key = intern(`${tensor.dataType} [${tensor.dims.join()}] ${contents}`);
	tensorKeys.set(tensor, key);
	return key;
}

export function sparseTensorKey({ values, indices, dims }: SparseTensorProto, reading: Reading): number {
	const keys = [values, indices].map((one) => (one ? tensorKey(one, reading) : "none"));
	return reading.intern(`sparse [${dims.join()}] ${keys.join()}`);
}

/** What a tensor holds; undefined when it lies in a file and nobody read it, or when it is damaged. */
export function contentsKey(tensor: TensorProto, fingerprints: Reading["fingerprints"]): string | undefined {
	const fingerprint = fingerprints.get(tensor);
	if (fingerprint !== undefined) return fingerprint;
	if (tensor.stringData.length > 0) return JSON.stringify(tensor.stringData.map(textOf));
	const read = tensorBytesInMemory(tensor);
	return read && "bytes" in read ? textOf(read.bytes) : undefined;
}

/** Bytes as a text of as many characters: exact, also for bytes that are no UTF-8. */
export function textOf(bytes: Uint8Array): string {
	let text = "";
	for (let i = 0; i < bytes.length; i += 4096) text += String.fromCharCode(...bytes.subarray(i, i + 4096));
	return text;
}
