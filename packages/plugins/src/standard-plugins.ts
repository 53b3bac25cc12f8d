import {
	type AttributeSchema,
	attributeChoice,
	type FormalParameter,
	type OperatorSchema,
	operatorsOf,
} from "@suture/ops";
import type { FieldType, FieldValue, PluginDescription, PluginField, PluginTensor } from "./plugin-description.ts";

/** NVIDIA's plugins, as far as it documents them. */
export function standardPlugins(): readonly PluginDescription[] {
	return operatorsOf("trt.plugins", Number.MAX_SAFE_INTEGER)
		.map(descriptionOf)
		.toSorted((a, b) => a.name.localeCompare(b.name));
}

function descriptionOf({ name, inputs, outputs, attributes }: OperatorSchema): PluginDescription {
	return {
		name,
		version: "1",
		namespace: "",
		domain: "",
		library: undefined,
		description: "",
		inputs: inputs.map(tensorOf),
		outputs: outputs.map(tensorOf),
		fields: [...attributes.values()].flatMap((attribute) => fieldOf(name, attribute)),
	};
}

function tensorOf({ name, types, option }: FormalParameter): PluginTensor {
	const elements = types.map((type) => type.replace(/^tensor\((.*)\)$/, "$1"));
	return { name, types: elements, shape: undefined, optional: option !== "single" };
}

const fieldTypes: ReadonlyMap<string, FieldType> = new Map([
	["INT", "int"],
	["FLOAT", "float"],
	["STRING", "string"],
	["INTS", "ints"],
	["FLOATS", "floats"],
	["STRINGS", "strings"],
]);

/** Fields that are tensors can't be written in a form; they are added to the node afterwards. */
function fieldOf(plugin: string, attribute: AttributeSchema): PluginField[] {
	const type = fieldTypes.get(attribute.type);
	if (type === undefined || attribute.name === "plugin_version" || attribute.name === "plugin_namespace") return [];
	const choice = attributeChoice(plugin, "", attribute);
	return [
		{
			name: attribute.name,
			type,
			required: attribute.required,
			default: defaultOf(attribute.default),
			values: choice?.kind === "texts" ? choice.texts : choice?.kind === "flag" ? [0, 1] : undefined,
			description: "",
		},
	];
}

function defaultOf(given: AttributeSchema["default"]): FieldValue | undefined {
	if (given === undefined) return undefined;
	if (typeof given === "bigint") return Number(given);
	if (typeof given === "number" || typeof given === "string") return given;
	const list = given as readonly (bigint | number | string)[];
	return list.every((one) => typeof one === "string") ? list : list.map(Number);
}
