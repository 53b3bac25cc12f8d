import type { Attribute, Node } from "@suture/graph";
import type { AlignedInput } from "./align-inputs.ts";
import { attributeKeys } from "./attribute-keys.ts";
import type { MatchedValues } from "./match-values.ts";
import type { Matching } from "./matching.ts";
import type { Reading } from "./reading.ts";

export interface AttributeChange {
	readonly name: string;
	/** Undefined where it is not given. */
	readonly before: Attribute | undefined;
	readonly after: Attribute | undefined;
}

export interface OutputChange {
	readonly output: number;
	/** "" where nobody wants it. */
	readonly before: string;
	readonly after: string;
}

/** A node that is there before and after, and not the same. Its bodies are compared apart. */
export interface NodeChange {
	readonly before: Node;
	readonly after: Node;
	/** Whether operator, domain or overload differ. */
	readonly operator: boolean;
	readonly attributes: readonly AttributeChange[];
	/** Inputs that take another value now; renamed values are the same value. */
	readonly inputs: readonly AlignedInput[];
	/** Outputs that are made now, or not any more. */
	readonly outputs: readonly OutputChange[];
}

/** How two nodes that are the same differ; undefined when they don't, or only in their names. */
export function nodeChange(
	matching: Matching,
	{ aligned, isSame }: MatchedValues,
	[before, after]: readonly [Node, Node],
	reading: Reading,
): NodeChange | undefined {
	const domain = (node: Node) => (node.domain === "ai.onnx" ? "" : node.domain);
	const operator =
		before.opType !== after.opType || domain(before) !== domain(after) || before.overload !== after.overload;
	const attributes = attributeChanges(matching, before, after, reading);
	const inputs = (aligned.get(before) ?? []).filter((input) => !isSame(input.before, input.after));
	const length = Math.max(before.outputs.length, after.outputs.length);
	const outputs = Array.from({ length }, (_, output) => {
		return { output, before: before.outputs[output] ?? "", after: after.outputs[output] ?? "" };
	}).filter((one) => (one.before === "") !== (one.after === ""));
	const isChanged = operator || attributes.length > 0 || inputs.length > 0 || outputs.length > 0;
	return isChanged ? { before, after, operator, attributes, inputs, outputs } : undefined;
}

function attributeChanges(matching: Matching, before: Node, after: Node, reading: Reading): AttributeChange[] {
	if (before.attributes === after.attributes) return [];
	const was = attributeKeys(before, matching.before.opsetOf, reading);
	const is = attributeKeys(after, matching.after.opsetOf, reading);
	const named = ({ attributes }: Node, name: string) => attributes.find((one) => one.name === name);
	const bodies = (node: Node) => node.attributes.flatMap(({ name = "", bodies: ids }) => (ids ? [name] : []));
	const changed = [...new Set([...was.keys(), ...is.keys()])].filter((name) => was.get(name) !== is.get(name));
	// Bodies that are on both sides are compared; one that came or went is an attribute that did.
	const [own, others] = [new Set(bodies(before)), new Set(bodies(after))];
	const cameOrWent = [...own, ...others].filter((name) => !own.has(name) || !others.has(name));
	return [...changed, ...cameOrWent].map((name) => ({
		name,
		before: named(before, name),
		after: named(after, name),
	}));
}
