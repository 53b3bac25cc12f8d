import type { NodeSurroundings } from "./edit.ts";
import type { Attribute, Body, Node } from "./graph.ts";
import { indexOf } from "./index-of.ts";
import { alikeInOrder } from "./node-order.ts";
import { isConstant } from "./tensor-of-value.ts";
import { textFromAttribute, textFromTensor } from "./text/text-from-model.ts";

/** What stands around a node, by which it is known where every name is another. */
export function surroundingsOf(body: Body, node: Node): NodeSurroundings {
	const alike = alikeInOrder(body, nodesAlike(body, node.opType, shapeAround(body, node)));
	const place = alike?.indexOf(node) ?? -1;
	const around = { takes: node.inputs, makes: node.outputs, ...shapeAround(body, node) };
	return alike === undefined || alike.length === 1 ? around : { ...around, place: [place, alike.length] };
}

/** The one node of an operator with such surroundings, or how many have them that nothing tells apart. */
export function nodeAmid(
	body: Body,
	opType: string,
	near: NodeSurroundings,
): { readonly found: Node } | { readonly alike: number } {
	const alike = nodesAlike(body, opType, near);
	const found = alike.length < 2 ? alike[0] : atPlace(body, alike, near.place);
	return found ? { found } : { alike: alike.length };
}

/** Only where as many are alike as were then does a place among them mean the same. */
function atPlace(body: Body, alike: readonly Node[], place: NodeSurroundings["place"]): Node | undefined {
	return place && place[1] === alike.length ? alikeInOrder(body, alike)?.[place[0]] : undefined;
}

type Shape = Pick<NodeSurroundings, "inputs" | "readers" | "attributes">;

function shapeAround(body: Body, node: Node): Shape {
	return { inputs: inputsOf(body, node), readers: readersOf(body, node), attributes: attributesOf(node) };
}

function nodesAlike(body: Body, opType: string, { inputs, readers, attributes }: Shape): Node[] {
	return body.nodes.filter(
		(node) =>
			node.opType === opType &&
			node.inputs.length === inputs.length &&
			sameTexts(inputsOf(body, node), inputs) &&
			sameTexts(readersOf(body, node), readers) &&
			sameTexts(attributesOf(node), attributes),
	);
}

/** By input, the operator that makes it. Whether an exporter writes a constant as a node or an initializer is the same. */
function inputsOf(body: Body, node: Node): string[] {
	const { definitions } = indexOf(body);
	return node.inputs.map((value) => {
		if (value === "") return "";
		const definition = definitions.get(value);
		if (definition === undefined) return "outside";
		if (definition.by === "input") return "input";
		return definition.by !== "node" || isConstant(definition.node) ? "constant" : definition.node.opType;
	});
}

/** More readers than this are not written down: a value that so many read is known by them alone. */
const mostReaders = 50;

function readersOf(body: Body, node: Node): string[] {
	const { uses, outputs } = indexOf(body);
	const readers = node.outputs.flatMap((value) => (uses.get(value) ?? []).map((use) => use.node.opType));
	const given = node.outputs.some((value) => outputs.has(value)) ? ["output"] : [];
	return [...given, ...readers].sort().slice(0, mostReaders);
}

const known = new WeakMap<Node, readonly string[]>();

function attributesOf(node: Node): readonly string[] {
	let texts = known.get(node);
	if (!texts) {
		texts = node.attributes.map(attributeText).sort();
		known.set(node, texts);
	}
	return texts;
}

const longestText = 200;

/** Large tensors and bodies are too much to keep. */
function attributeText(attribute: Attribute): string {
	const { name = "", t, bodies } = attribute;
	if (t) return `${name} = ${textFromTensor(t) ?? `[${t.dims.join(",")}]`}`;
	const text = bodies ? undefined : textFromAttribute(attribute);
	return text === undefined || text.length > longestText ? `${name} = …` : text;
}

function sameTexts(a: readonly string[], b: readonly string[]): boolean {
	return a.length === b.length && a.every((one, i) => one === b[i]);
}
