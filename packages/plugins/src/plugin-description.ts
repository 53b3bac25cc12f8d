/** A plugin as a node of it can be written: its fields, what it takes and what it gives. */
export interface PluginDescription {
	/** As it is registered: the node's operator. */
	readonly name: string;
	readonly version: string;
	/** In TensorRT's registry; "" is that of NVIDIA's own. */
	readonly namespace: string;
	/** The node's domain; "" is ai.onnx. */
	readonly domain: string;
	/** File of the library that registers it, as programs load it. */
	readonly library: string | undefined;
	readonly description: string;
	readonly inputs: readonly PluginTensor[];
	readonly outputs: readonly PluginTensor[];
	readonly fields: readonly PluginField[];
}

export interface PluginTensor {
	readonly name: string;
	/** Element types as ONNX's textual syntax has them; any when there are none. */
	readonly types: readonly string[];
	/** A number, the name of a size or of a field, or "?" for what is not known. Undefined when not even the rank is. */
	readonly shape: readonly (number | string)[] | undefined;
	/** Of an input: whether it may be missing. */
	readonly optional: boolean;
}

export type FieldType = "int" | "float" | "string" | "ints" | "floats" | "strings";

/** What a field holds; a list for the types in the plural. */
export type FieldValue = number | string | readonly number[] | readonly string[];

export interface PluginField {
	readonly name: string;
	readonly type: FieldType;
	readonly required: boolean;
	readonly default: FieldValue | undefined;
	/** What it may be; anything of its type without it. */
	readonly values: readonly (number | string)[] | undefined;
	readonly description: string;
}
