import { type TensorLiteral, typeFromText } from "@suture/graph";
import { elementCount, type TensorProto, tensorBytesInMemory, tensorType, tensorValues } from "@suture/onnx";
import { NotScriptable } from "./not-scriptable.ts";
import { pythonList, pythonNumber, pythonText } from "./python.ts";

/** Element types by their word in ONNX's text; numpy has no others. */
const numpyTypes: ReadonlyMap<string, string> = new Map([
	["float", "np.float32"],
	["double", "np.float64"],
	["bool", "np.bool_"],
	["string", "object"],
	...[
		"float16",
		"int8",
		"int16",
		"int32",
		"int64",
		"uint8",
		"uint16",
		"uint32",
		"uint64",
		"complex64",
		"complex128",
	].map((name) => [name, `np.${name}`] as const),
]);

function numpyType(word: string): string {
	const type = numpyTypes.get(word);
	if (type === undefined) throw new NotScriptable(`numpy has no ${word}`);
	return type;
}

/** A tensor of an edit as a numpy array. */
export function arrayOfLiteral(literal: TensorLiteral, valuesOf: (value: string) => string): string {
	if ("same" in literal) return valuesOf(literal.same);
	const dtype = numpyType(literal.type);
	const shaped = (flat: string) => `${flat}.reshape(${pythonList(literal.dims.map(String))})`;
	if ("base64" in literal)
		return shaped(`np.frombuffer(base64.b64decode(${pythonText(literal.base64)}), dtype=${dtype})`);
	if ("sha256" in literal) {
		return shaped(`np.fromfile(pathlib.Path(__file__).parent / ${pythonText(literal.sha256)}, dtype=${dtype})`);
	}
	if (dtype.startsWith("np.complex")) throw new NotScriptable("complex numbers are not written out");
	const values = literal.values.map((one) => literalElement(one, literal.type));
	return arrayText(values, literal.dims, dtype);
}

function literalElement(value: number | string | boolean, type: string): string {
	if (type === "string") return pythonText(String(value));
	if (typeof value === "boolean") return value ? "True" : "False";
	if (typeof value === "number") return pythonNumber(value);
	return /^-?\d+$/.test(value) ? value : pythonNumber(Number(value.replace(/inf$/, "Infinity")));
}

/** A tensor that is in memory as a numpy array. */
export function arrayOfTensor(tensor: TensorProto): string {
	const type = tensorType(tensor.dataType);
	if (!type) throw new NotScriptable("a tensor has no type");
	const dtype = numpyType(type.text);
	if (type.bits === 0) {
		const decoder = new TextDecoder();
		return arrayText(
			tensor.stringData.map((one) => pythonText(decoder.decode(one))),
			tensor.dims,
			dtype,
		);
	}
	const read = tensorBytesInMemory(tensor);
	if (!read || "problem" in read) throw new NotScriptable("the contents of a tensor are not at hand");
	if (dtype.startsWith("np.complex")) throw new NotScriptable("complex numbers are not written out");
	const values = Array.from(
		tensorValues(type, read.bytes, elementCount(tensor.dims)) as Iterable<number | bigint>,
		(one) => (type.text === "bool" ? (one ? "True" : "False") : pythonNumber(one)),
	);
	return arrayText(values, tensor.dims, dtype);
}

function arrayText(values: readonly string[], dims: readonly number[], dtype: string): string {
	if (dims.length === 0) return `np.array(${values[0] ?? "0"}, dtype=${dtype})`;
	const flat = `np.array(${pythonList(values)}, dtype=${dtype})`;
	return dims.length === 1 ? flat : `${flat}.reshape(${pythonList(dims.map(String))})`;
}

/** The type and sizes of a text such as float[N,3], as Python has them. */
export function typeParts(text: string): { dtype: string; shape: string } {
	const type = typeFromText(text);
	const tensor = "tensorType" in type ? type.tensorType : undefined;
	if (!tensor) throw new NotScriptable(`${text} is no type of a tensor`);
	const element = tensorType(tensor.elemType);
	if (!element) throw new NotScriptable(`${text} has no element type`);
	const dtype = numpyTypes.get(element.text) ?? `onnx.TensorProto.${element.name}`;
	const shape = tensor.shape?.dim.map(({ dimValue, dimParam }) => {
		return dimParam ? pythonText(dimParam) : dimValue === undefined ? "None" : String(dimValue);
	});
	return { dtype, shape: shape ? pythonList(shape) : "None" };
}
