import type { RunTensor } from "@suture/onnx";
import { Tensor } from "onnxruntime-common";

/** Names of element types in ONNX Runtime's JavaScript, where they differ from ONNX's. */
const names: Readonly<Record<string, string>> = { float: "float32", double: "float64" };
const ownNames = new Map(Object.entries(names).map(([onnx, ort]) => [ort, onnx]));

type TypedArray =
	| Float32Array
	| Float64Array
	| Int8Array
	| Uint8Array
	| Int16Array
	| Uint16Array
	| Int32Array
	| Uint32Array;
type AnyArray = TypedArray | BigInt64Array | BigUint64Array;
type ArrayType = new (buffer: ArrayBuffer) => AnyArray;

const arrays: ReadonlyMap<string, ArrayType> = new Map<string, ArrayType>([
	["float32", Float32Array],
	["float64", Float64Array],
	["float16", Uint16Array],
	["int8", Int8Array],
	["uint8", Uint8Array],
	["bool", Uint8Array],
	["int16", Int16Array],
	["uint16", Uint16Array],
	["int32", Int32Array],
	["uint32", Uint32Array],
	["int64", BigInt64Array],
	["uint64", BigUint64Array],
]);

/** The tensor as ONNX Runtime takes it. Throws for element types that its JavaScript has not. */
export function ortTensor({ type, dims, contents }: RunTensor): Tensor {
	if (!(contents instanceof Uint8Array)) return new Tensor("string", [...contents], dims);
	const name = names[type] ?? type;
	const array = arrays.get(name);
	if (!array) throw new TypeError(`ONNX Runtime's JavaScript has no tensors of ${type}.`);
	// A copy: typed arrays over wider elements need an aligned start.
	const data = new array(Uint8Array.prototype.slice.call(contents).buffer as ArrayBuffer);
	// The constructor has an overload for each pair of type and array, which the table keeps together.
	const tensor = new Tensor(name as "float32", data as Float32Array, dims);
	// It makes a Float16Array of them where there is one, and ONNX Runtime for Node 1.30 sees no elements in that.
	return name === "float16" ? Object.defineProperty(tensor, "data", { value: data }) : tensor;
}

/** The same back. */
export function runTensor(tensor: Tensor): RunTensor {
	const { type, dims, data } = tensor;
	if (Array.isArray(data)) return { type: "string", dims, contents: data };
	const { buffer, byteOffset, byteLength } = data as AnyArray;
	return {
		type: ownNames.get(type) ?? type,
		dims,
		contents: new Uint8Array(buffer as ArrayBuffer, byteOffset, byteLength),
	};
}
