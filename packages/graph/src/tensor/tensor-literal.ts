/** A tensor inside an edit, as JSON. */
export type TensorLiteral = LiteralValues | LiteralBytes | LiteralElsewhere | LiteralShared;

/** What it holds is written out. */
export interface LiteralValues {
	/** The elements' type as ONNX's textual syntax has it: float, int64, bool, string. */
	readonly type: string;
	readonly dims: readonly number[];
	/** The elements, row-major. Numbers are what they mean, also in float16 and smaller, and are rounded to the nearest that the
	 *  type has. What JSON has no number for is text: "inf", "-inf", "nan", integers beyond 2^53. Of a complex element both parts
	 *  stand, the real one first. */
	readonly values: readonly (number | string | boolean)[];
}

/** What it holds is in raw_data's layout: row-major, little-endian, elements below a byte packed. */
export interface LiteralBytes {
	readonly type: string;
	readonly dims: readonly number[];
	readonly base64: string;
}

/** What it holds is handed over beside the edit: bytes in raw_data's layout, known by their hash in lowercase hexadecimal. */
export interface LiteralElsewhere {
	readonly type: string;
	readonly dims: readonly number[];
	readonly sha256: string;
}

/** It is what another value is, an initializer or a Constant, and shares its contents: nothing is copied. */
export interface LiteralShared {
	readonly same: string;
}
