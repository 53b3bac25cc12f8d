import { openAsBlob } from "node:fs";
import { modelBytes, modelNames, modelPath, runPython, withFiles } from "@suture/fixtures";
import { describe, expect, test } from "vitest";
import { joinParts, type ModelProto, readModel, sourceFromBlob, sourceFromBytes, writeModel } from "./index.ts";

async function opened(name: string): Promise<{ bytes: Uint8Array; model: ModelProto }> {
	const bytes = modelBytes(name);
	const { model, problems } = await readModel(sourceFromBytes(bytes, `${name}.onnx`));
	expect(problems).toEqual([]);
	if (!model) throw new Error("unreachable: no problems");
	return { bytes, model };
}

async function written(model: ModelProto): Promise<Uint8Array> {
	const { files, problems } = writeModel(model, { name: "out.onnx" });
	expect(problems).toEqual([]);
	expect(files.length).toBe(1);
	return await joinParts(files[0]?.parts ?? []);
}

function deepCopy<T>(value: T): T {
	if (value instanceof Uint8Array || typeof value !== "object" || value === null) return value;
	if (Array.isArray(value)) return value.map(deepCopy) as T;
	if ("read" in value) return value; // a source
	return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, deepCopy(inner)])) as T;
}

/** All of a model but the sources that its weights lie in. */
function textOf(model: ModelProto | undefined): string {
	return JSON.stringify(model, (key, value) =>
		key === "source" ? 0 : typeof value === "bigint" ? `${value}n` : value,
	);
}

describe.each(modelNames)("%s", (name) => {
	test("an unedited save is byte-identical", async () => {
		const { bytes, model } = await opened(name);
		expect(Buffer.compare(await written(model), bytes)).toBe(0);
	});

	test("reading it from a file gives what reading it from memory gives", async () => {
		const { model } = await opened(name);
		const fromFile = await readModel(sourceFromBlob(await openAsBlob(modelPath(name)), `${name}.onnx`));
		expect(textOf(fromFile.model)).toBe(textOf(model));
	});

	test("encoding every message anew loses nothing that Python's onnx sees", async () => {
		const { bytes, model } = await opened(name);
		// A deep copy has no origins: nothing can be copied from the file but the weights.
		const anew = await written(deepCopy(model));
		const same = `import sys, onnx
a, b = (onnx.load_model_from_string(open(p, "rb").read()) for p in sys.argv[1:])
onnx.checker.check_model(b)
print(a == b)`;
		expect(await withFiles([bytes, anew], (paths) => runPython(same, ...paths))).toBe("True\n");
	});
});

test("an edit re-encodes only what it touches", async () => {
	const { bytes, model } = await opened("bert.ts17");
	const graph = model.graph;
	if (!graph) throw new Error("bert has a graph");
	const node = graph.node.map((one, i) => (i === 7 ? { ...one, name: "/renamed" } : one));
	const { files } = writeModel({ ...model, graph: { ...graph, node } }, { name: "out.onnx" });
	const encoded = (files[0]?.parts ?? []).filter((part) => part instanceof Uint8Array);
	expect(encoded.reduce((sum, part) => sum + part.length, 0)).toBeLessThan(300);
	const edited = await readModel(sourceFromBytes(await joinParts(files[0]?.parts ?? []), "out.onnx"));
	expect(edited.model?.graph?.node[7]?.name).toBe("/renamed");
	expect(edited.model?.graph?.node.length).toBe(graph.node.length);
	expect(files[0]?.byteLength).toBe(bytes.length + "/renamed".length - (graph.node[7]?.name?.length ?? 0));
});
