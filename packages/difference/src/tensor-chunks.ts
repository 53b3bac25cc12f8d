import { contentsOf, elementCount, readPayload, type TensorProto, tensorBytes, tensorType } from "@suture/onnx";

/** A stretch of a tensor's elements, as raw_data has them. */
export interface TensorChunk {
	readonly bytes: Uint8Array;
	readonly elements: number;
}

/** Elements a chunk: their bits fill whole bytes whatever their type. */
const chunkElements = 1 << 20;

/** The elements of a tensor from first to last, so that none is held whole; undefined when it has no numbers or they do not fit
 *  its shape. Rejects with SutureError when its file fails. */
export async function tensorChunks(tensor: TensorProto): Promise<AsyncIterable<TensorChunk> | undefined> {
	const type = tensorType(tensor.dataType);
	const contents = contentsOf(tensor);
	const elements = elementCount(tensor.dims);
	if (!type || type.bits === 0) return undefined;
	if (contents?.encoding === "raw" && contents.payload.at === "source") {
		const { source, start, byteLength } = contents.payload;
		if (byteLength !== Math.ceil((elements * type.bits) / 8)) return undefined;
		return chunksOf(elements, type.bits, async (from, length) =>
			readPayload({ at: "source", source, start: start + from, byteLength: length }),
		);
	}
	const read = await tensorBytes(tensor);
	if (!("bytes" in read)) return undefined;
	return chunksOf(elements, type.bits, async (from, length) => read.bytes.subarray(from, from + length));
}

async function* chunksOf(
	elements: number,
	bits: number,
	read: (from: number, byteLength: number) => Promise<Uint8Array>,
): AsyncGenerator<TensorChunk> {
	for (let at = 0; at < elements; at += chunkElements) {
		const count = Math.min(chunkElements, elements - at);
		yield { bytes: await read((at * bits) / 8, Math.ceil((count * bits) / 8)), elements: count };
	}
}
