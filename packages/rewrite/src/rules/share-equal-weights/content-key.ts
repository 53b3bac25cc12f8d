import { type TensorProto, tensorBytes, tensorBytesInMemory } from "@suture/onnx";

const keys = new WeakMap<TensorProto, { readonly key: string | undefined }>();

/** A text that two tensors of one type and shape share only when their contents are equal; undefined when nobody has looked into
 *  the tensor, see `readContentKey`. */
export function contentKey(tensor: TensorProto): string | undefined {
	const known = keys.get(tensor);
	if (known) return known.key;
	const found = tensor.stringData.length > 0 ? undefined : tensorBytesInMemory(tensor);
	if (!found) return undefined;
	const key = "bytes" in found && found.bytes.length <= mostWritten ? charactersOf(found.bytes) : undefined;
	if (key !== undefined) keys.set(tensor, { key });
	return key;
}

/** Contents up to this many bytes are their own key. */
const mostWritten = 4096;

/** Reads what is larger, so that `contentKey` can tell. Rejects with SutureError when that fails. */
export async function readContentKey(
	tensor: TensorProto,
	sha256: (bytes: Uint8Array) => string | Promise<string>,
): Promise<void> {
	if (contentKey(tensor) !== undefined || keys.has(tensor)) return;
	const found = await tensorBytes(tensor);
	keys.set(tensor, { key: "bytes" in found ? await sha256(found.bytes) : undefined });
}

function charactersOf(bytes: Uint8Array): string {
	let text = "";
	for (const byte of bytes) text += String.fromCharCode(byte);
	return text;
}
