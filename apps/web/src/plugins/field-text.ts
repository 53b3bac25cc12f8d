import type { FieldValue, PluginField } from "@suture/plugins";

/** What a person wrote for a field: undefined where nothing stands, or why it is no value of its type. */
export function valueFromText({ name, type }: PluginField, text: string): FieldValue | undefined | { reason: string } {
	if (text.trim() === "") return undefined;
	if (type === "string") return text;
	if (type === "strings") return text.split(",").map((one) => one.trim());
	const numbers = text
		.split(type.endsWith("s") ? /[\s,]+/ : /,/)
		.filter((one) => one.trim() !== "")
		.map(Number);
	if (numbers.some((one) => !Number.isFinite(one))) return { reason: `${name} is ${words[type]}` };
	const [first = Number.NaN] = numbers;
	if (!type.endsWith("s")) return numbers.length === 1 ? first : { reason: `${name} is ${words[type]}` };
	return numbers;
}

const words = { int: "a whole number", float: "a number", ints: "whole numbers", floats: "numbers" } as const;

export function textFromValue(value: FieldValue | undefined): string {
	return value === undefined ? "" : Array.isArray(value) ? value.join(", ") : String(value);
}
