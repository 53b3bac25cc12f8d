import { type GraphProto, type NodeProto, newMessage, type TensorProto, type ValueInfoProto } from "@suture/onnx";
import { readNode } from "./read-node.ts";
import { readTensor } from "./read-tensor.ts";
import { readType, seesType } from "./read-type.ts";
import { ahead, atEnd, expect, type Scanner, sees, separated, skipBlank, stopExpecting, take } from "./scanner.ts";
import { Stop } from "./stop.ts";
import { expectName, takeName } from "./strings.ts";

/** Graphs inside graphs. A file that nests deeper than this is refused by protobuf, at a hundred messages. */
const maximumDepth = 30;

/** The rest of a graph behind its name: (inputs) => (outputs) <initializers and value_info> { nodes }. */
export function readGraph(scanner: Scanner, name: string): GraphProto {
	skipBlank(scanner);
	if (++scanner.depth > maximumDepth) {
		throw new Stop("text/too-deep", scanner.at, `more than ${maximumDepth} graphs lie inside each other`);
	}
	const inputs = readDeclarations(scanner, "(", ")");
	expect(scanner, "=>");
	const output = readValueInfos(scanner, "(", ")");
	const inside = readDeclarations(scanner, "<", ">");
	const node = readNodes(scanner);
	scanner.depth--;
	return newMessage("GraphProto", {
		name,
		node,
		input: inputs.map(({ info }) => info),
		output,
		initializer: [...inputs, ...inside].flatMap(({ tensor }) => tensor ?? []),
		valueInfo: inside.flatMap(({ info, tensor }) => (tensor ? [] : info)),
	});
}

/** Nodes between { and }. */
export function readNodes(scanner: Scanner): NodeProto[] {
	expect(scanner, "{");
	const nodes: NodeProto[] = [];
	while (!take(scanner, "}")) {
		if (atEnd(scanner)) stopExpecting(scanner, "a }");
		nodes.push(readNode(scanner, readGraph));
	}
	return nodes;
}

/** A value that is declared, and its contents where they are given: float[2] w = {1, 2}. */
export interface Declaration {
	readonly info: ValueInfoProto;
	readonly tensor: TensorProto | undefined;
}

export function readDeclaration(scanner: Scanner): Declaration {
	const info = readValueInfo(scanner);
	if (!take(scanner, "=")) return { info, tensor: undefined };
	const type = info.type ?? newMessage("TypeProto");
	return { info, tensor: readTensor(scanner, type, info.name ?? "") };
}

function readDeclarations(scanner: Scanner, open: string, close: string): Declaration[] {
	return readBetween(scanner, open, close, readDeclaration);
}

/** A name, with a type before it or without: float[N] x. */
function readValueInfo(scanner: Scanner): ValueInfoProto {
	if (seesType(scanner)) {
		const type = readType(scanner);
		return newMessage("ValueInfoProto", { name: expectName(scanner), type });
	}
	skipBlank(scanner);
	const { at } = scanner;
	const name = expectName(scanner);
	const isType = sees(scanner, "[") || ahead(scanner, takeName) !== undefined;
	if (isType) throw new Stop("text/type", at, `there is no type ${name}`);
	return newMessage("ValueInfoProto", { name });
}

/** Values between two marks, of which the first must be there. */
export function readValueInfos(scanner: Scanner, open: string, close: string): ValueInfoProto[] {
	if (!sees(scanner, open)) stopExpecting(scanner, `a ${open}`);
	return readBetween(scanner, open, close, readValueInfo);
}

/** Things between two marks with commas between them; none when the first mark is not there. */
function readBetween<T>(scanner: Scanner, open: string, close: string, one: (scanner: Scanner) => T): T[] {
	if (!take(scanner, open) || take(scanner, close)) return [];
	const found = separated(scanner, one);
	expect(scanner, close);
	return found;
}
