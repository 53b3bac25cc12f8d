import type { DataTypeName } from "./tensor-type.ts";

/** Layout of a floating point type below 32 bits. */
interface Layout {
	readonly exponentBits: number;
	readonly mantissaBits: number;
	readonly bias: number;
	readonly signed: boolean;
	/** ieee: exponent all ones is infinity or NaN. fn: only all ones is NaN, no infinity. fnuz: the negative zero is NaN.
	 *  finite: every code is a number. */
	readonly special: "ieee" | "fn" | "fnuz" | "finite";
}

// Sources: IEEE 754 (half); ONNX technical/float8.md, float4.md; OCP Microscaling Formats 1.0 (E8M0, E2M1, E2M3, E3M2).
const layouts: Partial<Record<DataTypeName, Layout>> = {
	FLOAT16: { exponentBits: 5, mantissaBits: 10, bias: 15, signed: true, special: "ieee" },
	BFLOAT16: { exponentBits: 8, mantissaBits: 7, bias: 127, signed: true, special: "ieee" },
	FLOAT8E4M3FN: { exponentBits: 4, mantissaBits: 3, bias: 7, signed: true, special: "fn" },
	FLOAT8E4M3FNUZ: { exponentBits: 4, mantissaBits: 3, bias: 8, signed: true, special: "fnuz" },
	FLOAT8E5M2: { exponentBits: 5, mantissaBits: 2, bias: 15, signed: true, special: "ieee" },
	FLOAT8E5M2FNUZ: { exponentBits: 5, mantissaBits: 2, bias: 16, signed: true, special: "fnuz" },
	FLOAT8E8M0: { exponentBits: 8, mantissaBits: 0, bias: 127, signed: false, special: "fn" },
	FLOAT4E2M1: { exponentBits: 2, mantissaBits: 1, bias: 1, signed: true, special: "finite" },
	FLOAT6E2M3: { exponentBits: 2, mantissaBits: 3, bias: 1, signed: true, special: "finite" },
	FLOAT6E3M2: { exponentBits: 3, mantissaBits: 2, bias: 3, signed: true, special: "finite" },
};

const tables = new Map<DataTypeName, Float32Array>();

/** The value of every code of a small float type, by code; undefined for other types. Made once a type. */
export function smallFloatTable(name: DataTypeName): Float32Array | undefined {
	const layout = layouts[name];
	if (!layout) return undefined;
	let table = tables.get(name);
	if (!table) {
		const codes = 2 ** (layout.exponentBits + layout.mantissaBits + (layout.signed ? 1 : 0));
		table = Float32Array.from({ length: codes }, (_, code) => floatOf(code, layout));
		tables.set(name, table);
	}
	return table;
}

function floatOf(code: number, { exponentBits, mantissaBits, bias, signed, special }: Layout): number {
	const magnitudeBits = exponentBits + mantissaBits;
	const negative = signed && code >= 2 ** magnitudeBits;
	const magnitude = code % 2 ** magnitudeBits;
	const exponent = Math.floor(magnitude / 2 ** mantissaBits);
	const mantissa = magnitude % 2 ** mantissaBits;
	if (special === "ieee" && exponent === 2 ** exponentBits - 1) {
		return mantissa === 0 ? (negative ? -Infinity : Infinity) : Number.NaN;
	}
	if (special === "fn" && magnitude === 2 ** magnitudeBits - 1) return Number.NaN;
	if (special === "fnuz" && negative && magnitude === 0) return Number.NaN;
	// Without a mantissa there are no subnormals: E8M0 is powers of two only.
	const subnormal = exponent === 0 && mantissaBits > 0;
	const fraction = mantissa / 2 ** mantissaBits;
	const value = subnormal ? fraction * 2 ** (1 - bias) : (1 + fraction) * 2 ** (exponent - bias);
	return negative ? -value : value;
}
