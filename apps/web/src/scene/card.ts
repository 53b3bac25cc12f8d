import type { Body, Node } from "@suture/graph";
import { bodiesOfNode, indexOf } from "@suture/graph";
import { type AttributeProto, AttributeType, type TensorProto } from "@suture/onnx";
import { operatorCategory, operatorSchema } from "@suture/ops";
import type { NodeBox, Row, ViewOptions } from "./scene.ts";
import { shortNumber } from "./short-number.ts";
import { tensorSummary } from "./tensor-summary.ts";

export type CardContent = Pick<NodeBox, "title" | "name" | "category" | "rows" | "bodies">;

/** Constants that are rows of the nodes that read them, by the value's name. */
export type FoldedConstants = ReadonlyMap<string, TensorProto>;

const maximumRows = 7;

/** What stands on a node's card. */
export function cardContent(
	node: Node,
	body: Body,
	opset: number,
	folded: FoldedConstants,
	view: ViewOptions,
): CardContent {
	const rows = [
		...(view.weights ? weightRows(node, body, opset, folded) : []),
		...(view.attributes ? attributeRows(node) : []),
	];
	return {
		title: node.opType || "?",
		name: view.names ? node.name : "",
		category: operatorCategory(node.opType, node.domain),
		rows:
			rows.length > maximumRows ? [...rows.slice(0, maximumRows - 1), moreRow(rows.length - maximumRows + 1)] : rows,
		bodies: bodiesOfNode(node).length,
	};
}

function moreRow(count: number): Row {
	return { label: "", text: `${count} more`, kind: "attribute" };
}

function weightRows(node: Node, body: Body, opset: number, folded: FoldedConstants): Row[] {
	const { definitions } = indexOf(body);
	const schema = operatorSchema(node.opType, node.domain, opset);
	return node.inputs.flatMap((name, i) => {
		const definition = definitions.get(name);
		const tensor = definition?.by === "initializer" ? body.initializers[definition.position] : folded.get(name);
		if (!tensor) return [];
		// Of a variadic input every position has the last one's name.
		const label = schema?.inputs[Math.min(i, schema.inputs.length - 1)]?.name ?? String(i);
		return [{ label, text: tensorSummary(tensor), kind: "weight" as const }];
	});
}

function attributeRows(node: Node): Row[] {
	return node.attributes
		.filter(({ bodies }) => bodies === undefined)
		.map((attribute) => ({ label: attribute.name ?? "", text: attributeText(attribute), kind: "attribute" as const }));
}

const decoder = new TextDecoder();

/** An attribute's value in a few characters. */
export function attributeText(attribute: Omit<AttributeProto, "g" | "graphs">): string {
	if (attribute.refAttrName) return `@${attribute.refAttrName}`;
	const type = typeOfAttribute(attribute);
	switch (type) {
		case AttributeType.FLOAT:
			return shortNumber(attribute.f ?? 0);
		case AttributeType.INT:
			return String(attribute.i ?? 0n);
		case AttributeType.STRING:
			return decoder.decode(attribute.s);
		case AttributeType.FLOATS:
			return listText(attribute.floats, shortNumber);
		case AttributeType.INTS:
			return listText(attribute.ints, String);
		case AttributeType.STRINGS:
			return listText(attribute.strings, (bytes) => decoder.decode(bytes));
		case AttributeType.TENSOR:
			return attribute.t ? tensorSummary(attribute.t) : "";
		default:
			return (
				Object.entries(AttributeType)
					.find(([, value]) => value === type)?.[0]
					?.toLowerCase() ?? ""
			);
	}
}

/** Models before IR version 2 leave the type out: the field that is set tells it. */
export function typeOfAttribute({
	type,
	f,
	i,
	s,
	t,
	floats,
	ints,
	strings,
}: Omit<AttributeProto, "g" | "graphs">): number {
	if (type) return type;
	if (f !== undefined) return AttributeType.FLOAT;
	if (i !== undefined) return AttributeType.INT;
	if (s !== undefined) return AttributeType.STRING;
	if (t !== undefined) return AttributeType.TENSOR;
	if (floats.length > 0) return AttributeType.FLOATS;
	if (ints.length > 0) return AttributeType.INTS;
	return strings.length > 0 ? AttributeType.STRINGS : AttributeType.UNDEFINED;
}

function listText<T>(values: readonly T[], text: (value: T) => string): string {
	const shown = values.slice(0, 8).map(text).join(", ");
	return values.length > 8 ? `[${shown}, … ${values.length}]` : `[${shown}]`;
}
