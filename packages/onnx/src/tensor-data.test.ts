import { runPython } from "@suture/fixtures";
import { describe, expect, test } from "vitest";
import {
	elementCount,
	joinParts,
	newMessage,
	readModel,
	sourceFromBytes,
	type TensorProto,
	tensorBytes,
	tensorType,
	tensorTypes,
	tensorValues,
	writeModel,
} from "./index.ts";

/** A model whose initializers are every tensor type twice: as raw_data, and in the typed field where onnx can write one.
 *  Prints the model and the values that Python sees, as float64 or text. */
const everyType = `
import base64, json, numpy as np, onnx
from onnx import TensorProto as T, helper as h, numpy_helper as nh
tensors, values = [], {}
rng = np.random.default_rng(7)
for name, code in T.DataType.items():
    if name in ("UNDEFINED", "STRING"): continue
    dtype = h.tensor_dtype_to_np_dtype(code)
    n = 13
    if name.startswith("FLOAT") and name not in ("FLOAT", "FLOAT16") or name == "BFLOAT16":
        bits = {"FLOAT4E2M1": 4, "FLOAT6E2M3": 6, "FLOAT6E3M2": 6, "BFLOAT16": 16}.get(name, 8)
        n = 2 ** min(bits, 8)
        codes = np.arange(n, dtype=np.uint16 if bits == 16 else np.uint8) * (257 if bits == 16 else 1)
        array = codes.view(dtype)
    elif name in ("UINT4", "INT4", "UINT2", "INT2"):
        low, high = {"UINT4": (0, 16), "INT4": (-8, 8), "UINT2": (0, 4), "INT2": (-2, 2)}[name]
        array = rng.integers(low, high, n).astype(dtype)
    elif name == "BOOL": array = rng.integers(0, 2, n).astype(bool)
    elif name.startswith(("INT", "UINT")):
        info = np.iinfo(dtype)
        array = np.array([info.min, info.max, 0, 1, info.max // 3] + [5] * (n - 5), dtype=dtype)
    elif name.startswith("COMPLEX"): array = (rng.standard_normal(n) + 1j * rng.standard_normal(n)).astype(dtype)
    else: array = np.array([0, -0.0, 1.5, -2, np.inf, -np.inf, np.nan, 65504, 1e-7] + [3] * (n - 9)).astype(dtype)
    raw = nh.from_array(array, name + "_raw")
    tensors.append(raw)
    if name.startswith("COMPLEX"): flat = np.stack([array.real, array.imag], -1).reshape(-1)
    else: flat = array
    if name in ("INT64", "UINT64"): values[name] = [str(v) for v in flat.tolist()]
    else: values[name] = [repr(float(v)) for v in flat]
    typed = T(name=name + "_typed", data_type=code, dims=[len(array)])
    if name in ("FLOAT",): typed.float_data.extend(array.tolist())
    elif name == "COMPLEX64": typed.float_data.extend(flat.tolist())
    elif name == "DOUBLE": typed.double_data.extend(array.tolist())
    elif name == "COMPLEX128": typed.double_data.extend(flat.tolist())
    elif name == "INT64": typed.int64_data.extend(array.tolist())
    elif name in ("UINT64", "UINT32"): typed.uint64_data.extend(array.tolist())
    elif name.startswith("FLOAT6"): typed.int32_data.extend(array.view(np.uint8).tolist())
    elif name in ("FLOAT16", "BFLOAT16"): typed.int32_data.extend(array.view(np.uint16).astype(int).tolist())
    elif name in ("UINT4", "INT4", "UINT2", "INT2", "FLOAT4E2M1"): typed.int32_data.extend(list(raw.raw_data))
    elif name.startswith("FLOAT8"): typed.int32_data.extend(array.view(np.uint8).tolist())
    else: typed.int32_data.extend(array.astype(int).tolist())
    tensors.append(typed)
g = h.make_graph([], "g", [], [], tensors)
m = h.make_model(g)
print(json.dumps({"model": base64.b64encode(m.SerializeToString()).decode(), "values": values}))
`;

const made = JSON.parse(await runPython(everyType)) as { model: string; values: Record<string, string[]> };
const { model } = await readModel(sourceFromBytes(Buffer.from(made.model, "base64"), "types.onnx"));
const tensors = new Map(model?.graph?.initializer.map((tensor) => [tensor.name, tensor]));

function pythonFloat(text: string): number {
	return text.endsWith("inf") ? (text.startsWith("-") ? -Infinity : Infinity) : Number(text);
}

async function valuesOf(tensor: TensorProto | undefined): Promise<unknown[]> {
	const type = tensorType(tensor?.dataType);
	const read = tensor && (await tensorBytes(tensor));
	if (!tensor || !type || !read || "problem" in read) throw new Error(`unreadable: ${JSON.stringify(read)}`);
	return Array.from<unknown>(tensorValues(type, read.bytes, elementCount(tensor.dims)) as ArrayLike<unknown>);
}

describe.each(tensorTypes().filter(({ bits }) => bits > 0))("$name", ({ name }) => {
	const isLong = name === "INT64" || name === "UINT64";
	const expected = made.values[name]?.map((text) => (isLong ? BigInt(text) : pythonFloat(text)));

	test("raw contents have the values that Python's onnx sees", async () => {
		expect(await valuesOf(tensors.get(`${name}_raw`))).toEqual(expected);
	});

	test("contents in the typed field have the same values", async () => {
		expect(await valuesOf(tensors.get(`${name}_typed`))).toEqual(expected);
	});
});

test("every type of onnx.proto has its row", () => {
	expect(
		tensorTypes()
			.map(({ name }) => name)
			.sort(),
	).toEqual([...Object.keys(made.values), "STRING"].sort());
});

test("contents that do not fit the shape are a problem that names both sizes", async () => {
	const tensor = newMessage("TensorProto", {
		name: "w",
		dims: [3],
		dataType: 1,
		rawData: { at: "memory", bytes: new Uint8Array(8) },
	});
	const read = await tensorBytes(tensor);
	expect("problem" in read && read.problem.sentence).toBe(
		"w should have 12 bytes by its shape and type, and has 8 bytes.",
	);
});

test("a negative dimension, an unknown type and strings are problems, not crashes", async () => {
	for (const fields of [
		{ dims: [-1], dataType: 1 },
		{ dims: [1], dataType: 99 },
		{ dims: [1], dataType: 8 },
	]) {
		expect("problem" in (await tensorBytes(newMessage("TensorProto", fields)))).toBe(true);
	}
});

test("a float field written one element at a time is read", async () => {
	const unpacked = Uint8Array.of(0x08, 2, 0x10, 1, 0x25, 0, 0, 128, 63, 0x25, 0, 0, 0, 64); // dims 2, FLOAT, 1.0, 2.0
	const graph = Uint8Array.of(0x2a, unpacked.length, ...unpacked);
	const read = await readModel(sourceFromBytes(Uint8Array.of(8, 9, 0x3a, graph.length, ...graph), "m.onnx"));
	expect(await valuesOf(read.model?.graph?.initializer[0])).toEqual([1, 2]);
	const written = writeModel({ ...(read.model as NonNullable<typeof read.model>) }, { name: "m.onnx" });
	expect((await joinParts(written.files[0]?.parts ?? [])).length).toBe(4 + graph.length);
});
