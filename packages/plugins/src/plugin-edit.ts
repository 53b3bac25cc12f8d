import {
	type Attribute,
	addressOfNode,
	type BodyAddress,
	type Edit,
	type Graph,
	type Node,
	textFromNodes,
} from "@suture/graph";
import { AttributeType, newMessage } from "@suture/onnx";
import { type Problem, problem } from "@suture/problems";
import type { FieldValue, PluginDescription, PluginField } from "./plugin-description.ts";

/** A plugin in the place of nodes. */
export interface PluginUse {
	readonly plugin: PluginDescription;
	/** Nodes of one body that it takes the place of; without any it only comes. */
	readonly nodes: readonly Node[];
	/** The body, where it is not main. */
	readonly in?: BodyAddress;
	/** What it takes, in the order of its inputs; "" for one that is not given. */
	readonly inputs: readonly string[];
	/** What it makes, in the order of its outputs; "" for one that nothing reads. */
	readonly outputs: readonly string[];
	/** By name of the field; those that are not given have their defaults. */
	readonly fields: ReadonlyMap<string, FieldValue>;
	/** Begins the new node's name: the module that it is in. */
	readonly module?: string;
	/** Declared types of what it makes, by value, as ONNX's textual syntax has them; null forgets what is declared. */
	readonly types?: ReadonlyMap<string, string | null>;
}

/** The edits that put a node of a plugin where others were, as one step; or what keeps it from that. */
export function pluginEdits(
	graph: Graph,
	use: PluginUse,
): { readonly edits: readonly Edit[] } | { readonly problems: readonly Problem[] } {
	const { plugin, nodes, inputs, outputs, types = new Map() } = use;
	const problems = [...problemsOfFields(use), ...problemsOfTensors(use)];
	if (problems.length > 0) return { problems };
	const made = plugin.outputs.map(({ name }, i) => {
		const output = outputs[i] ?? "";
		// Parsers want a name for each output of a plugin.
		return output === "" ? `%${use.module ?? ""}${plugin.name}_${name}` : exact(output);
	});
	const node: Node = {
		id: -1,
		name: `%${use.module ?? ""}${plugin.name}`,
		opType: plugin.name,
		domain: plugin.domain,
		overload: "",
		inputs: withoutMissingEnd(inputs).map(exact),
		outputs: made,
		attributes: attributesOf(use),
		docString: undefined,
		metadataProps: [],
		deviceConfigurations: [],
		origin: undefined,
	};
	const where = use.in ? { in: use.in } : {};
	const text = textFromNodes(graph, [node], { names: true, weights: "all", notes: false });
	const declared = [...types].filter(([value]) => outputs.includes(value));
	return {
		edits: [
			{ do: "replace-nodes", nodes: nodes.map(addressOfNode), with: text, ...where },
			...(declared.length > 0 ? [{ do: "set-types", types: Object.fromEntries(declared), ...where } as const] : []),
		],
	};
}

/** A name that stands for itself in an edit's lines, where a % at the beginning asks for a free one. */
function exact(name: string): string {
	return name.replace(/^%/, "%%");
}

function withoutMissingEnd(inputs: readonly string[]): readonly string[] {
	return inputs.slice(0, inputs.findLastIndex((name) => name !== "") + 1);
}

function problemsOfTensors({ plugin, inputs, outputs }: PluginUse): Problem[] {
	const bad = (reason: string) => problem("plugin/bad-use", { plugin: plugin.name, reason });
	const missing = plugin.inputs.filter(({ optional }, i) => !optional && (inputs[i] ?? "") === "");
	const isVariadic = plugin.inputs.at(-1)?.optional === true;
	const read = outputs.filter((name) => name !== "");
	return [
		...missing.map(({ name }) => bad(`its input ${name} is not given`)),
		...(inputs.length > plugin.inputs.length && !isVariadic && plugin.inputs.length > 0
			? [bad(`it takes ${plugin.inputs.length} inputs, and ${inputs.length} are given`)]
			: []),
		...(outputs.length > plugin.outputs.length
			? [bad(`it makes ${plugin.outputs.length} values, and ${outputs.length} are read`)]
			: []),
		...(new Set(read).size < read.length ? [bad("two of its outputs would have the same name")] : []),
	];
}

function problemsOfFields({ plugin, fields }: PluginUse): Problem[] {
	const known = new Map(plugin.fields.map((field) => [field.name, field]));
	const unknown = [...fields.keys()].filter((name) => !known.has(name));
	const reasons = [
		...unknown.map((name) => `it has no field ${name}`),
		...plugin.fields.flatMap((field) => reasonAgainst(field, fields.get(field.name)) ?? []),
	];
	return reasons.map((reason) => problem("plugin/bad-use", { plugin: plugin.name, reason }));
}

/** Why a value is none for a field. */
function reasonAgainst(
	{ name, type, required, values }: PluginField,
	value: FieldValue | undefined,
): string | undefined {
	if (value === undefined) return required ? `its field ${name} must be given` : undefined;
	const elements: readonly (number | string)[] = Array.isArray(value) ? value : [value as number | string];
	if (Array.isArray(value) !== type.endsWith("s")) return `${name} is ${type.endsWith("s") ? "a list" : "one value"}`;
	const isText = type.startsWith("string");
	if (elements.some((one) => (typeof one === "string") !== isText)) return `${name} is ${isText ? "text" : "a number"}`;
	if (type.startsWith("int") && elements.some((one) => !Number.isSafeInteger(one))) return `${name} is a whole number`;
	const other = values && elements.find((one) => !values.includes(one));
	return other === undefined ? undefined : `${name} is one of ${values?.join(", ")}, not ${other}`;
}

/** Parsers read version and namespace as attributes beside the fields. */
function attributesOf({ plugin, fields }: PluginUse): readonly Attribute[] {
	const given = plugin.fields.flatMap((field) => {
		const value = fields.get(field.name) ?? field.default;
		return value === undefined ? [] : attributeOf(field, value);
	});
	const namespace = plugin.namespace === "" ? [] : [text("plugin_namespace", plugin.namespace)];
	return [text("plugin_version", plugin.version), ...namespace, ...given];
}

const utf8 = new TextEncoder();

function text(name: string, value: string): Attribute {
	return newMessage("AttributeProto", { name, type: AttributeType.STRING, s: utf8.encode(value) });
}

function attributeOf({ name, type }: PluginField, value: FieldValue): Attribute {
	const list: readonly (number | string)[] = Array.isArray(value) ? value : [value as number | string];
	switch (type) {
		case "int":
			return newMessage("AttributeProto", { name, type: AttributeType.INT, i: BigInt(Number(list[0])) });
		case "float":
			return newMessage("AttributeProto", { name, type: AttributeType.FLOAT, f: Number(list[0]) });
		case "string":
			return text(name, String(list[0]));
		case "ints":
			return newMessage("AttributeProto", {
				name,
				type: AttributeType.INTS,
				ints: list.map((one) => BigInt(Number(one))),
			});
		case "floats":
			return newMessage("AttributeProto", { name, type: AttributeType.FLOATS, floats: list.map(Number) });
		case "strings":
			return newMessage("AttributeProto", {
				name,
				type: AttributeType.STRINGS,
				strings: list.map((one) => utf8.encode(String(one))),
			});
		default:
			return type satisfies never;
	}
}
