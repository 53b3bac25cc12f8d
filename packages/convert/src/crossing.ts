import type { Attribute, Edit, Node, TensorLiteral } from "@suture/graph";
import { AttributeType, newMessage } from "@suture/onnx";
import type { ElementType } from "@suture/ops";
import { attributeOf, type Draft, numbersAt, type Site, uniformAt } from "@suture/rewrite";
import type { Refusal } from "./refusal.ts";

/** A node on its way from one opset to another. */
export interface Crossing {
	/** The body as it is, in the opset that it has. */
	readonly site: Site;
	/** The node as it is. */
	readonly node: Node;
	/** Takes nodes of the opset that the way leads to. */
	readonly draft: Draft;
	readonly to: number;
	/** Numbers of the tensors that were drafted on the way. */
	readonly drafted: Map<string, readonly number[]>;
	/** What is done to the outputs behind the node, in this order. */
	readonly behind: ((outputs: readonly string[]) => readonly string[])[];
}

/** What a node becomes where one version of its operator meets the next: a node as that version has it, the values that drafted
 *  nodes give in place of all its outputs, edits that need no node, or why there is nothing. */
export type Adapter = (node: Node, crossing: Crossing) => Node | Written | Edited | Refusal;

/** Values in place of the node's outputs, by position: drafted nodes make them, in the opset that the way leads to. */
export interface Written {
	readonly written: readonly string[];
}

/** Edits after which the node is gone, and what it made is still there. */
export interface Edited {
	readonly edits: readonly Edit[];
}

/** A list of int64 as an initializer, and what to call it. */
export function integersAsInput(crossing: Crossing, what: string, values: readonly number[]): string {
	return tensorAsInput(crossing, what, "int64", values, [values.length]);
}

export function tensorAsInput(
	{ draft, drafted }: Crossing,
	what: string,
	type: ElementType,
	values: readonly number[],
	dims: readonly number[],
): string {
	const literal: TensorLiteral = { type, dims: [...dims], values: [...values] };
	const name = draft.tensor(literal, what);
	drafted.set(name, values);
	return name;
}

/** The numbers of a constant input, as far as they are few. */
export function numbersOf({ site, drafted }: Crossing, value: string | undefined): readonly number[] | undefined {
	return drafted.get(value ?? "") ?? numbersAt(site, value);
}

/** The one number that a constant input is. */
export function numberOf(crossing: Crossing, value: string | undefined): number | undefined {
	const numbers = crossing.drafted.get(value ?? "");
	return numbers ? numbers[0] : uniformAt(crossing.site, value);
}

export function integerIn(node: Node, name: string): number | undefined {
	const given = attributeOf(node, name)?.i;
	return given === undefined ? undefined : Number(given);
}

const decoder = new TextDecoder();
const encoder = new TextEncoder();

export function textIn(node: Node, name: string): string | undefined {
	const given = attributeOf(node, name)?.s;
	return given === undefined ? undefined : decoder.decode(given);
}

export function text(name: string, value: string): Attribute {
	return newMessage("AttributeProto", { name, type: AttributeType.STRING, s: encoder.encode(value) });
}

export function float(name: string, value: number): Attribute {
	return newMessage("AttributeProto", { name, type: AttributeType.FLOAT, f: value });
}

export function floats(name: string, values: readonly number[]): Attribute {
	return newMessage("AttributeProto", { name, type: AttributeType.FLOATS, floats: [...values] });
}

/** Integers from a tensor as attributes can hold them: what is beyond 2^53 stands for "to the end". */
export function clamped(values: readonly number[]): number[] {
	const most = 2 ** 31 - 1;
	return values.map((value) => (Math.abs(value) > Number.MAX_SAFE_INTEGER ? Math.sign(value) * most : value));
}
