/** Numbers that a person pasted, with the sizes that the text shows. */
export interface PastedNumbers {
	readonly dims: readonly number[];
	/** As a tensor literal has them: what JSON has no number for stays a text. */
	readonly values: readonly (number | string | boolean)[];
}

/** Reads JSON, nested as the axes are, or rows of numbers with commas, semicolons, tabs or spaces between them. */
export function numbersFromText(text: string): PastedNumbers | { readonly reason: string } {
	const trimmed = text.trim();
	if (trimmed === "") return { reason: "Numbers in rows, or as JSON." };
	return trimmed.startsWith("[") ? fromJson(trimmed) : fromRows(trimmed);
}

/** More than any operator takes. */
const mostAxes = 32;

function fromJson(text: string): PastedNumbers | { readonly reason: string } {
	let read: unknown;
	try {
		read = JSON.parse(text);
	} catch {
		return { reason: "It begins like JSON, and is none." };
	}
	const dims: number[] = [];
	for (let at: unknown = read; Array.isArray(at); at = at[0]) {
		dims.push(at.length);
		if (dims.length > mostAxes) return { reason: "It is nested too deep." };
	}
	const values: (number | string | boolean)[] = [];
	const take = (part: unknown, axis: number): string | undefined => {
		if (axis === dims.length) {
			if (typeof part === "number" || typeof part === "boolean") values.push(part);
			else if (typeof part === "string" && element(part) !== undefined) values.push(element(part) ?? part);
			else return "It holds something that is no number.";
			return undefined;
		}
		if (!Array.isArray(part) || part.length !== dims[axis]) return "Its rows are not equally long.";
		for (const one of part) {
			const reason = take(one, axis + 1);
			if (reason !== undefined) return reason;
		}
		return undefined;
	};
	const reason = take(read, 0);
	return reason === undefined ? { dims, values } : { reason };
}

function fromRows(text: string): PastedNumbers | { readonly reason: string } {
	const rows = text
		.split(/\r?\n/)
		.filter((row) => row.trim() !== "")
		.map((row) =>
			row
				.trim()
				.split(/\s*[,;\t]\s*|\s+/)
				.filter((part) => part !== ""),
		);
	const width = rows[0]?.length ?? 0;
	const values: (number | string | boolean)[] = [];
	for (const row of rows) {
		if (row.length !== width) return { reason: "Its rows are not equally long." };
		for (const part of row) {
			const value = element(part);
			if (value === undefined) return { reason: `${part} is no number.` };
			values.push(value);
		}
	}
	return { dims: rows.length === 1 ? [width] : [rows.length, width], values };
}

/** One number as a literal has it; undefined for what is none. */
export function element(text: string): number | string | boolean | undefined {
	if (text === "true" || text === "false") return text === "true";
	const special = /^([+-]?)(inf|infinity|nan)$/i.exec(text);
	if (special) return special[2]?.toLowerCase() === "nan" ? "nan" : `${special[1] === "-" ? "-" : ""}inf`;
	if (/^[+-]?\d+$/.test(text)) {
		const value = Number(text);
		return Number.isSafeInteger(value) ? value : text.replace(/^\+/, "");
	}
	return /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(text) ? Number(text) : undefined;
}

/** Pasted numbers in the shape of a tensor: with as many elements the shape stays, else the text's own is taken. */
export function inShape(pasted: PastedNumbers, dims: readonly number[]): readonly number[] {
	const count = dims.reduce((product, size) => product * size, 1);
	return count === pasted.values.length ? dims : pasted.dims;
}
