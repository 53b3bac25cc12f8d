import { type GraphProto, type NodeProto, newMessage, type ValueInfoProto } from "@suture/onnx";
import { namesTakenBy } from "./names-taken.ts";
import { type Declaration, readDeclaration, readGraph } from "./read-graph.ts";
import { readNode } from "./read-node.ts";
import { seesType } from "./read-type.ts";
import { ahead, atEnd, type Scanner, sees, takeWord } from "./scanner.ts";

/** A graph as lines of nodes, and of declarations where types matter:
 *
 *      float[1,3,8,8] x
 *      float[2] s = {1, 2}
 *      h = Conv (x, w)  y = BatchNormalization (h, s, b, m, v)
 *
 *  Inputs are what nothing makes: declared ones first, then in the order of their use. Outputs are what nothing takes. A
 *  declaration with values is an initializer; one of a value that a node makes gives its type. */
export function readShortForm(scanner: Scanner): GraphProto {
	const { nodes, declarations } = readLines(scanner);
	return graphOf(nodes, declarations);
}

/** Nodes and declarations as they stand, up to the end. */
export interface Lines {
	readonly nodes: readonly NodeProto[];
	readonly declarations: readonly Declaration[];
}

export function readLines(scanner: Scanner): Lines {
	const nodes: NodeProto[] = [];
	const declarations: Declaration[] = [];
	while (!atEnd(scanner)) {
		if (seesDeclaration(scanner)) declarations.push(readDeclaration(scanner));
		else nodes.push(readNode(scanner, readGraph));
	}
	return { nodes, declarations };
}

/** A value may be named as a type is: what goes on like a list of outputs is none. */
function seesDeclaration(scanner: Scanner): boolean {
	if (!seesType(scanner)) return false;
	return ahead(scanner, () => {
		takeWord(scanner);
		return !sees(scanner, "=") && !sees(scanner, ",");
	});
}

function graphOf(nodes: readonly NodeProto[], declarations: readonly Declaration[]): GraphProto {
	const initializer = declarations.flatMap(({ tensor }) => tensor ?? []);
	const declared = new Map(declarations.map(({ info }) => [info.name ?? "", info]));
	const infoOf = (name: string): ValueInfoProto => declared.get(name) ?? newMessage("ValueInfoProto", { name });
	const madeByNodes = new Set(nodes.flatMap(({ output }) => output));
	madeByNodes.delete("");
	const made = new Set([...madeByNodes, ...initializer.map(({ name }) => name ?? "")]);
	const taken = new Set(nodes.flatMap((node) => [...namesTakenBy(node)]));
	const inputs = [...new Set([...declared.keys(), ...taken])].filter((name) => !made.has(name));
	const outputs = [...madeByNodes].filter((name) => !taken.has(name));
	const inside = [...madeByNodes].filter((name) => taken.has(name) && declared.has(name));
	return newMessage("GraphProto", {
		name: "main_graph",
		node: nodes,
		input: inputs.map(infoOf),
		output: outputs.map(infoOf),
		initializer,
		valueInfo: inside.map(infoOf),
	});
}
