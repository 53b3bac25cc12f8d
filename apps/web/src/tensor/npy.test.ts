import fc from "fast-check";
import { expect, test } from "vitest";
import { readNpy, writeNpy } from "./npy.ts";

function bytesOf(numbers: Float32Array | Int32Array): Uint8Array {
	return new Uint8Array(numbers.buffer);
}

/** A file as numpy.save writes it. */
function file(header: string, data: Uint8Array): Uint8Array {
	const text = new TextEncoder().encode(`${header}\n`);
	return Uint8Array.from([0x93, 78, 85, 77, 80, 89, 1, 0, text.length & 255, text.length >> 8, ...text, ...data]);
}

test("what is written is read again", () => {
	fc.assert(
		fc.property(
			fc.array(fc.integer({ min: 0, max: 4 }), { maxLength: 4 }),
			fc.constantFrom("float", "int32"),
			(dims, type) => {
				const bytes = new Uint8Array(4 * dims.reduce((product, size) => product * size, 1)).map((_, i) => i);
				const written = writeNpy({ type, dims, bytes });
				expect((written?.length ?? 0) - bytes.length).toSatisfy((length: number) => length % 64 === 0);
				expect(written && readNpy(written)).toEqual({ type, dims, bytes });
			},
		),
	);
});

test("big-endian and column-major files become what ONNX holds", () => {
	const big = Uint8Array.from([0, 0, 0, 1, 0, 0, 0, 2]);
	expect(readNpy(file("{'descr': '>i4', 'fortran_order': False, 'shape': (2,), }", big))).toEqual({
		type: "int32",
		dims: [2],
		bytes: bytesOf(Int32Array.of(1, 2)),
	});
	const columns = bytesOf(Float32Array.of(1, 4, 2, 5, 3, 6));
	expect(readNpy(file("{'descr': '<f4', 'fortran_order': True, 'shape': (2, 3), }", columns))).toEqual({
		type: "float",
		dims: [2, 3],
		bytes: bytesOf(Float32Array.of(1, 2, 3, 4, 5, 6)),
	});
});

test("a file that is none, is cut off, or claims too much says why", () => {
	expect(readNpy(new Uint8Array([1, 2, 3]))).toHaveProperty("reason");
	expect(readNpy(file("{'descr': '<f4', 'fortran_order': False, 'shape': (9,), }", new Uint8Array(8)))).toEqual({
		reason: "its values are cut off",
	});
	expect(readNpy(file("{'descr': '|O', 'fortran_order': False, 'shape': (1,), }", new Uint8Array(8)))).toHaveProperty(
		"reason",
	);
	expect(
		readNpy(file("{'descr': '<f4', 'fortran_order': False, 'shape': (99999999999, 99999999999), }", new Uint8Array(8))),
	).toHaveProperty("reason");
	fc.assert(
		fc.property(
			fc.uint8Array({ maxLength: 200 }),
			(bytes) => void readNpy(Uint8Array.from([0x93, 78, 85, 77, 80, 89, 1, 0, ...bytes])),
		),
	);
});

test("bfloat16 has no .npy", () => {
	expect(writeNpy({ type: "bfloat16", dims: [], bytes: new Uint8Array(2) })).toBeUndefined();
});
