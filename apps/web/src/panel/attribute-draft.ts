import { AttributeType } from "@suture/onnx";
import type { AttributeField, AttributeTypeName } from "../surgeon/attribute-field.ts";
import { nameInLine } from "../surgeon/edit-line.ts";

/** What a person wrote, as ONNX's textual syntax has it, or why it can't be that. */
export type Written = { readonly text: string } | { readonly reason: string };

/** What stands in an attribute's widget: lists with commas, strings one a line. */
export function draftText({ type, draft }: Pick<AttributeField, "type" | "draft">): string {
	return draft.join(type === "STRINGS" ? "\n" : ", ");
}

/** Reads what a person wrote for an attribute. The value shows its type, but for an empty list. */
export function writtenAttribute(name: string, type: AttributeTypeName, draft: string): Written {
	const value = valueText(type, draft.trim(), draft);
	if ("reason" in value) return value;
	const annotation = value.text === "[]" ? `: ${type.toLowerCase()}` : "";
	return { text: `${nameInLine(name)}${annotation} = ${value.text}` };
}

/** The types that an attribute may be given by hand. */
export const writableTypes: readonly AttributeTypeName[] = (Object.keys(AttributeType) as AttributeTypeName[]).filter(
	(type) => ["INT", "FLOAT", "STRING", "INTS", "FLOATS", "STRINGS", "TENSOR", "TYPE_PROTO"].includes(type),
);

function valueText(type: AttributeTypeName, trimmed: string, whole: string): Written {
	switch (type) {
		case "INT":
			return integer(trimmed);
		case "FLOAT":
			return float(trimmed);
		case "INTS":
			return list(trimmed, integer);
		case "FLOATS":
			return list(trimmed, float);
		case "STRING":
			return { text: quoted(whole) };
		case "STRINGS":
			return { text: `[${whole === "" ? "" : whole.split("\n").map(quoted).join(", ")}]` };
		case "TENSOR":
		case "TYPE_PROTO":
			return trimmed === "" ? { reason: "Write it as ONNX does: float[2] {1, 2}." } : { text: trimmed };
		default:
			return { reason: "This can't be written here." };
	}
}

function integer(text: string): Written {
	if (!/^[+-]?\d+$/.test(text)) return { reason: text === "" ? "A whole number." : `${text} is not a whole number.` };
	if (text.length > 20) return { reason: "It does not fit 64 bits." };
	const value = BigInt(text.replace(/^\+/, ""));
	return BigInt.asIntN(64, value) === value ? { text: String(value) } : { reason: "It does not fit 64 bits." };
}

function float(text: string): Written {
	const special = /^([+-]?)(inf|infinity|nan)$/i.exec(text);
	if (special)
		return { text: `${special[1] === "-" ? "-" : ""}${special[2]?.toLowerCase() === "nan" ? "nan" : "inf"}` };
	const value = text === "" ? Number.NaN : Number(text);
	if (!Number.isFinite(value)) return { reason: text === "" ? "A number." : `${text} is not a number.` };
	if (!Number.isFinite(Math.fround(value))) return { reason: "It is larger than a float can be." };
	const digits = Object.is(value, -0) ? "-0" : String(value);
	return { text: /^-?\d+$/.test(digits) ? `${digits}.0` : digits };
}

function list(text: string, one: (part: string) => Written): Written {
	const inside = text.replace(/^\[|\]$/g, "").trim();
	const parts = inside === "" ? [] : inside.split(/\s*,\s*|\s+/);
	const texts: string[] = [];
	for (const part of parts) {
		const read = one(part);
		if ("reason" in read) return read;
		texts.push(read.text);
	}
	return { text: `[${texts.join(", ")}]` };
}

/** A text as the syntax has it. */
function quoted(text: string): string {
	return `"${text.replace(/["\\]/g, "\\$&")}"`;
}
