import { rawByteLength, type TensorProto, tensorBytes, tensorType, tensorTypes, tensorValues } from "@suture/onnx";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { literalFromTensor } from "./literal-from-tensor.ts";
import { tensorFromLiteral } from "./tensor-from-literal.ts";
import type { TensorLiteral } from "./tensor-literal.ts";

async function rawOf(tensor: TensorProto): Promise<Uint8Array> {
	const read = await tensorBytes(tensor);
	if ("problem" in read) throw new Error(read.problem.sentence);
	return read.bytes;
}

function tensorOf(literal: TensorLiteral, sources = {}): TensorProto {
	const made = tensorFromLiteral(literal, "w", sources);
	if ("problem" in made) throw new Error(made.problem.sentence);
	return made.tensor;
}

function reasonOf(literal: TensorLiteral): unknown {
	const made = tensorFromLiteral(literal, "w");
	return "problem" in made ? made.problem.facts["reason"] : made;
}

const withBytes = tensorTypes().filter(({ bits }) => bits > 0);

test.each(withBytes.map((type) => [type.text, type] as const))(
	"every tensor of %s becomes a literal, through JSON, and back to the bit",
	async (text, type) => {
		const dims = fc.array(fc.integer({ min: 0, max: 4 }), { maxLength: 3 });
		const anyTensor = dims.chain((sizes) => {
			const bits = sizes.reduce((product, size) => product * size, 1) * type.bits;
			const byteLength = rawByteLength(type, bits / type.bits);
			// Bits behind the last element are zero, as every writer leaves them.
			const cleared = (bytes: Uint8Array) => {
				const last = bytes.length - 1;
				if (bits % 8 !== 0) bytes[last] = (bytes[last] ?? 0) & (2 ** (bits % 8) - 1);
				return type.name === "BOOL" ? bytes.map((byte) => byte & 1) : bytes;
			};
			const bytes = fc.uint8Array({ minLength: byteLength, maxLength: byteLength }).map(cleared);
			return fc.record({ sizes: fc.constant(sizes), bytes, written: fc.constantFrom(0, 64) });
		});
		await fc.assert(
			fc.asyncProperty(anyTensor, async ({ sizes, bytes, written }) => {
				const tensor = tensorOf({ type: text, dims: sizes, sha256: "" }, { contents: () => ({ at: "memory", bytes }) });
				const made = await literalFromTensor(tensor, { writtenElements: written });
				if ("problem" in made) throw new Error(made.problem.sentence);
				const again = tensorOf(JSON.parse(JSON.stringify(made.literal)) as TensorLiteral);
				expect(again.dims).toEqual(sizes);
				expect(Buffer.compare(await rawOf(again), bytes)).toBe(0);
			}),
			{ numRuns: 40 },
		);
	},
);

describe("numbers", () => {
	test.each([
		["float16", [1, -2, 65504, 6e-8, "inf", "nan"], "003c00c0ff7b0100007c007e"],
		["bfloat16", [1, -2, "-inf"], "803f00c080ff"],
		["float8e4m3fn", [1, 448, -0.015625], "387e88"],
		["float8e5m2", [1, 57344, "inf"], "3c7b7c"],
		["float4e2m1", [0.5, -6], "f1"],
		["int4", [-8, 7, 1], "7801"],
		["bool", [true, 0], "0100"],
		["int64", ["-9223372036854775808", 5], "00000000000000800500000000000000"],
		["complex64", [1, -1], "0000803f000080bf"],
	])("of %s are what they mean", async (type, values, hex) => {
		const dims = type === "complex64" ? [1] : [values.length];
		const raw = await rawOf(tensorOf({ type, dims, values }));
		expect(Buffer.from(raw).toString("hex")).toBe(hex);
	});

	test("are rounded to the nearest that the type has, of two the even one", () => {
		fc.assert(
			fc.property(fc.double({ min: -448, max: 448, noNaN: true }), (value) => {
				const type = tensorType(17);
				const tensor = tensorOf({ type: "float8e4m3fn", dims: [], values: [value] });
				if (!type || tensor.rawData?.at !== "memory") throw new Error("it is in memory");
				const [rounded] = tensorValues(type, tensor.rawData.bytes, 1);
				const all = [
					...tensorValues(
						type,
						Uint8Array.from({ length: 256 }, (_, code) => code),
						256,
					),
				].map(Number);
				const nearest = Math.min(...all.filter((one) => !Number.isNaN(one)).map((one) => Math.abs(one - value)));
				expect(Math.abs(Number(rounded) - value)).toBe(nearest);
			}),
		);
	});

	test.each([
		["int8", [128]],
		["uint8", [-1]],
		["int32", [0.5]],
		["int64", ["9223372036854775808"]],
		["float", [1e39]],
		["float16", [65520]],
		["float8e4m3fn", [500]],
		["float", ["many"]],
		["bool", [2]],
		["string", [1]],
	])("of %s that it has not are refused", (type, values) => {
		expect(reasonOf({ type, dims: [1], values })).toEqual(expect.any(String));
	});
});

describe("refused", () => {
	test.each<[string, TensorLiteral]>([
		["a petabyte of sizes without contents", { type: "float", dims: [2 ** 20, 2 ** 20, 2 ** 8], base64: "AAAA" }],
		["sizes beyond all numbers", { type: "float", dims: [2 ** 52, 2 ** 52], values: [] }],
		["letters that are not base64", { type: "uint8", dims: [3], base64: "AA_A" }],
		["strings as bytes", { type: "string", dims: [1], base64: "AAAA" }],
	])("%s", (_, literal) => expect(reasonOf(literal)).toEqual(expect.any(String)));
});

test("larger contents go to base64, still larger ones beside their hash", async () => {
	const bytes = new Uint8Array(400);
	const tensor = tensorOf({ type: "uint8", dims: [400], sha256: "" }, { contents: () => ({ at: "memory", bytes }) });
	const inside = await literalFromTensor(tensor);
	expect("literal" in inside && "base64" in inside.literal).toBe(true);
	const beside = await literalFromTensor(tensor, { base64Bytes: 100, sha256: () => "the hash" });
	expect(beside).toEqual({ literal: { type: "uint8", dims: [400], sha256: "the hash" }, contents: bytes });
});

test("strings are texts", async () => {
	const literal: TensorLiteral = { type: "string", dims: [2], values: ["ä", ""] };
	expect(await literalFromTensor(tensorOf(literal))).toEqual({ literal });
});
