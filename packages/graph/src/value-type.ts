import { newMessage, type TensorShapeProto_Dimension, type TypeProto, tensorType, tensorTypeNamed } from "@suture/onnx";

/** A type in ONNX's textual syntax: float[1,N,?], float (a scalar), float[] (unknown rank), seq(float[N]). Unknown numbers
 *  of types are written as they are, `type99[1]`. Undefined for a type without contents. */
export function textFromType(type: TypeProto): string | undefined {
	if (type.tensorType) return tensorText(type.tensorType);
	if (type.sparseTensorType) return `sparse_tensor(${tensorText(type.sparseTensorType)})`;
	if (type.sequenceType) return wrapped("seq", type.sequenceType.elemType);
	if (type.optionalType) return wrapped("optional", type.optionalType.elemType);
	if (type.mapType) {
		const value = type.mapType.valueType && textFromType(type.mapType.valueType);
		return value && `map(${elementText(type.mapType.keyType)}, ${value})`;
	}
	if (type.opaqueType) return `opaque(${type.opaqueType.domain ?? ""}, ${type.opaqueType.name ?? ""})`;
	return undefined;
}

function wrapped(name: string, inner: TypeProto | undefined): string | undefined {
	const text = inner && textFromType(inner);
	return text && `${name}(${text})`;
}

function tensorText({ elemType, shape }: NonNullable<TypeProto["tensorType"]>): string {
	const element = elementText(elemType);
	if (!shape) return `${element}[]`;
	return shape.dim.length === 0 ? element : `${element}[${shape.dim.map(dimensionText).join(",")}]`;
}

function elementText(dataType: number | undefined): string {
	return tensorType(dataType)?.text ?? `type${dataType ?? 0}`;
}

function dimensionText({ dimValue, dimParam }: TensorShapeProto_Dimension): string {
	if (dimValue !== undefined) return String(dimValue);
	return dimParam || "?";
}

/** The type that a text describes, or why it describes none. */
export function typeFromText(text: string): TypeProto | { readonly reason: string } {
	const parser = { text, at: 0, depth: 0 };
	const type = parseType(parser);
	if (typeof type === "string") return { reason: type };
	skipSpace(parser);
	if (parser.at < text.length) return { reason: `"${text.slice(parser.at)}" is left over` };
	return type;
}

interface Parser {
	readonly text: string;
	at: number;
	depth: number;
}

/** No type nests deeper than a sequence of maps of optionals; the limit keeps a hostile recipe from exhausting the stack. */
const maximumDepth = 20;

function skipSpace(parser: Parser): void {
	while (/\s/.test(parser.text[parser.at] ?? "")) parser.at++;
}

function take(parser: Parser, pattern: RegExp): string | undefined {
	skipSpace(parser);
	pattern.lastIndex = parser.at;
	const found = pattern.exec(parser.text)?.[0];
	if (found !== undefined) parser.at += found.length;
	return found;
}

const word = /[a-z_][a-z0-9_]*/iy;
const dimension = /\?|\d+|[a-z_][^\],\s]*/iy;

function parseType(parser: Parser): TypeProto | string {
	const name = take(parser, word);
	if (name === undefined) return "a type begins with a word such as float";
	switch (name) {
		case "seq":
		case "optional": {
			const inner = parenthesised(parser, parseType);
			if (typeof inner === "string") return inner;
			const held = { elemType: inner };
			return newMessage("TypeProto", name === "seq" ? { sequenceType: held } : { optionalType: held });
		}
		case "map":
			return parenthesised(parser, parseMap);
		case "sparse_tensor": {
			const inner = parenthesised(parser, parseType);
			if (typeof inner === "string") return inner;
			return inner.tensorType
				? newMessage("TypeProto", { sparseTensorType: inner.tensorType })
				: "only tensors can be sparse";
		}
		default:
			return parseTensor(parser, name);
	}
}

function parenthesised(parser: Parser, parse: (parser: Parser) => TypeProto | string): TypeProto | string {
	if (take(parser, /\(/y) === undefined) return "a ( is missing";
	if (++parser.depth > maximumDepth) return "it is nested too deeply";
	const inner = parse(parser);
	parser.depth--;
	if (typeof inner === "string") return inner;
	return take(parser, /\)/y) === undefined ? "a ) is missing" : inner;
}

function parseMap(parser: Parser): TypeProto | string {
	const key = tensorTypeNamed(take(parser, word) ?? "");
	if (!key) return "a map needs the type of its keys";
	if (take(parser, /,/y) === undefined) return "a map needs the type of its values";
	const valueType = parseType(parser);
	if (typeof valueType === "string") return valueType;
	return newMessage("TypeProto", { mapType: { keyType: key.dataType, valueType } });
}

function parseTensor(parser: Parser, name: string): TypeProto | string {
	const element = tensorTypeNamed(name);
	if (!element) return `there is no type ${name}`;
	const elemType = element.dataType;
	if (take(parser, /\[/y) === undefined) {
		return newMessage("TypeProto", { tensorType: { elemType, shape: newMessage("TensorShapeProto") } });
	}
	if (take(parser, /\]/y) !== undefined) return newMessage("TypeProto", { tensorType: { elemType } });
	const dim: TensorShapeProto_Dimension[] = [];
	do {
		const size = take(parser, dimension);
		if (size === undefined) return "a size is a number, a name, or ?";
		dim.push(size === "?" ? {} : /^\d/.test(size) ? { dimValue: Number(size) } : { dimParam: size });
	} while (take(parser, /,/y) !== undefined);
	if (take(parser, /\]/y) === undefined) return "a ] is missing";
	return newMessage("TypeProto", { tensorType: { elemType, shape: newMessage("TensorShapeProto", { dim }) } });
}
