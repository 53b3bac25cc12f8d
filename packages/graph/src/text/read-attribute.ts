import { type AttributeProto, AttributeType, type GraphProto, newMessage } from "@suture/onnx";
import { attributeKind, attributeTypeNamed, attributeWord } from "./attribute-kinds.ts";
import { floatOf, int64Of, takeNumber } from "./numbers.ts";
import { readTensor } from "./read-tensor.ts";
import { readType, seesType } from "./read-type.ts";
import { ahead, expect, type Scanner, sees, separated, skipBlank, stopExpecting, take, takeWord } from "./scanner.ts";
import { Stop } from "./stop.ts";
import { expectName, takeName, takeString, takeStringBytes } from "./strings.ts";

/** Reads the rest of a graph behind its name. Handed in, since graphs hold nodes, which hold attributes, which hold graphs. */
export type ReadGraph = (scanner: Scanner, name: string) => GraphProto;

/** Attributes between < and >. */
export function readAttributes(scanner: Scanner, readGraph: ReadGraph): AttributeProto[] {
	if (!take(scanner, "<")) return [];
	const attributes = separated(scanner, () => {
		return readAttribute(scanner, expectName(scanner, "an attribute's name"), readGraph);
	});
	expect(scanner, ">");
	return attributes;
}

/** What stands behind an attribute's name: = 1, : float = 1, = [1, 2], : ints = [], = @other. Without an annotation it is of the
 *  type that is known already, if one is. */
export function readAttribute(
	scanner: Scanner,
	name: string,
	readGraph: ReadGraph,
	knownType?: number | undefined,
): AttributeProto {
	const annotated = readAnnotation(scanner) ?? knownType;
	expect(scanner, "=");
	const value = take(scanner, "[")
		? readList(scanner, name, annotated, readGraph)
		: readValue(scanner, name, annotated, readGraph);
	return newMessage("AttributeProto", { name, ...value });
}

function readAnnotation(scanner: Scanner): number | undefined {
	if (!take(scanner, ":")) return undefined;
	skipBlank(scanner);
	const { at } = scanner;
	const word = takeWord(scanner) ?? stopExpecting(scanner, "a type of attributes, such as ints,");
	const type = attributeTypeNamed(word);
	if (type === undefined) throw new Stop("text/attribute", at, `there is no type of attributes ${word}`);
	return type;
}

/** Fields of AttributeProto. */
type Value = Partial<AttributeProto>;

function readList(scanner: Scanner, name: string, annotated: number | undefined, readGraph: ReadGraph): Value {
	const kind = attributeKind(annotated);
	if (sees(scanner, "]")) {
		if (kind === undefined || annotated !== kind.listType) {
			throw new Stop("text/attribute", scanner.at, `an empty list needs its type, as in ${name}: ints = []`);
		}
		take(scanner, "]");
		return { type: annotated };
	}
	let type = kind?.type;
	const values = separated(scanner, () => {
		const value = readValue(scanner, name, type, readGraph);
		if (value.refAttrName !== undefined) throw new Stop("text/attribute", scanner.at, "a list can't hold a reference");
		type = value.type;
		return value;
	});
	expect(scanner, "]");
	const { field, listField, listType } = attributeKind(type) ?? stopExpecting(scanner, "a value");
	return { type: listType, [listField]: values.map((value) => value[field]) };
}

/** One value. With an expected type it must be of that; an integer is taken for a float then. */
function readValue(scanner: Scanner, name: string, expected: number | undefined, readGraph: ReadGraph): Value {
	skipBlank(scanner);
	const { at } = scanner;
	if (take(scanner, "@")) {
		return { refAttrName: expectName(scanner), ...(expected === undefined ? {} : { type: expected }) };
	}
	const value = readNumber(scanner, expected) ?? readText(scanner, readGraph) ?? readWord(scanner, readGraph);
	if (expected !== undefined && expected !== value.type) {
		const [wanted, found] = [attributeWord(expected), attributeWord(value.type)];
		throw new Stop("text/attribute", at, `${name} holds ${wanted}, and this is ${found}`);
	}
	return value;
}

function readNumber(scanner: Scanner, expected: number | undefined): Value | undefined {
	const token = takeNumber(scanner);
	if (token === undefined) return undefined;
	if (token.kind === "float" || expected === AttributeType.FLOAT) {
		return { type: AttributeType.FLOAT, f: floatOf(token, 32) };
	}
	return { type: AttributeType.INT, i: int64Of(token) };
}

/** A string; or a graph whose name stands in quotes, which onnx.parser does not take. */
function readText(scanner: Scanner, readGraph: ReadGraph): Value | undefined {
	const isGraph = ahead(
		scanner,
		() => takeString(scanner) !== undefined && (sees(scanner, "(") || sees(scanner, "=>")),
	);
	if (isGraph) return { type: AttributeType.GRAPH, g: readGraph(scanner, expectName(scanner)) };
	const s = takeStringBytes(scanner);
	return s && { type: AttributeType.STRING, s };
}

/** What begins with a word: a tensor or its type, or a graph. */
function readWord(scanner: Scanner, readGraph: ReadGraph): Value {
	if (!seesType(scanner)) {
		const name = takeWord(scanner) ?? stopExpecting(scanner, "a value");
		return { type: AttributeType.GRAPH, g: readGraph(scanner, name) };
	}
	const tp = readType(scanner);
	const name = takeName(scanner);
	if (!take(scanner, "=") && !sees(scanner, "{") && name === undefined) return { type: AttributeType.TYPE_PROTO, tp };
	return { type: AttributeType.TENSOR, t: readTensor(scanner, tp, name ?? "") };
}
