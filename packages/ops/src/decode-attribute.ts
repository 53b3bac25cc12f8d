import type { AttributeSchema, AttributeTypeWithoutDefault } from "./operator-schema.ts";
import type { StoredScalar, StoredValue } from "./operator-table.ts";

type AttributeType = AttributeSchema["type"];

/** Reads ["INT!"], ["FLOAT"] or ["FLOAT", 0.5] back; the last item is the default. */
export function decodeAttribute(name: string, row: readonly StoredValue[]): AttributeSchema {
	const [kind, stored] = row;
	const required = String(kind).endsWith("!");
	const type = String(kind).replace("!", "") as AttributeType; // the generator writes names of AttributeType only
	switch (type) {
		case "INT":
			return { name, type, required, default: first(stored, integer) };
		case "INTS":
			return { name, type, required, default: all(stored, integer) };
		case "FLOAT":
			return { name, type, required, default: first(stored, Number) };
		case "FLOATS":
			return { name, type, required, default: all(stored, Number) };
		case "STRING":
			return { name, type, required, default: first(stored, String) };
		case "STRINGS":
			return { name, type, required, default: all(stored, String) };
		default:
			return { name, type: type satisfies AttributeTypeWithoutDefault, required, default: undefined };
	}
}

function integer(stored: StoredScalar): bigint {
	return BigInt(typeof stored === "object" ? stored.int : stored);
}

function first<Value>(stored: StoredValue | undefined, decode: (item: StoredScalar) => Value): Value | undefined {
	return all(stored, decode)?.[0];
}

function all<Value>(stored: StoredValue | undefined, decode: (item: StoredScalar) => Value): Value[] | undefined {
	if (stored === undefined) return undefined;
	return isList(stored) ? stored.map(decode) : [decode(stored)];
}

function isList(stored: StoredValue): stored is readonly StoredScalar[] {
	return Array.isArray(stored);
}
