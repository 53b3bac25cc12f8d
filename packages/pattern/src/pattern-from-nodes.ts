import { type BodyId, bodyOf, type Graph, type Node, nameOf } from "@suture/graph";
import { elementCount, type TensorProto } from "@suture/onnx";
import { elementTypeOf, isFloat } from "@suture/ops";
import { type Problem, problem } from "@suture/problems";
import { attributesOfNode } from "./attributes-of-node.ts";
import { constantOf, isConstantNode, textOfConstant } from "./constants.ts";
import { hangsTogether } from "./match-order.ts";
import { mostPatternNodes } from "./most-pattern-nodes.ts";
import { plainDomain } from "./operator-version.ts";
import type { Pattern, PatternConstant, PatternNode } from "./pattern.ts";
import { readerOutside } from "./read-by-others.ts";
import { withoutEmptyEnd } from "./without-empty-end.ts";

export type PatternOfNodes = { readonly pattern: Pattern } | { readonly problem: Problem };

/** The pattern that some nodes of a body are an example of. It wants the same operators, wires, attributes and small constants;
 *  a float constant of more than one element is taken for a weight, of which any fits. Values are named x, y, c (constants) and t
 *  (inside), with numbers where there are several. */
export function patternFromNodes(graph: Graph, body: BodyId, nodes: readonly Node[]): PatternOfNodes {
	const chosen = new Set(nodes);
	const calculating = bodyOf(graph, body).nodes.filter((node) => chosen.has(node) && !isConstantNode(node));
	if (calculating.length === 0) return { problem: problem("pattern/no-nodes", {}) };
	if (calculating.length > mostPatternNodes) {
		return { problem: problem("pattern/too-large", { nodes: calculating.length, most: mostPatternNodes }) };
	}
	const naming = nameValues(graph, body, calculating);
	const patternNodes: PatternNode[] = [];
	for (const node of calculating) {
		const attributes = attributesOfNode(graph, body, node);
		const unwritten = [...attributes].find(([, text]) => text === undefined)?.[0];
		if (unwritten !== undefined) return { problem: unwritable(node, unwritten) };
		patternNodes.push({
			opType: node.opType,
			domain: plainDomain(node.domain),
			overload: node.overload,
			inputs: withoutEmptyEnd(node.inputs.map(naming.name)),
			outputs: withoutEmptyEnd(node.outputs.map(naming.name)),
			attributes: [...attributes].map(([name, text]) => ({ name, ...(text === undefined ? {} : { text }) })),
		});
	}
	const { inputs, outputs, constants } = naming;
	const pattern = { nodes: patternNodes, inputs, outputs, constants, commutative: true };
	return hangsTogether(pattern) ? { pattern } : { problem: problem("pattern/apart", {}) };
}

function unwritable(node: Node, attribute: string): Problem {
	const place = { node: { name: node.name, operator: node.opType } };
	return problem("pattern/unwritable", { node: nameOf(node), attribute }, place);
}

interface Naming {
	readonly name: (value: string) => string;
	readonly inputs: readonly string[];
	readonly outputs: readonly string[];
	readonly constants: readonly PatternConstant[];
}

function nameValues(graph: Graph, body: BodyId, nodes: readonly Node[]): Naming {
	const { made, given, constants } = valuesOf(graph, body, nodes);
	const set = new Set(nodes);
	const reader = readerOutside(graph, body);
	const taken = new Set(nodes.flatMap(({ inputs }) => inputs));
	const unread = made.filter((value) => !taken.has(value));
	const readOutside = made.filter((value) => reader(value, set) !== undefined);
	// Nodes whose outputs nobody reads at all still have an end.
	const outputs = readOutside.length > 0 ? readOutside : unread;
	const names = new Map<string, string>([["", ""]]);
	const isOutput = new Set(outputs);
	const give = (letter: string, values: readonly string[]): string[] =>
		values.map((value, i) => {
			const name = values.length === 1 ? letter : `${letter}${i + 1}`;
			names.set(value, name);
			return name;
		});
	const inputNames = give("x", given);
	const outputNames = give("y", outputs);
	const inside = made.filter((value) => !isOutput.has(value) && taken.has(value));
	give("t", inside);
	const constantNames = give(
		"c",
		constants.map(({ values }) => values[0] ?? ""),
	);
	constants.forEach(({ values }, i) => values.forEach((value) => names.set(value, constantNames[i] ?? "")));
	return {
		name: (value) => names.get(value) ?? "",
		inputs: inputNames,
		outputs: outputNames,
		constants: constants.map(({ text }, i) => ({
			name: constantNames[i] ?? "",
			...(text === undefined ? {} : { tensor: text }),
		})),
	};
}

interface Values {
	readonly made: readonly string[];
	readonly given: readonly string[];
	/** Those of one content that must be met exactly are one. */
	readonly constants: readonly { readonly text: string | undefined; readonly values: readonly string[] }[];
}

function valuesOf(graph: Graph, body: BodyId, nodes: readonly Node[]): Values {
	const made = [...new Set(nodes.flatMap(({ outputs }) => outputs).filter((value) => value !== ""))];
	const isMade = new Set(made);
	const taken = [...new Set(nodes.flatMap(({ inputs }) => inputs))].filter(
		(value) => value !== "" && !isMade.has(value),
	);
	const given: string[] = [];
	const constants = new Map<string, { text: string | undefined; values: string[] }>();
	for (const value of taken) {
		const tensor = constantOf(graph, body, value);
		if (!tensor) {
			given.push(value);
			continue;
		}
		const text = exactText(tensor);
		const key = text === undefined ? `any ${value}` : `is ${text}`;
		const known = constants.get(key);
		if (known) known.values.push(value);
		else constants.set(key, { text, values: [value] });
	}
	return { made, given, constants: [...constants.values()] };
}

/** What a constant must be at other places; undefined where any fits: weights, and what is too large for a text. */
function exactText(tensor: TensorProto): string | undefined {
	const isWeight = isFloat(elementTypeOf(tensor.dataType)) && elementCount(tensor.dims) > 1;
	return isWeight ? undefined : textOfConstant(tensor) || undefined;
}
