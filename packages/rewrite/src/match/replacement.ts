import { type Attribute, addressOfNode, type Edit, type Node, type TensorLiteral, textFromNodes } from "@suture/graph";
import { homeOf, type Site } from "./site.ts";

export type TensorLiterals = Readonly<Record<string, TensorLiteral>>;

/** A node that is to come. Names of values that begin with % are local: they get a name that is free. */
export interface NewNode {
	readonly name?: string;
	readonly opType: string;
	readonly domain?: string;
	readonly inputs: readonly string[];
	readonly outputs: readonly string[];
	readonly attributes?: readonly Attribute[];
}

/** The edit that takes nodes out and puts others in their place. Local names get the name of the last output before them, so that
 *  a person sees where they belong. */
export function replacement(
	site: Site,
	gone: readonly Node[],
	come: readonly NewNode[],
	tensors: TensorLiterals = {},
): Edit {
	const output = come.at(-1)?.outputs.find((one) => one !== "" && !one.startsWith("%")) ?? "";
	const name = (one: string) => nameIn(site, one, output);
	const given = Object.entries(tensors).map(([local, literal]) => [name(local), literal]);
	return {
		do: "replace-nodes",
		nodes: gone.map(addressOfNode),
		with: textFromNodes(
			site.graph,
			come.map((node) => nodeOf(node, name)),
			{ names: true, weights: "all", notes: false },
		),
		...(given.length > 0 ? { tensors: Object.fromEntries(given) } : {}),
		...(site.address ? { in: site.address } : {}),
	};
}

/** A name as the edit has it: %factor is local, and a value that is named so already is meant with %%. */
function nameIn(site: Site, name: string, output: string): string {
	if (!name.startsWith("%")) return name;
	return homeOf(site, name) ? `%${name}` : `%${output}_${name.slice(1)}`;
}

function nodeOf(
	{ name = "", opType, domain = "", inputs, outputs, attributes = [] }: NewNode,
	value: (name: string) => string,
): Node {
	return {
		id: -1,
		name: name.startsWith("%") ? `%${name}` : name,
		opType,
		domain,
		overload: "",
		inputs: inputs.map(value),
		outputs: outputs.map(value),
		attributes,
		docString: undefined,
		metadataProps: [],
		deviceConfigurations: [],
		origin: undefined,
	};
}

/** The edit that takes a node out and connects its readers to its first input. */
export function bypass(site: Site, node: Node): Edit {
	return { do: "bypass-node", node: addressOfNode(node), ...(site.address ? { in: site.address } : {}) };
}

/** The edit that connects an input of a node to a value. */
export function connect(site: Site, node: Node, input: number, value: string): Edit {
	return { do: "set-input", node: addressOfNode(node), input, value, ...(site.address ? { in: site.address } : {}) };
}

/** Whether `bypass` can be applied: only the first output is read, and it can take the input's name where it must. */
export function canBypass({ index, captured }: Site, node: Node): boolean {
	const [output = "", ...others] = node.outputs;
	const [input = ""] = node.inputs;
	const isRead = (value: string) =>
		value !== "" && (index.uses.has(value) || index.outputs.has(value) || captured.has(value));
	if (input === "" || output === "" || others.some(isRead)) return false;
	if (!index.outputs.has(output)) return true;
	return index.definitions.get(input)?.by === "node" && !index.outputs.has(input);
}

/** Whole numbers as a tensor. */
export function int64s(values: readonly number[]): TensorLiterals[string] {
	return { type: "int64", dims: [values.length], values: [...values] };
}
