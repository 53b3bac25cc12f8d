import type { Attribute, Edit, Node, TensorLiteral } from "@suture/graph";
import { AttributeType, newMessage } from "@suture/onnx";
import { type AttributeSchema, type ElementType, operatorSchema } from "@suture/ops";
import { type NewNode, replacement, type TensorLiterals } from "../match/replacement.ts";
import type { Site } from "../match/site.ts";

export type AttributeInput = number | string | readonly number[] | undefined;
export type AttributeInputs = Readonly<Record<string, AttributeInput>>;

/** Nodes that are to come in place of others, written down one after another. */
export interface Draft {
	readonly site: Site;
	/** Adds a node of ai.onnx and gives the name of its output. Attributes that are undefined are left out. */
	readonly add: (opType: string, inputs: readonly string[], attributes?: AttributeInputs) => string;
	/** The same for a node of several outputs. */
	readonly addMany: (
		opType: string,
		inputs: readonly string[],
		outputs: number,
		attributes?: AttributeInputs,
	) => readonly string[];
	/** Adds a node as another one, with other inputs, and gives the name of its first output. */
	readonly copy: (node: Node, inputs: readonly string[], attributes?: readonly Attribute[]) => string;
	/** The same with all of its outputs. */
	readonly copyMany: (node: Node, inputs: readonly string[], attributes?: readonly Attribute[]) => readonly string[];
	/** An initializer, and what to call it. */
	readonly tensor: (literal: TensorLiteral, what?: string) => string;
	/** One number without axes. */
	readonly scalar: (type: ElementType, value: number | string) => string;
	/** A list of int64. */
	readonly int64s: (values: readonly number[]) => string;
	/** The edit that puts the new nodes in place of `gone`; `results` says which new value each old one is from now on. */
	readonly replace: (gone: readonly Node[], results: Readonly<Record<string, string>>) => Edit;
}

/** A draft whose values and nodes are named after a node. */
export function draftFor(site: Site, node: Node): Draft {
	const come: NewNode[] = [];
	const tensors: Record<string, TensorLiteral> = {};
	const known = new Map<string, string>();
	const counts = new Map<string, number>();
	/** Add, Add_2, Add_3, … */
	const numbered = (what: string) => {
		const count = (counts.get(what) ?? 0) + 1;
		counts.set(what, count);
		return count === 1 ? what : `${what}_${count}`;
	};
	const tensor = (literal: TensorLiteral, what = "constant") => {
		const key = JSON.stringify(literal);
		const name = known.get(key) ?? `%${numbered(what)}`;
		known.set(key, name);
		tensors[name] = literal;
		return name;
	};
	const addMany: Draft["addMany"] = (opType, inputs, outputs, attributes = {}) => {
		const label = numbered(opType);
		const names = Array.from({ length: outputs }, (_, i) => (i === 0 ? `%${label}` : `%${label}_output_${i}`));
		come.push({
			name: nodeName(site, node, label),
			opType,
			inputs,
			outputs: names,
			attributes: attributesOf(site, opType, attributes),
		});
		return names;
	};
	const copyMany: Draft["copyMany"] = (node, inputs, attributes = node.attributes) => {
		const label = numbered(node.opType);
		const outputs = node.outputs.map((one, i) => (one === "" ? "" : `%${label}${i === 0 ? "" : `_output_${i}`}`));
		come.push({ name: node.name, opType: node.opType, inputs, outputs, attributes });
		return outputs;
	};
	return {
		site,
		addMany,
		copyMany,
		copy: (node, inputs, attributes) => copyMany(node, inputs, attributes)[0] ?? "",
		add: (opType, inputs, attributes) => addMany(opType, inputs, 1, attributes)[0] ?? "",
		tensor,
		scalar: (type, value) => tensor({ type, dims: [], values: [value] }),
		int64s: (values) => tensor({ type: "int64", dims: [values.length], values: [...values] }),
		replace: (gone, results) => replacementOf(site, gone, come, tensors, results),
	};
}

/** Below the name of the node whose place it takes; nodes without a name stay without. */
function nodeName({ index }: Site, { name }: Node, label: string): string {
	if (name === "") return "";
	let free = `${name}/${label}`;
	while (index.named.has(free)) free += "_";
	return free;
}

function replacementOf(
	site: Site,
	gone: readonly Node[],
	come: readonly NewNode[],
	tensors: TensorLiterals,
	results: Readonly<Record<string, string>>,
): Edit {
	const made = new Set(come.flatMap(({ outputs }) => outputs));
	const renamed = new Map<string, string>();
	const copies: NewNode[] = [];
	for (const [old, value] of Object.entries(results)) {
		if (made.has(value) && !renamed.has(value)) renamed.set(value, old);
		else copies.push({ opType: "Identity", inputs: [renamed.get(value) ?? value], outputs: [old] });
	}
	const now = (value: string) => renamed.get(value) ?? value;
	const nodes = come.map((node) => ({ ...node, inputs: node.inputs.map(now), outputs: node.outputs.map(now) }));
	return replacement(site, gone, [...nodes, ...copies], tensors);
}

/** Attributes in the types that the operator's schema gives them. */
function attributesOf(site: Site, opType: string, inputs: AttributeInputs): Attribute[] {
	const schema = operatorSchema(opType, "", site.opset)?.attributes;
	return Object.entries(inputs).flatMap(([name, value]) =>
		value === undefined ? [] : [attributeOf(name, value, schema?.get(name)?.type)],
	);
}

const encoder = new TextEncoder();

function attributeOf(
	name: string,
	value: NonNullable<AttributeInput>,
	type: AttributeSchema["type"] | undefined,
): Attribute {
	if (typeof value === "string") {
		return newMessage("AttributeProto", { name, type: AttributeType.STRING, s: encoder.encode(value) });
	}
	if (typeof value === "number") {
		return type === "FLOAT"
			? newMessage("AttributeProto", { name, type: AttributeType.FLOAT, f: value })
			: newMessage("AttributeProto", { name, type: AttributeType.INT, i: BigInt(value) });
	}
	return type === "FLOATS"
		? newMessage("AttributeProto", { name, type: AttributeType.FLOATS, floats: [...value] })
		: newMessage("AttributeProto", { name, type: AttributeType.INTS, ints: value.map(BigInt) });
}
