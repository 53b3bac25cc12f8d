import {
	DataLocation,
	elementCount,
	newMessage,
	type StringStringEntryProto,
	type TensorProto,
	type TensorType,
	type TypeProto,
	tensorType,
} from "@suture/onnx";
import { problem } from "@suture/problems";
import { floatOf, int64Of, intOf, type NumberToken, takeNumber } from "./numbers.ts";
import { expect, type Scanner, separated, stopExpecting, take } from "./scanner.ts";
import { lineAndColumn, Stop } from "./stop.ts";
import { expectString, takeStringBytes } from "./strings.ts";
import { entriesOf, packIntegers } from "./tensor-entries.ts";

/** The tensor of a type whose values come next: {1, 2}, or where they are kept, ["location": "weights.bin"]. The values
 *  become raw_data. A wrong number of values is noted, and the tensor keeps those that are there. */
export function readTensor(scanner: Scanner, type: TypeProto, name: string): TensorProto {
	const { at } = scanner;
	const { dataType, dims } = shapeOf(type, at);
	const named = { dataType: dataType.dataType, dims, ...(name === "" ? {} : { name }) };
	if (take(scanner, "[")) {
		const externalData = separated(scanner, readEntry);
		expect(scanner, "]");
		return newMessage("TensorProto", { ...named, externalData, dataLocation: DataLocation.EXTERNAL });
	}
	if (!take(scanner, "{")) stopExpecting(scanner, "a { with values");
	const { fields, count } = readValues(scanner, dataType, dims);
	const expected = dataType.bits === 0 ? elementCount(dims) : entriesOf(dataType).count(dims);
	if (count !== expected) {
		const facts = { ...lineAndColumn(scanner.text, at), tensor: name || "The tensor", expected, found: count };
		scanner.problems.push(problem("text/values", facts, { value: name }));
	}
	return newMessage("TensorProto", { ...named, ...fields });
}

/** One entry of a list of pairs: "location": "weights.bin". */
export function readEntry(scanner: Scanner): StringStringEntryProto {
	const key = expectString(scanner);
	expect(scanner, ":");
	return { key, value: expectString(scanner) };
}

function shapeOf(type: TypeProto, at: number): { dataType: TensorType; dims: number[] } {
	const dataType = tensorType(type.tensorType?.elemType);
	if (!dataType) throw new Stop("text/tensor", at, "only a tensor can have values");
	const shape = type.tensorType?.shape;
	if (!shape) throw new Stop("text/tensor", at, "a tensor with values needs a shape");
	const dims = shape.dim.map(({ dimValue }) => {
		if (dimValue === undefined) throw new Stop("text/tensor", at, "each size of a tensor with values is a number");
		return dimValue;
	});
	return { dataType, dims };
}

interface Values {
	readonly fields: Partial<TensorProto>;
	/** How many entries there are, of the kind that there should be. */
	readonly count: number;
}

function readValues(scanner: Scanner, type: TensorType, dims: readonly number[]): Values {
	if (type.bits === 0) {
		const stringData = listed(scanner, () => takeStringBytes(scanner) ?? stopExpecting(scanner, "a string in quotes"));
		return { fields: { stringData }, count: stringData.length };
	}
	const { bytes, count } =
		entriesOf(type).of === "float" ? readFloats(scanner, type) : readIntegers(scanner, type, dims);
	return { fields: { rawData: { at: "memory", bytes } }, count };
}

/** What stands before the closing brace. */
function listed<T>(scanner: Scanner, one: (scanner: Scanner) => T): T[] {
	if (take(scanner, "}")) return [];
	const values = separated(scanner, one);
	expect(scanner, "}");
	return values;
}

interface Packed {
	readonly bytes: Uint8Array;
	readonly count: number;
}

function readFloats(scanner: Scanner, type: TensorType): Packed {
	const bits = type.field === "floatData" ? 32 : 64;
	const negativeNaNs: number[] = [];
	let count = 0;
	const values = listed(scanner, () => {
		const token = expectNumber(scanner);
		if (/^-nan/i.test(token.text)) negativeNaNs.push(count);
		count++;
		return floatOf(token, bits);
	});
	const array = bits === 32 ? Float32Array.from(values) : Float64Array.from(values);
	const bytes = new Uint8Array(array.buffer);
	// JavaScript's NaN has no sign; the one that x86 makes of 0/0 has.
	for (const i of negativeNaNs) bytes[((i + 1) * bits) / 8 - 1] = 0xff;
	return { bytes, count };
}

function expectNumber(scanner: Scanner): NumberToken {
	return takeNumber(scanner) ?? stopExpecting(scanner, "a number");
}

function readIntegers(scanner: Scanner, type: TensorType, dims: readonly number[]): Packed {
	const { bits, count } = entriesOf(type);
	const tokens = listed(scanner, expectNumber);
	// onnx.parser wants packed bytes here. Elements one by one are what a person writes: a list that is as long as the tensor.
	const isUnpacked = type.bits < bits && tokens.length !== count(dims) && tokens.length === elementCount(dims);
	const width = isUnpacked ? type.bits : bits;
	const entries = tokens.map((token) => entryOf(token, type, width));
	return { bytes: packIntegers(entries, width), count: isUnpacked ? count(dims) : tokens.length };
}

/** Both signs are taken: writers differ in whether the bits of a small type have one. */
function entryOf(token: NumberToken, type: TensorType, width: number): bigint {
	if (type.name === "INT64") return int64Of(token);
	if (token.kind === "float" && type.name.includes("FLOAT")) {
		throw new Stop("text/number", token.at, `${type.text} is written as its bits, an integer, not as ${token.text}`);
	}
	const low = -(2n ** BigInt(width - 1));
	const high = 2n ** BigInt(width) - 1n;
	return intOf(token, low, high, `${type.text.startsWith("i") ? "an" : "a"} ${type.text}`);
}
