import { type NodeProto, newMessage } from "@suture/onnx";
import { type ReadGraph, readAttributes } from "./read-attribute.ts";
import { expect, type Scanner, sees, take } from "./scanner.ts";
import { expectName, takeName } from "./strings.ts";

/** A node: ["name"] y, z = domain.Operator:overload <attributes> (x, "", w). The name and the attributes may be missing;
 *  attributes may stand behind the inputs. */
export function readNode(scanner: Scanner, readGraph: ReadGraph): NodeProto {
	const name = readLabel(scanner);
	const output = readNames(scanner, "=");
	expect(scanner, "=");
	const path = [expectName(scanner, "an operator")];
	while (take(scanner, ".")) path.push(expectName(scanner, "an operator"));
	const opType = path.pop() ?? "";
	const domain = path.join(".");
	const overload = take(scanner, ":") ? expectName(scanner) : "";
	const before = readAttributes(scanner, readGraph);
	expect(scanner, "(");
	const input = readNames(scanner, ")");
	expect(scanner, ")");
	return newMessage("NodeProto", {
		input,
		output,
		opType,
		attribute: before.length > 0 ? before : readAttributes(scanner, readGraph),
		...(name === "" ? {} : { name }),
		...(domain === "" ? {} : { domain }),
		...(overload === "" ? {} : { overload }),
	});
}

function readLabel(scanner: Scanner): string {
	if (!take(scanner, "[")) return "";
	const name = takeName(scanner) ?? "";
	expect(scanner, "]");
	return name;
}

/** Names between commas. Nothing before a comma is an empty name, as "" is; nothing behind the last comma is no name. */
function readNames(scanner: Scanner, end: string): string[] {
	const names: string[] = [];
	for (;;) {
		const name = takeName(scanner);
		if (name === undefined && !sees(scanner, ",")) break;
		names.push(name ?? "");
		if (!take(scanner, ",") || sees(scanner, end)) break;
	}
	return names;
}
