import { openAsBlob } from "node:fs";
import { mkdir, open, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { runPython, withFolder } from "@suture/fixtures";
import { describe, expect, test } from "vitest";
import {
	DataLocation,
	joinParts,
	type ModelProto,
	newMessage,
	readModel,
	refusedLocation,
	type Source,
	sourceFromBlob,
	sourceFromBytes,
	sourceFromRead,
	type TensorProto,
	tensorBytes,
	writeModel,
} from "./index.ts";

function externalTensor(name: string, location: string, offset: number, elements: number): TensorProto {
	const entries = { location, offset: `${offset}`, length: `${elements * 4}` };
	return newMessage("TensorProto", {
		name,
		dims: [elements],
		dataType: 1,
		dataLocation: DataLocation.EXTERNAL,
		externalData: Object.entries(entries).map(([key, value]) => newMessage("StringStringEntryProto", { key, value })),
	});
}

function modelWith(...initializer: TensorProto[]): ModelProto {
	return newMessage("ModelProto", {
		irVersion: 8,
		opsetImport: [newMessage("OperatorSetIdProto", { version: 17 })],
		graph: newMessage("GraphProto", { name: "g", initializer }),
	});
}

async function bytesOf(model: ModelProto): Promise<Uint8Array> {
	return await joinParts(writeModel(model, { name: "m.onnx" }).files[0]?.parts ?? []);
}

/** A source that holds zeros and counts what is read of it. */
function sparseSource(name: string, byteLength: number): Source & { readBytes: number } {
	const source = {
		...sourceFromRead(name, byteLength, async (start, end) => {
			source.readBytes += end - start;
			return new Uint8Array(end - start);
		}),
		readBytes: 0,
	};
	return source;
}

describe("locations outside of the model's folder are refused", () => {
	test.each([
		"../weights.bin",
		"a/../../weights.bin",
		"/etc/passwd",
		"C:\\weights.bin",
		"\\\\host\\share",
		"a\\..\\..\\b",
		"https://example.org/w",
		"",
		"a\0b",
	])("%j", async (location) => {
		expect(refusedLocation(location)).toBeDefined();
		const bytes = await bytesOf(modelWith(externalTensor("w", location, 0, 4)));
		const { model, problems } = await readModel(sourceFromBytes(bytes, "m.onnx"), {
			openExternal: async () => {
				throw new Error("must not be asked");
			},
		});
		expect(model).toBeDefined();
		expect(problems.map(({ code }) => code)).toEqual(["onnx/external-path"]);
	});

	test("plain names and folders below are taken", () => {
		for (const location of ["w.bin", "a/b/w..bin", "..w", "model.onnx.data"])
			expect(refusedLocation(location)).toBeUndefined();
	});
});

test("a missing file is named once, with how many tensors lie in it", async () => {
	const bytes = await bytesOf(modelWith(externalTensor("a", "w.bin", 0, 4), externalTensor("b", "w.bin", 16, 4)));
	const { problems } = await readModel(sourceFromBytes(bytes, "m.onnx"));
	expect(problems.map(({ sentence }) => sentence)).toEqual(["2 tensors lie in w.bin, which is not there."]);
});

test("a range past the end of the file is named with its tensor", async () => {
	const bytes = await bytesOf(modelWith(externalTensor("a", "w.bin", 90, 4)));
	const openExternal = async () => sourceFromBytes(new Uint8Array(100), "w.bin");
	const { problems } = await readModel(sourceFromBytes(bytes, "m.onnx"), { openExternal });
	expect(problems[0]?.sentence).toBe("The weights of a should reach to byte 106 of w.bin, which has only 100.");
});

test("a 4 GB model with external data opens without reading its weights", async () => {
	const gigabyte = 1e9;
	const data = sparseSource("w.bin", 4 * gigabyte + 64);
	const large = [0, 1, 2, 3].map((i) => externalTensor(`w${i}`, "w.bin", i * gigabyte, gigabyte / 4));
	const bytes = await bytesOf(modelWith(...large, externalTensor("shape", "w.bin", 4 * gigabyte, 16)));
	const { model, problems } = await readModel(sourceFromBytes(bytes, "m.onnx"), { openExternal: async () => data });
	expect(problems).toEqual([]);
	expect(data.readBytes).toBe(64); // the small one, which may be a shape
	expect(await tensorBytes(model?.graph?.initializer[4] as TensorProto)).toEqual({ bytes: new Uint8Array(64) });
});

test("a 3 GB file with inline weights opens by reading next to nothing, and is copied by ranges", async () => {
	// Headers by hand: no writer makes a protobuf this large, but torch did, once.
	const weights = 3e9;
	const tensor = await headerOf(5, [0x08, 10, 0x10, 1, 0x42, 1, 0x77], 9, weights);
	const graph = varintField(7, tensor.length + weights);
	const head = Uint8Array.of(8, 9, ...graph, ...tensor);
	let readBytes = 0;
	const source = sourceFromRead("big.onnx", head.length + weights, async (start, end) => {
		readBytes += end - start;
		const bytes = new Uint8Array(end - start);
		bytes.set(head.subarray(start, end));
		return bytes;
	});
	const { model } = await readModel(source);
	expect(model?.graph?.initializer[0]?.rawData).toMatchObject({ at: "source", byteLength: weights });
	expect(readBytes).toBeLessThan(1e6);
	expect(writeModel(model as ModelProto, { name: "copy.onnx" }).files[0]?.byteLength).toBe(head.length + weights);
});

function varintField(id: number, value: number): number[] {
	const bytes = [(id << 3) | 2];
	for (let rest = value; ; rest = Math.floor(rest / 128)) {
		bytes.push((rest % 128) | (rest > 127 ? 128 : 0));
		if (rest < 128) return bytes;
	}
}

async function headerOf(id: number, fields: number[], payloadId: number, payloadBytes: number): Promise<number[]> {
	const payload = varintField(payloadId, payloadBytes);
	return [...varintField(id, fields.length + payload.length + payloadBytes), ...fields, ...payload];
}

test("a model above the limit is written with its weights beside it, and Python's onnx reads it", async () => {
	const weights = new Float32Array(5000).map((_, i) => i / 7);
	const tensor = newMessage("TensorProto", {
		name: "w",
		dims: [5000],
		dataType: 1,
		rawData: { at: "memory", bytes: new Uint8Array(weights.buffer) },
	});
	const { files, problems } = writeModel(modelWith(tensor), { name: "m.onnx", maximumBytes: 10_000 });
	expect(problems.map(({ code }) => code)).toEqual(["onnx/written-external"]);
	expect(files.map(({ name }) => name)).toEqual(["m.onnx", "m.onnx.data"]);
	await withFolder(async (folder) => {
		for (const { name, parts } of files) await writeFile(join(folder, name), await joinParts(parts));
		const script =
			"import sys, onnx, onnx.numpy_helper as h\nm = onnx.load(sys.argv[1])\nprint(h.to_array(m.graph.initializer[0])[4999])";
		expect(Number(await runPython(script, join(folder, "m.onnx")))).toBeCloseTo(4999 / 7, 3);
	});
});

test("a real 2.2 GB model is written with its weights beside it", async () => {
	const data = sparseSource("w", 2.2e9);
	const tensor = newMessage("TensorProto", {
		name: "w",
		dims: [550_000_000],
		dataType: 1,
		rawData: { at: "source", source: data, start: 0, byteLength: 2.2e9 },
	});
	const { files } = writeModel(modelWith(tensor), { name: "m.onnx" });
	expect(files.map(({ byteLength }) => byteLength > 2e9)).toEqual([false, true]);
	expect(data.readBytes).toBe(0);
});

test("an unedited model keeps its data file byte for byte, unused bytes and all", async () => {
	const data = sourceFromBytes(new Uint8Array(1000).fill(7), "w.bin");
	const bytes = await bytesOf(modelWith(externalTensor("a", "w.bin", 0, 4)));
	const { model } = await readModel(sourceFromBytes(bytes, "m.onnx"), { openExternal: async () => data });
	const { files } = writeModel(model as ModelProto, { name: "m.onnx" });
	expect(files.map(({ name, byteLength }) => [name, byteLength])).toEqual([
		["m.onnx", bytes.length],
		["w.bin", 1000],
	]);
});

test("when an edit leaves weights unused, the data file is written without them", async () => {
	const content = new Uint8Array(40_000).map((_, i) => i % 251);
	const data = sourceFromBytes(content, "w.bin");
	const tensors = [0, 1, 2, 3].map((i) => externalTensor(`w${i}`, "w.bin", i * 10_000, 2500));
	const { model } = await readModel(sourceFromBytes(await bytesOf(modelWith(...tensors)), "m.onnx"), {
		openExternal: async () => data,
	});
	const graph = model?.graph;
	if (!graph) throw new Error("it has a graph");
	const edited = { ...model, graph: { ...graph, initializer: graph.initializer.slice(2, 3) } };
	const { files } = writeModel(edited, { name: "m.onnx" });
	expect(files[1]?.byteLength).toBe(10_000);
	const [main, kept] = await Promise.all(files.map(({ parts }) => joinParts(parts)));
	const again = await readModel(sourceFromBytes(main as Uint8Array, "m.onnx"), {
		openExternal: async () => sourceFromBytes(kept as Uint8Array, "w.bin"),
	});
	const read = await tensorBytes(again.model?.graph?.initializer[0] as TensorProto);
	expect(read).toEqual({ bytes: content.slice(20_000, 30_000) });
});

test("files of 4 GB on a real disk are read by ranges", async () => {
	await withFolder(async (folder) => {
		await mkdir(join(folder, "sub"));
		const path = join(folder, "sub", "w.bin");
		const file = await open(path, "w");
		await file.truncate(4.2e9); // sparse: takes no room
		await file.write(Uint8Array.of(1, 2, 3, 4), 0, 4, 4.1e9);
		await file.close();
		const bytes = await bytesOf(modelWith(externalTensor("w", "sub/w.bin", 4.1e9, 1)));
		const { model, problems } = await readModel(sourceFromBytes(bytes, "m.onnx"), {
			openExternal: async (location) => sourceFromBlob(await openAsBlob(join(folder, location)), location),
		});
		expect(problems).toEqual([]);
		expect(await tensorBytes(model?.graph?.initializer[0] as TensorProto)).toEqual({
			bytes: Uint8Array.of(1, 2, 3, 4),
		});
	});
});
