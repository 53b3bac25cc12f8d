import { type AttributeProto, type FunctionProto, newMessage, type ValueInfoProto } from "@suture/onnx";
import { readAttribute } from "./read-attribute.ts";
import { readGraph, readNodes, readValueInfos } from "./read-graph.ts";
import { readHeader } from "./read-header.ts";
import { expect, type Scanner, sees, separated, take } from "./scanner.ts";
import { expectName } from "./strings.ts";

const keys = ["opset_import", "domain", "overload", "doc_string"] as const;

/** A function: <domain: "my", opset_import: ["": 17]> f <alpha, beta: float = 2> (x) => (float y) <value_info> { nodes }.
 *  The types of its inputs and outputs become value_info. */
export function readFunction(scanner: Scanner): FunctionProto {
	const header = readHeader(scanner, keys);
	const name = expectName(scanner, "a function");
	const attributes = readParameters(scanner);
	const input = readValueInfos(scanner, "(", ")");
	expect(scanner, "=>");
	const output = readValueInfos(scanner, "(", ")");
	const inside = sees(scanner, "<") ? readValueInfos(scanner, "<", ">") : [];
	return newMessage("FunctionProto", {
		...header,
		name,
		...attributes,
		input: input.map(nameOf),
		output: output.map(nameOf),
		valueInfo: [...[...input, ...output].filter(({ type }) => type !== undefined), ...inside],
		node: readNodes(scanner),
	});
}

function nameOf({ name }: ValueInfoProto): string {
	return name ?? "";
}

function readParameters(scanner: Scanner): { attribute: string[]; attributeProto: AttributeProto[] } {
	const attribute: string[] = [];
	const attributeProto: AttributeProto[] = [];
	if (!take(scanner, "<")) return { attribute, attributeProto };
	separated(scanner, () => {
		const name = expectName(scanner, "an attribute's name");
		if (sees(scanner, ":") || sees(scanner, "=")) attributeProto.push(readAttribute(scanner, name, readGraph));
		else attribute.push(name);
	});
	expect(scanner, ">");
	return { attribute, attributeProto };
}
