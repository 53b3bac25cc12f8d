/** A constant as a person wrote it where a value is expected. */
export interface ConstantLiteral {
	/** As ONNX's textual syntax has types: int64[3]. */
	readonly type: string;
	/** Its elements as that syntax has them. */
	readonly elements: string;
}

/** Reads `2`, `0.5`, `[1, 2, 3]`, `true`, `float[2] {1, 2}`. Numbers are of `element` where that is given and can hold them,
 *  else int64 or float. Undefined for what is no constant, such as a name. */
export function constantLiteral(text: string, element?: string): ConstantLiteral | undefined {
	const written = /^([a-z][a-z0-9]*)\s*(?:\[([\d\s,]*)\])?\s*(?:=\s*)?\{([^{}]*)\}$/.exec(text.trim());
	if (written) {
		const [, type = "", dims, elements = ""] = written;
		return { type: dims === undefined ? type : `${type}[${dims.replace(/\s/g, "")}]`, elements: elements.trim() };
	}
	const list = /^\[(.*)\]$/s.exec(text.trim());
	const parts = (list ? (list[1] ?? "") : text)
		.trim()
		.split(/\s*,\s*|\s+/)
		.filter((part) => part !== "");
	if (parts.length === 0 || (!list && parts.length > 1)) return undefined;
	const kind = kindOf(parts);
	if (kind === undefined) return undefined;
	const type =
		element !== undefined && holds(element, kind)
			? element
			: kind === "float"
				? "float"
				: kind === "bool"
					? "bool"
					: "int64";
	const elements = parts.map((part) => elementText(part, type)).join(", ");
	return { type: list ? `${type}[${parts.length}]` : type, elements };
}

type Kind = "int" | "float" | "bool";

function kindOf(parts: readonly string[]): Kind | undefined {
	if (parts.every((part) => part === "true" || part === "false")) return "bool";
	if (parts.every((part) => /^-?\d{1,19}$/.test(part))) return "int";
	const isNumber = (part: string) => /^-?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(part);
	return parts.every(isNumber) ? "float" : undefined;
}

// Halves and smaller floats are written as their bits, so they are not made from a few digits here.
const floats: ReadonlySet<string> = new Set(["float", "double"]);
const integers: ReadonlySet<string> = new Set("int8 int16 int32 int64 uint8 uint16 uint32 uint64".split(" "));

function holds(element: string, kind: Kind): boolean {
	if (kind === "bool") return element === "bool";
	return floats.has(element) || (kind === "int" && integers.has(element));
}

function elementText(part: string, type: string): string {
	if (type === "bool") return part === "true" ? "1" : "0";
	return String(floats.has(type) ? Number(part) : part);
}
