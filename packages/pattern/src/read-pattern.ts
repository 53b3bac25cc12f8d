import { attributeFromText, textFromAttribute, textFromTensor } from "@suture/graph";
import { type Problem, problem } from "@suture/problems";
import { hangsTogether } from "./match-order.ts";
import { mostPatternNodes } from "./most-pattern-nodes.ts";
import { plainDomain } from "./operator-version.ts";
import type { Pattern, PatternAttribute, PatternConstant, PatternNode } from "./pattern.ts";
import { withoutEmptyEnd } from "./without-empty-end.ts";

export type ReadPattern = { readonly pattern: Pattern } | { readonly problem: Problem };

/** A pattern as a file has it. */
export function patternJson(pattern: Pattern): Readonly<Record<string, unknown>> {
	return { suture: "pattern", version: 1, ...pattern };
}

/** Reads the JSON of a pattern, which may be from anyone. `domain`, `overload`, `attributes`, `constants` and `commutative` may
 *  be missing. Texts of attributes and tensors may be written in any way that ONNX's syntax allows. */
export function readPattern(json: unknown): ReadPattern {
	try {
		return { pattern: patternIn(json) };
	} catch (wrong) {
		if (!(wrong instanceof Wrong)) throw wrong;
		return { problem: problem("pattern/not-a-pattern", { reason: wrong.reason }) };
	}
}

/** Ends reading, however deep it is; only `readPattern` catches it. */
class Wrong {
	readonly reason: string;

	constructor(reason: string) {
		this.reason = reason;
	}
}

function patternIn(json: unknown): Pattern {
	const fields = fieldsOf(json, "it", ["suture", "version", "nodes", "inputs", "outputs", "constants", "commutative"]);
	if (fields.get("suture") !== "pattern" || fields.get("version") !== 1) {
		throw new Wrong('it does not begin with "suture": "pattern", "version": 1');
	}
	const commutative = fields.get("commutative") ?? true;
	if (typeof commutative !== "boolean") throw new Wrong("commutative is not true or false");
	const pattern: Pattern = {
		nodes: listOf(fields.get("nodes"), "nodes").map((one, i) => nodeIn(one, `nodes[${i}]`)),
		inputs: namesIn(fields.get("inputs"), "inputs"),
		outputs: namesIn(fields.get("outputs"), "outputs"),
		constants: listOf(fields.get("constants") ?? [], "constants").map((one, i) => constantIn(one, `constants[${i}]`)),
		commutative,
	};
	refuseLooseEnds(pattern);
	return pattern;
}

function nodeIn(json: unknown, where: string): PatternNode {
	const fields = fieldsOf(json, where, ["opType", "domain", "overload", "inputs", "outputs", "attributes"]);
	const attributes = fields.get("attributes") ?? [];
	return {
		opType: textOf(fields.get("opType"), `${where}.opType`),
		domain: plainDomain(textOf(fields.get("domain") ?? "", `${where}.domain`)),
		overload: textOf(fields.get("overload") ?? "", `${where}.overload`),
		inputs: withoutEmptyEnd(namesIn(fields.get("inputs"), `${where}.inputs`)),
		outputs: withoutEmptyEnd(namesIn(fields.get("outputs"), `${where}.outputs`)),
		attributes:
			attributes === "any"
				? "any"
				: listOf(attributes, `${where}.attributes`).map((one, i) => attributeIn(one, `${where}.attributes[${i}]`)),
	};
}

function attributeIn(json: unknown, where: string): PatternAttribute {
	const fields = fieldsOf(json, where, ["name", "text"]);
	const name = textOf(fields.get("name"), `${where}.name`);
	if (fields.get("text") === undefined) return { name };
	const read = attributeFromText(textOf(fields.get("text"), `${where}.text`), () => undefined);
	if ("problems" in read) throw new Wrong(`${where}.text is no attribute`);
	const text = read.read.name === name && !read.read.g ? textFromAttribute(read.read) : undefined;
	if (text === undefined) throw new Wrong(`${where}.text is no attribute ${name} that can be compared`);
	return { name, text };
}

function constantIn(json: unknown, where: string): PatternConstant {
	const fields = fieldsOf(json, where, ["name", "tensor"]);
	const name = textOf(fields.get("name"), `${where}.name`);
	if (fields.get("tensor") === undefined) return { name };
	const read = attributeFromText(`value = ${textOf(fields.get("tensor"), `${where}.tensor`)}`, () => undefined);
	const tensor = "read" in read && read.read.t ? textFromTensor(read.read.t) : undefined;
	if (tensor === undefined)
		throw new Wrong(`${where}.tensor is no tensor of at most 64 elements, as in float[2] {1, 2}`);
	return { name, tensor };
}

/** A pattern that could be found nowhere, or at the wrong places, is none. */
function refuseLooseEnds(pattern: Pattern): void {
	const { nodes, inputs, outputs, constants } = pattern;
	if (nodes.length === 0 || nodes.length > mostPatternNodes) {
		throw new Wrong(`it has ${nodes.length} nodes, and may have 1 to ${mostPatternNodes}`);
	}
	const made = nodes.flatMap((node) => node.outputs).filter((name) => name !== "");
	const known = new Set<string>();
	for (const name of [...inputs, ...constants.map((one) => one.name), ...made]) {
		if (name === "" || known.has(name)) throw new Wrong(`"${name}" is given or made more than once, or has no name`);
		known.add(name);
	}
	const unknown = nodes.flatMap((node) => node.inputs).find((name) => name !== "" && !known.has(name));
	if (unknown !== undefined) throw new Wrong(`${unknown} is taken, and is no input, no constant and not made`);
	const isMade = new Set(made);
	const unmade = outputs.find((name) => !isMade.has(name));
	if (unmade !== undefined) throw new Wrong(`${unmade} is an output, and no node makes it`);
	if (outputs.length === 0) throw new Wrong("it has no outputs");
	if (!hangsTogether(pattern)) throw new Wrong("its nodes do not hang together");
}

function fieldsOf(json: unknown, where: string, allowed: readonly string[]): ReadonlyMap<string, unknown> {
	if (typeof json !== "object" || json === null || Array.isArray(json)) throw new Wrong(`${where} is no object`);
	const fields = new Map<string, unknown>(Object.entries(json));
	const other = [...fields.keys()].find((name) => !allowed.includes(name));
	if (other !== undefined) throw new Wrong(`${where} has a field ${other}, which a pattern does not have`);
	return fields;
}

function listOf(json: unknown, where: string): readonly unknown[] {
	if (!Array.isArray(json)) throw new Wrong(`${where} is no list`);
	return json;
}

function namesIn(json: unknown, where: string): readonly string[] {
	return listOf(json, where).map((one, i) => textOf(one, `${where}[${i}]`));
}

function textOf(json: unknown, where: string): string {
	if (typeof json !== "string" || json.length > 100_000) throw new Wrong(`${where} is no text`);
	return json;
}
