import type { RunTensor } from "@suture/onnx";

/** The numbers of a tensor of floats. Throws for other types. */
export function floatsOf({ type, contents }: RunTensor): Float32Array {
	if (type !== "float" || !(contents instanceof Uint8Array))
		throw new Error(`Boxes and scores in ${type} are not in the reference.`);
	return new Float32Array(aligned(contents));
}

/** The numbers of a tensor of any type that detections come in. */
export function numbersOf({ type, contents }: RunTensor): ArrayLike<number> {
	if (!(contents instanceof Uint8Array)) return [];
	const buffer = aligned(contents);
	if (type === "float") return new Float32Array(buffer);
	if (type === "double") return new Float64Array(buffer);
	if (type === "int32") return new Int32Array(buffer);
	return type === "int64" ? Array.from(new BigInt64Array(buffer), Number) : [];
}

/** A copy that begins where numbers may. */
function aligned(contents: Uint8Array): ArrayBuffer {
	return Uint8Array.from(contents).buffer;
}

export function tensorOfFloats(dims: readonly number[], values: readonly number[]): RunTensor {
	return { type: "float", dims, contents: new Uint8Array(Float32Array.from(values).buffer) };
}

export function tensorOfIntegers(dims: readonly number[], values: readonly number[]): RunTensor {
	return { type: "int32", dims, contents: new Uint8Array(Int32Array.from(values).buffer) };
}
