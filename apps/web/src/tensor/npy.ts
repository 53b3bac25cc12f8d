/** An array as NumPy's .npy files hold it, in the layout of raw_data: row-major, little-endian. */
export interface NpyArray {
	/** As ONNX's textual syntax has it. */
	readonly type: string;
	readonly dims: readonly number[];
	readonly bytes: Uint8Array;
}

// Source: numpy/lib/format.py, versions 1.0 to 3.0 of the format.
const magic = [0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59];

const types: ReadonlyMap<string, { readonly type: string; readonly size: number }> = new Map([
	["b1", { type: "bool", size: 1 }],
	["i1", { type: "int8", size: 1 }],
	["u1", { type: "uint8", size: 1 }],
	["i2", { type: "int16", size: 2 }],
	["u2", { type: "uint16", size: 2 }],
	["i4", { type: "int32", size: 4 }],
	["u4", { type: "uint32", size: 4 }],
	["i8", { type: "int64", size: 8 }],
	["u8", { type: "uint64", size: 8 }],
	["f2", { type: "float16", size: 2 }],
	["f4", { type: "float", size: 4 }],
	["f8", { type: "double", size: 8 }],
	["c8", { type: "complex64", size: 8 }],
	["c16", { type: "complex128", size: 16 }],
]);

/** Reads a .npy file, or says why not. */
export function readNpy(file: Uint8Array): NpyArray | { readonly reason: string } {
	if (!magic.every((byte, i) => file[i] === byte)) return { reason: "it is no .npy file" };
	const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
	const isFirst = file[6] === 1;
	if (file.length < 12) return { reason: "its header is cut off" };
	const start = isFirst ? 10 : 12;
	const end = start + (isFirst ? view.getUint16(8, true) : view.getUint32(8, true));
	if (end > file.length || end - start > 100_000) return { reason: "its header is cut off" };
	const header = new TextDecoder().decode(file.subarray(start, end));
	const descr = /'descr'\s*:\s*'([<>|=])([a-z]\d+)'/.exec(header);
	const shape = /'shape'\s*:\s*\(([\d\s,]*)\)/.exec(header);
	const found = types.get(descr?.[2] ?? "");
	if (!descr || !found) return { reason: "it holds records, texts or objects, not numbers" };
	if (!shape) return { reason: "its header has no shape" };
	const dims = (shape[1] ?? "")
		.split(",")
		.map((part) => part.trim())
		.filter((part) => part !== "")
		.map(Number);
	const elements = dims.reduce((product, size) => product * size, 1);
	const bytes = file.subarray(end, end + elements * found.size);
	if (!Number.isSafeInteger(elements) || bytes.length !== elements * found.size)
		return { reason: "its values are cut off" };
	// The parts of a complex number are turned around each on its own.
	const part = found.type.startsWith("complex") ? found.size / 2 : found.size;
	const little = descr[1] === ">" ? turned(bytes, part) : bytes.slice();
	const isFortran = /'fortran_order'\s*:\s*True/.test(header);
	return { type: found.type, dims, bytes: isFortran && dims.length > 1 ? rowMajor(little, dims, found.size) : little };
}

/** A .npy file; undefined for a type that NumPy has none for. */
export function writeNpy({ type, dims, bytes }: NpyArray): Uint8Array<ArrayBuffer> | undefined {
	const code = [...types].find(([, one]) => one.type === type)?.[0];
	if (code === undefined) return undefined;
	const order = types.get(code)?.size === 1 ? "|" : "<";
	const shape = dims.length === 1 ? `(${dims[0]},)` : `(${dims.join(", ")})`;
	const plain = `{'descr': '${order}${code}', 'fortran_order': False, 'shape': ${shape}, }`;
	// With its line break the header ends at a multiple of 64 bytes.
	const padded = `${plain}${" ".repeat((64 - ((10 + plain.length + 1) % 64)) % 64)}\n`;
	const file = new Uint8Array(10 + padded.length + bytes.length);
	file.set([...magic, 1, 0, padded.length & 255, padded.length >> 8]);
	file.set(new TextEncoder().encode(padded), 10);
	file.set(bytes, 10 + padded.length);
	return file;
}

function turned(bytes: Uint8Array, size: number): Uint8Array {
	const result = new Uint8Array(bytes.length);
	for (let at = 0; at < bytes.length; at += size)
		for (let i = 0; i < size; i++) result[at + i] = bytes[at + size - 1 - i] ?? 0;
	return result;
}

/** Column-major elements in row-major order. */
function rowMajor(bytes: Uint8Array, dims: readonly number[], size: number): Uint8Array {
	const result = new Uint8Array(bytes.length);
	const strides = dims.map((_, axis) => dims.slice(0, axis).reduce((product, one) => product * one, 1));
	const index = dims.map(() => 0);
	for (let to = 0; to < bytes.length; to += size) {
		const from = size * index.reduce((sum, at, axis) => sum + at * (strides[axis] ?? 0), 0);
		result.set(bytes.subarray(from, from + size), to);
		for (let axis = dims.length - 1; axis >= 0; axis--) {
			index[axis] = (index[axis] ?? 0) + 1;
			if ((index[axis] ?? 0) < (dims[axis] ?? 0)) break;
			index[axis] = 0;
		}
	}
	return result;
}
