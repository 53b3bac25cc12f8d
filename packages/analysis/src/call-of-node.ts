import type { Attribute, Node } from "@suture/graph";
import type { AttributeValue, BodyInference, Call, Fact, OperatorSchema, Report } from "@suture/ops";
import { symbol } from "@suture/ops";
import type { Run, Scope } from "./scope.ts";

const attributeMaps = new WeakMap<Node, ReadonlyMap<string, Attribute>>();

/** A node's attributes by name. In a function, one that refers to the function's attribute has what the call gave. */
export function attributesOf(node: Node, scope: Scope): ReadonlyMap<string, Attribute> {
	let own = attributeMaps.get(node);
	if (own === undefined) {
		own = new Map(node.attributes.map((attribute) => [attribute.name ?? "", attribute]));
		attributeMaps.set(node, own);
	}
	if (!node.attributes.some(({ refAttrName }) => refAttrName)) return own;
	const resolved = new Map(own);
	for (const [name, { refAttrName }] of own) {
		if (!refAttrName) continue;
		const given = scope.attributes.get(refAttrName);
		if (given) resolved.set(name, given);
		else resolved.delete(name);
	}
	return resolved;
}

/** What a shape function is given of a node. */
export function callOfNode(
	run: Run,
	scope: Scope,
	node: Node,
	schema: OperatorSchema,
	inputs: readonly (Fact | undefined)[],
	{ report, body }: { readonly report: Report; readonly body: (attribute: string) => BodyInference | undefined },
): Call {
	const attributes: ReadonlyMap<string, AttributeValue> = attributesOf(node, scope);
	return {
		schema,
		inputs,
		outputCount: node.outputs.length,
		attributes,
		fresh: (output, label, least = 0) => symbol(freshName(run, scope, node, output, label), least),
		report,
		body,
	};
}

/** The same for the same node each time, and for no other: a value's name and what of it is meant. */
export function freshName(run: Run, scope: Scope, node: Node, output: number, label: string): string {
	const name = scope.prefix + outputName(node, output) + label;
	return run.takenNames.has(name) ? `${name}'` : name;
}

function outputName(node: Node, output: number): string {
	// An output without a name is called by its position behind the first that has one.
	return node.outputs[output] || `${node.outputs.find((name) => name !== "") ?? node.name}#${output}`;
}

/** In front of symbols that are made in a body of this node. */
export function innerPrefix(scope: Scope, node: Node, attribute: string): string {
	return `${scope.prefix}${outputName(node, 0)}/${attribute}/`;
}
