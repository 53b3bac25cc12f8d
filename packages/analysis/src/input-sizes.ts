import { type Dimension, parseDimension, symbol } from "@suture/ops";
import { type Problem, problem } from "@suture/problems";

/** Sizes that somebody asks for, by input; undefined leaves a size as the model has it. */
export type InputSizes = ReadonlyMap<string, readonly (Dimension | undefined)[]>;

/** Reads `x=1x3x224x224` and `mask=n,?`: a size is a number, a name, or ? for what the model has. An input whose name has
 *  a = in it is found by the last one. Texts that are none are reported as shape/bad-size, and left out. */
export function readInputSizes(texts: readonly string[]): { sizes: InputSizes; problems: readonly Problem[] } {
	const sizes = new Map<string, readonly (Dimension | undefined)[]>();
	const problems: Problem[] = [];
	for (const text of texts) {
		const at = text.lastIndexOf("=");
		const found = at < 1 ? "the input's name is missing" : readSizes(text.slice(at + 1));
		if (typeof found === "string") problems.push(problem("shape/bad-size", { text, reason: found }));
		else sizes.set(text.slice(0, at), found);
	}
	return { sizes, problems };
}

function readSizes(text: string): readonly (Dimension | undefined)[] | string {
	if (text.trim() === "") return []; // a scalar
	const found: (Dimension | undefined)[] = [];
	for (const part of partsOf(text)) {
		const size = readSize(part.trim());
		if (size === "bad") return `"${part}" is no size`;
		found.push(size);
	}
	return found;
}

/** 1x3x224x224 as trtexec and onnxsim write it; with commas a size can be a name that has an x in it. */
function partsOf(text: string): readonly string[] {
	return /^[\dx?*]+$/i.test(text.trim()) ? text.split(/x/i) : text.split(/[,;]/);
}

function readSize(text: string): Dimension | undefined | "bad" {
	if (text === "?" || text === "*" || text === "-1") return undefined;
	const size = parseDimension(text, (name) => symbol(name));
	if (size === undefined || (typeof size === "number" && size < 0)) return "bad";
	return size;
}
