import { modelBytes } from "@suture/fixtures";
import fc from "fast-check";
import { Writer } from "protobufjs/light.js";
import { describe, expect, test } from "vitest";
import { type ReadModel, readModel, type Source, sourceFromBytes, sourceFromRead } from "./index.ts";

async function read(bytes: Uint8Array, name = "model.onnx"): Promise<ReadModel> {
	return await readModel(sourceFromBytes(bytes, name));
}

async function problemOf(bytes: Uint8Array): Promise<{ code: string; text: string; offset: number | undefined }> {
	const { model, problems } = await read(bytes);
	expect(model).toBeUndefined();
	expect(problems.length).toBe(1);
	const found = problems[0];
	return { code: found?.code ?? "", text: `${found?.sentence} ${found?.remedy}`, offset: found?.place.offset };
}

const ascii = (text: string) => new TextEncoder().encode(text);

/** tag, length, bytes. */
function field(id: number, bytes: Uint8Array): Uint8Array {
	return Writer.create()
		.uint32((id << 3) | 2)
		.bytes(bytes)
		.finish();
}

function join(...parts: readonly Uint8Array[]): Uint8Array {
	return Buffer.concat(parts);
}

const irVersion = Uint8Array.of(8, 9);

describe("files that are something else are named", () => {
	test.each([
		["a gzip", Uint8Array.of(0x1f, 0x8b, 8, 0, 0, 0, 0, 0), "gzip"],
		["a web page", ascii("  <!DOCTYPE html><html><body>Sign in</body></html>"), "web page"],
		["a PyTorch checkpoint", join(Uint8Array.of(0x50, 0x4b, 3, 4), ascii("archive/data.pkl")), "PyTorch"],
		["a Git LFS pointer", ascii("version https://git-lfs.github.com/spec/v1\noid sha256:4d7a\n"), "git lfs pull"],
		["a safetensors file", join(Uint8Array.of(0x40, 1, 0, 0, 0, 0, 0, 0), ascii('{"__metadata__":{}}')), "safetensors"],
		["a TensorRT engine", join(ascii("ftrt"), new Uint8Array(64)), "TensorRT engine"],
		["JSON", ascii('{"graph": {}}'), "JSON"],
	])("%s", async (_, bytes, word) => {
		const { code, text } = await problemOf(bytes);
		expect(code).toBe("onnx/other-format");
		expect(text).toContain(word);
	});
});

test("an empty file is called empty", async () => {
	expect((await problemOf(new Uint8Array(0))).code).toBe("onnx/empty");
});

test("text that is no known format is not called a damaged model", async () => {
	expect((await problemOf(ascii("Hello, this is a letter and not a network at all."))).code).toBe("onnx/not-a-model");
});

test("a protobuf without a graph is said to have none", async () => {
	expect((await problemOf(irVersion)).code).toBe("onnx/no-graph");
});

test("a field with the wrong encoding is named with its path and byte", async () => {
	const node = Uint8Array.of(0x08, 5); // NodeProto.input as a number
	const found = await problemOf(join(irVersion, field(7, field(1, node))));
	expect(found).toMatchObject({ code: "onnx/wire-type", offset: 6 });
	expect(found.text).toContain("graph.node[0].input");
});

test("a length past the end of its message is named with both sizes", async () => {
	const found = await problemOf(join(irVersion, field(7, Uint8Array.of(0x0a, 100, 1, 2))));
	expect(found.code).toBe("onnx/length");
	expect(found.text).toContain("100 bytes");
});

test("a file cut off anywhere says so and never throws", async () => {
	const bytes = modelBytes("loop_script.ts13");
	for (let end = 0; end < bytes.length; end++) {
		const { model, problems } = await read(bytes.subarray(0, end));
		if (!model) expect(problems.length).toBe(1);
	}
	const { code } = await problemOf(modelBytes("bert.ts17").subarray(0, 200_000));
	expect(code).toBe("onnx/truncated");
});

test("a million nested messages stop at the depth where protobuf's readers stop", async () => {
	// Each level adds "field g of an attribute of a node of a graph" on both sides, built from the inside.
	let bytes: Uint8Array = new Uint8Array(0);
	for (let i = 0; i < 200; i++) bytes = field(1, field(5, field(6, bytes)));
	expect((await problemOf(join(irVersion, field(7, bytes)))).code).toBe("onnx/too-deep");
	const deep = nestedSequenceTypes(1_000_000);
	expect((await problemOf(join(irVersion, field(7, field(11, field(2, deep)))))).code).toBe("onnx/too-deep");
});

/** A TypeProto of sequences in sequences, built back to front since each length depends on what is inside. */
function nestedSequenceTypes(levels: number): Uint8Array {
	const bytes = new Uint8Array(levels * 12);
	let start = bytes.length;
	const prepend = (tag: number) => {
		let length = bytes.length - start;
		const prefix = [tag];
		do {
			prefix.push((length & 127) | (length > 127 ? 128 : 0));
			length = Math.floor(length / 128);
		} while (length > 0);
		start -= prefix.length;
		bytes.set(prefix, start);
	};
	for (let i = 0; i < levels && start > 16; i++) prepend(i % 2 === 0 ? 0x0a : 0x22);
	return bytes.subarray(start);
}

test("ten million empty nodes are refused before they fill the memory", async () => {
	const nodes = new Uint8Array(20_000_000);
	for (let i = 0; i < nodes.length; i += 2) nodes[i] = 0x0a;
	expect((await problemOf(join(irVersion, field(7, nodes)))).code).toBe("onnx/too-many");
});

test("a tensor's shape alone allocates nothing", async () => {
	const tensor = join(
		Writer.create().uint32(8).uint32(4_000_000_000).uint32(8).uint32(4_000_000_000).finish(),
		Uint8Array.of(0x10, 1),
	);
	const { model, problems } = await read(join(irVersion, field(7, field(5, tensor))));
	expect(problems).toEqual([]);
	expect(model?.graph?.initializer[0]?.dims).toEqual([4_000_000_000, 4_000_000_000]);
});

test("whatever bytes are changed in a real model, it is read or explained", async () => {
	const original = modelBytes("lstm.ts13");
	const change = fc.record({ at: fc.nat(original.length - 1), byte: fc.nat(255) });
	await fc.assert(
		fc.asyncProperty(fc.array(change, { minLength: 1, maxLength: 20 }), async (changes) => {
			const bytes = original.slice();
			for (const { at, byte } of changes) bytes[at] = byte;
			const { model, problems } = await read(bytes);
			expect(model !== undefined || problems.length > 0).toBe(true);
			for (const { sentence, remedy } of problems)
				expect(`${sentence} ${remedy}`).not.toMatch(/undefined|NaN|\[object/);
		}),
		{ numRuns: 300 },
	);
});

test("random bytes are read or explained", async () => {
	await fc.assert(
		fc.asyncProperty(fc.uint8Array({ maxLength: 300 }), async (bytes) => {
			const { model, problems } = await read(bytes);
			const errors = problems.filter(({ severity }) => severity === "error");
			expect(model !== undefined || errors.length === 1).toBe(true);
		}),
		{ numRuns: 2000, examples: [[Uint8Array.of(26, 1, 128, 0)], [Uint8Array.of(8, 9, 26, 1, 128, 0)]] },
	);
});

test("a source that fails or became shorter rejects with its sentence", async () => {
	const failing: Source = sourceFromRead("disk.onnx", 100, async () => {
		throw new Error("the drive is gone");
	});
	await expect(readModel(failing)).rejects.toThrow("disk.onnx could not be read: the drive is gone.");
	const short = sourceFromRead("disk.onnx", 100, async () => new Uint8Array(3));
	await expect(readModel(short)).rejects.toThrow("has become shorter");
});
