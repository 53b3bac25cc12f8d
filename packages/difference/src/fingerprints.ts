import { type Graph, modelFromGraph } from "@suture/graph";
import { allTensors, contentsOf, type TensorProto } from "@suture/onnx";
import { tensorChunks } from "./tensor-chunks.ts";

/** Short names of the contents of large tensors, for `difference`: of those that both graphs have of a type and shape, since
 *  others differ anyway. Every byte of them is read once; a tensor that is the same stretch of the same file in both is read
 *  once too. Rejects with SutureError when a file fails. */
export async function fingerprintsOf(before: Graph, after: Graph): Promise<Map<TensorProto, string>> {
	const [ones, others] = [large(before), large(after)];
	const there = new Set(ones);
	const shapes = new Set(others.filter((tensor) => !there.has(tensor)).map(shapeOf));
	const own = new Set(ones.map(shapeOf));
	const found = new Map<TensorProto, string>();
	const ranges = new Map<unknown, Map<string, string>>();
	for (const tensor of new Set([...ones, ...others])) {
		const shape = shapeOf(tensor);
		if (!shapes.has(shape) || !own.has(shape)) continue;
		const payload = contentsOf(tensor)?.payload;
		const source = payload?.at === "source" ? payload.source : undefined;
		const range = payload?.at === "source" ? `${shape} ${payload.start} ${payload.byteLength}` : "";
		const known = ranges.get(source) ?? new Map<string, string>();
		if (source) ranges.set(source, known);
		const fingerprint = known.get(range) ?? (await fingerprintOf(tensor));
		if (fingerprint === undefined) continue;
		if (source) known.set(range, fingerprint);
		found.set(tensor, fingerprint);
	}
	return found;
}

function large(graph: Graph): TensorProto[] {
	return [...allTensors(modelFromGraph(graph))].filter((tensor) => {
		const contents = contentsOf(tensor);
		return contents !== undefined && contents.payload.at !== "memory";
	});
}

function shapeOf({ dataType, dims }: TensorProto): string {
	return `${dataType} ${dims.join()}`;
}

async function fingerprintOf(tensor: TensorProto): Promise<string | undefined> {
	const chunks = await tensorChunks(tensor);
	if (!chunks) return undefined;
	let hashes: readonly [number, number] = [0x9e3779b9, 0x85ebca6b];
	for await (const { bytes } of chunks) hashes = mixed(hashes, bytes);
	return hashes.map((hash) => hash.toString(16)).join(":");
}

/** Two running hashes of 32 bits, which multiply and fold as MurmurHash does; against chance, not against malice. */
function mixed([first, second]: readonly [number, number], bytes: Uint8Array): [number, number] {
	let [a, b] = [first, second];
	const whole = bytes.length >> 2;
	const words =
		bytes.byteOffset % 4 === 0
			? new Uint32Array(bytes.buffer, bytes.byteOffset, whole)
			: new Uint32Array(bytes.slice(0, whole * 4).buffer);
	for (const word of words) {
		a = Math.imul(a ^ word, 0x5bd1e995);
		a ^= a >>> 15;
		b = Math.imul(b + word, 0x1b873593);
		b ^= b >>> 13;
	}
	for (let i = whole * 4; i < bytes.length; i++) {
		a = Math.imul(a ^ (bytes[i] ?? 0), 0x5bd1e995);
		a ^= a >>> 15;
		b = Math.imul(b + (bytes[i] ?? 0), 0x1b873593);
		b ^= b >>> 13;
	}
	return [a >>> 0, b >>> 0];
}
