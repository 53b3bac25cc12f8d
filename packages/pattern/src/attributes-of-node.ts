import { type Attribute, type BodyId, type Graph, type Node, textFromAttribute } from "@suture/graph";
import { type AttributeSchema, operatorSchema } from "@suture/ops";
import { operatorVersion } from "./operator-version.ts";

type Texts = ReadonlyMap<string, string | undefined>;

/** Texts of the attributes of a node that are not at their defaults, by name. Undefined for one that no text says whole: a
 *  graph, a sparse tensor. */
export function attributesOfNode(graph: Graph, body: BodyId, node: Node): Texts {
	if (node.attributes.length === 0) return none;
	const version = operatorVersion(graph, body, node.domain);
	const known = cache.get(node);
	if (known && known.version === version) return known.texts;
	const texts = textsOf(node, version);
	cache.set(node, { version, texts });
	return texts;
}

const cache = new WeakMap<Node, { readonly version: number | undefined; readonly texts: Texts }>();

function textsOf(node: Node, version: number | undefined): Texts {
	const schema = version === undefined ? undefined : operatorSchema(node.opType, node.domain, version);
	const given = node.attributes.filter((one) => !isDefault(one, schema?.attributes.get(one.name ?? "")));
	return new Map(given.map((one) => [one.name ?? "", textFromAttribute(one)]));
}

const none: Texts = new Map();
const utf8 = new TextDecoder();

function isDefault(attribute: Attribute, schema: AttributeSchema | undefined): boolean {
	if (schema?.default === undefined || attribute.refAttrName) return false;
	switch (schema.type) {
		case "INT":
			return (attribute.i ?? 0n) === schema.default;
		case "FLOAT":
			return Object.is(Math.fround(attribute.f ?? 0), Math.fround(schema.default));
		case "STRING":
			return utf8.decode(attribute.s) === schema.default;
		case "INTS":
			return sameList(attribute.ints, schema.default);
		case "FLOATS":
			return sameList(attribute.floats, schema.default.map(Math.fround));
		case "STRINGS":
			return sameList(
				attribute.strings.map((one) => utf8.decode(one)),
				schema.default,
			);
		default:
			return false;
	}
}

function sameList(a: readonly unknown[], b: readonly unknown[]): boolean {
	return a.length === b.length && a.every((one, i) => Object.is(one, b[i]));
}
