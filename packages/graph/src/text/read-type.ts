import { newMessage, type TensorShapeProto_Dimension, type TypeProto, tensorTypeNamed } from "@suture/onnx";
import { ahead, type Scanner, skipBlank, take, takeMatch, takeWord } from "./scanner.ts";
import { Stop } from "./stop.ts";
import { takeName, takeString } from "./strings.ts";

/** Which sizes a dimension may have. Models can hold negative ones, though none makes sense. */
export type Sizes = "any" | "not-negative";

/** No type nests deeper than a sequence of maps of optionals; the limit keeps hostile text from exhausting the stack. */
const maximumDepth = 20;

/** Whether a type comes next rather than a name. Case counts, as it does for onnx.parser: Float is a name. */
export function seesType(scanner: Scanner): boolean {
	return isTypeWord(ahead(scanner, takeWord) ?? "");
}

export function isTypeWord(word: string): boolean {
	return compound.has(word) || tensorTypeNamed(word)?.text === word;
}

const compound: ReadonlySet<string> = new Set(["seq", "map", "optional", "sparse_tensor", "opaque"]);

/** A type: float[1,N,?], float (a scalar), float[] (unknown rank), seq(float[N]), map(int64, float), optional(…),
 *  sparse_tensor(float[2]), opaque(domain, name). A size that is no identifier stands in quotes, float["N+1"]; without
 *  quotes it is taken too where it begins with a letter. */
export function readType(scanner: Scanner, sizes: Sizes = "any", depth = 0): TypeProto {
	const word = takeWord(scanner);
	if (word === undefined) stop(scanner, "a type begins with a word such as float");
	switch (word) {
		case "seq":
		case "optional": {
			const held = { elemType: parenthesised(scanner, depth, (inner) => readType(scanner, sizes, inner)) };
			return newMessage("TypeProto", word === "seq" ? { sequenceType: held } : { optionalType: held });
		}
		case "map":
			return parenthesised(scanner, depth, (inner) => readMap(scanner, sizes, inner));
		case "sparse_tensor": {
			const { tensorType } = parenthesised(scanner, depth, (inner) => readType(scanner, sizes, inner));
			if (!tensorType) stop(scanner, "only tensors can be sparse");
			return newMessage("TypeProto", { sparseTensorType: tensorType });
		}
		case "opaque":
			return parenthesised(scanner, depth, () => readOpaque(scanner));
		default:
			return readTensorType(scanner, sizes, word);
	}
}

function stop(scanner: Scanner, reason: string): never {
	skipBlank(scanner);
	throw new Stop("text/type", scanner.at, reason);
}

function parenthesised<T>(scanner: Scanner, depth: number, read: (depth: number) => T): T {
	if (!take(scanner, "(")) stop(scanner, "a ( is missing");
	if (depth >= maximumDepth) stop(scanner, "it is nested too deeply");
	const inner = read(depth + 1);
	if (!take(scanner, ")")) stop(scanner, "a ) is missing");
	return inner;
}

function readMap(scanner: Scanner, sizes: Sizes, depth: number): TypeProto {
	const key = tensorTypeNamed(takeWord(scanner) ?? "");
	if (!key) stop(scanner, "a map needs the type of its keys");
	if (!take(scanner, ",")) stop(scanner, "a map needs the type of its values");
	const valueType = readType(scanner, sizes, depth);
	return newMessage("TypeProto", { mapType: { keyType: key.dataType, valueType } });
}

/** opaque(), opaque(name) or opaque(domain, name): a single name may have dots and is still the name. */
function readOpaque(scanner: Scanner): TypeProto {
	const first = takeDotted(scanner);
	if (!take(scanner, ",")) return newMessage("TypeProto", { opaqueType: first === undefined ? {} : { name: first } });
	const name = takeName(scanner) ?? "";
	return newMessage("TypeProto", { opaqueType: { domain: first ?? "", name } });
}

function takeDotted(scanner: Scanner): string | undefined {
	let name = takeName(scanner);
	while (name !== undefined && take(scanner, ".")) name += `.${takeName(scanner) ?? ""}`;
	return name;
}

function readTensorType(scanner: Scanner, sizes: Sizes, word: string): TypeProto {
	const element = tensorTypeNamed(word);
	if (!element) throw new Stop("text/type", scanner.at - word.length, `there is no type ${word}`);
	const elemType = element.dataType;
	if (!take(scanner, "[")) {
		return newMessage("TypeProto", { tensorType: { elemType, shape: newMessage("TensorShapeProto") } });
	}
	if (take(scanner, "]")) return newMessage("TypeProto", { tensorType: { elemType } });
	const dim: TensorShapeProto_Dimension[] = [];
	do dim.push(readDimension(scanner, sizes));
	while (take(scanner, ","));
	if (!take(scanner, "]")) stop(scanner, "a ] is missing");
	return newMessage("TypeProto", { tensorType: { elemType, shape: newMessage("TensorShapeProto", { dim }) } });
}

const unquotedSize = /\?|-?\d+|[a-z_][^\],\s]*/iy;

function readDimension(scanner: Scanner, sizes: Sizes): TensorShapeProto_Dimension {
	const quoted = takeString(scanner);
	if (quoted !== undefined) return quoted === "" ? {} : { dimParam: quoted };
	const size = takeMatch(scanner, unquotedSize);
	if (size === undefined || (sizes === "not-negative" && size.startsWith("-"))) {
		stop(scanner, "a size is a number, a name, or ?");
	}
	if (size === "?") return {};
	if (!/^-?\d/.test(size)) return { dimParam: size };
	const dimValue = Number(size);
	if (!Number.isSafeInteger(dimValue)) stop(scanner, `${size.slice(0, 30)} is too large for a size`);
	return { dimValue };
}
