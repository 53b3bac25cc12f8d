import { type TensorType, tensorValues } from "@suture/onnx";
import { packIntegers } from "../text/tensor-entries.ts";

/** The codes of a float type below 32 bits, by what they mean. */
interface Codes {
	/** Values of the codes 0, 1, 2, …, which rise: all that are finite and have no sign. */
	readonly rising: readonly number[];
	/** Added to a code it makes the value negative; undefined for a type without negative values. */
	readonly sign: number | undefined;
	readonly infinity: number | undefined;
	readonly nan: number | undefined;
}

export function isSmallFloat({ name, bits }: TensorType): boolean {
	return name.includes("FLOAT") && bits < 32;
}

/** The code of the value of a small float type that is nearest to a number, of two the even one, as IEEE 754 rounds. Undefined
 *  when the type has none near it: beyond its largest value, or where it has no NaN, infinity, sign or zero. */
export function smallFloatCode(type: TensorType, value: number): number | undefined {
	const { rising, sign, infinity, nan } = codesOf(type);
	if (Number.isNaN(value)) return nan;
	const isNegative = value < 0 || (Object.is(value, -0) && nan !== sign); // where the code for -0 is NaN there is one zero
	const code = Number.isFinite(value) ? nearestCode(rising, Math.abs(value)) : infinity;
	const signBits = isNegative ? sign : 0;
	return code === undefined || signBits === undefined ? undefined : code + signBits;
}

function nearestCode(rising: readonly number[], value: number): number | undefined {
	let [code, end] = [0, rising.length];
	while (code < end) {
		const middle = (code + end) >> 1;
		if ((rising[middle] ?? 0) < value) code = middle + 1;
		else end = middle;
	}
	const below = rising[code - 1];
	if (rising[code] === value) return code;
	if (below === undefined) return undefined;
	// Behind the largest value the next one is where it would be with one more exponent: from halfway there it is too much.
	const above = rising[code] ?? below + (below - (rising[code - 2] ?? 0));
	const isNearAbove = above - value < value - below || (above - value === value - below && code % 2 === 0);
	if (!isNearAbove) return code - 1;
	return code < rising.length ? code : undefined;
}

const tables = new Map<number, Codes>();

/** Made once a type, from what every code decodes to: 65,536 at most. */
function codesOf(type: TensorType): Codes {
	let codes = tables.get(type.dataType);
	if (!codes) {
		codes = findCodes(type);
		tables.set(type.dataType, codes);
	}
	return codes;
}

function findCodes(type: TensorType): Codes {
	const count = 2 ** type.bits;
	const raw = packIntegers(
		Array.from({ length: count }, (_, code) => BigInt(code)),
		type.bits,
	);
	const values = Array.from(tensorValues(type, raw, count), Number);
	const half = count / 2;
	const sign = (values[half] ?? 0) > 0 ? undefined : half; // the scale type E8M0 is powers of two, up to its last code
	const unsigned = sign === undefined ? values : values.slice(0, half);
	const special = unsigned.findIndex((value) => !Number.isFinite(value));
	const rising = special === -1 ? unsigned : unsigned.slice(0, special);
	const hasInfinity = unsigned[special] === Infinity;
	// The quiet NaN has the bit below the exponent's ones, as numpy and ml_dtypes write it.
	const nan = hasInfinity ? special + ((special & -special) >> 1) : values.findIndex(Number.isNaN);
	return { rising, sign, infinity: hasInfinity ? special : undefined, nan: nan === -1 ? undefined : nan };
}
