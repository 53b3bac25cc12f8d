import { type Facts, factOf } from "@suture/analysis";
import { type BodyId, bodyOf, type Graph, type Node, type NodeId, nameOf } from "@suture/graph";
import { attributeText } from "../scene/card.ts";
import { typeText } from "./describe.ts";

export interface SearchHit {
	readonly node: NodeId;
	readonly body: BodyId;
	readonly operator: string;
	readonly name: string;
	/** What matched besides, such as a tensor's name. */
	readonly detail: string;
}

export interface SearchAnswer {
	/** All nodes that match, in the order of the graph; of every body. */
	readonly hits: readonly SearchHit[];
	/** What is wrong with the question, if anything. */
	readonly hint: string | undefined;
}

/** Finds nodes. Terms separated by spaces must all fit:
 *  `conv` in operator, name, or the names of inputs and outputs; `"conv"` exactly; `#12` by index; `op:`, `name:`, `dtype:`,
 *  `shape:1,3,224,224` or `shape:224`, `attr:axis` or `attr:axis=1`, `value:` for tensors. Case is ignored. */
export function search(graph: Graph, facts: Facts, question: string): SearchAnswer {
	const terms = parseTerms(question);
	if (terms.length === 0) return { hits: [], hint: undefined };
	const unknown = terms.find(({ kind }) => kind === "unknown");
	if (unknown)
		return {
			hits: [],
			hint: `There is no filter ${unknown.text}: use op:, name:, value:, dtype:, shape:, attr: or #index.`,
		};
	const hits: SearchHit[] = [];
	for (const id of graph.bodies.keys()) {
		const body = bodyOf(graph, id);
		body.nodes.forEach((node, index) => {
			const subject = { facts, body: id, node, index };
			const details = terms.map((term) => matches(term, subject));
			if (details.some((detail) => detail === undefined)) return;
			const detail = details.find((one) => one !== "") ?? "";
			hits.push({ node: node.id, body: id, operator: node.opType, name: nameOf(node), detail });
		});
	}
	return { hits, hint: undefined };
}

interface Term {
	readonly kind: "any" | "op" | "name" | "value" | "dtype" | "shape" | "attr" | "index" | "unknown";
	readonly text: string;
	readonly exact: boolean;
}

const kinds: ReadonlySet<string> = new Set(["op", "name", "value", "dtype", "shape", "attr"]);

function parseTerms(question: string): Term[] {
	const words = question.match(/(?:[a-z]+:)?(?:"[^"]*"|'[^']*')|\S+/gi) ?? [];
	return words.map((word) => {
		if (/^#\d+$/.test(word)) return { kind: "index", text: word.slice(1), exact: true };
		const [, prefix, rest = word] = /^([a-z]+):(?!:)(.*)$/is.exec(word) ?? [];
		const quoted = /^(?:"([^"]*)"|'([^']*)')$/.exec(rest);
		const text = (quoted?.[1] ?? quoted?.[2] ?? rest).toLowerCase();
		// A name may hold a colon itself, as onnx::Conv_12 does; a filter has letters before it and is one that we know.
		if (prefix === undefined) return { kind: "any", text, exact: quoted !== null };
		const kind = kinds.has(prefix.toLowerCase()) ? (prefix.toLowerCase() as Term["kind"]) : "unknown";
		return { kind, text: kind === "unknown" ? `${prefix}:` : text, exact: quoted !== null };
	});
}

interface Subject {
	readonly facts: Facts;
	readonly body: BodyId;
	readonly node: Node;
	readonly index: number;
}

/** Undefined when the term does not fit; else what it fitted where that is not obvious. */
function matches(term: Term, subject: Subject): string | undefined {
	const { node, index } = subject;
	const fits = (text: string) =>
		term.exact ? text.toLowerCase() === term.text : text.toLowerCase().includes(term.text);
	const value = () => [...node.outputs, ...node.inputs].find((name) => name !== "" && fits(name));
	switch (term.kind) {
		case "index":
			return index === Number(term.text) ? "" : undefined;
		case "op":
			return fits(node.opType) ? "" : undefined;
		case "name":
			return fits(node.name) ? "" : undefined;
		case "value":
			return value();
		case "dtype":
			return typesOf(subject).find((type) => fits(type.split("[")[0] ?? ""));
		case "shape":
			return typesOf(subject).find((type) => shapeFits(type, term.text));
		case "attr":
			return attributeFitting(node, term.text);
		case "any":
			return fits(node.opType) || fits(node.name) ? "" : value();
		case "unknown":
			return undefined;
	}
}

/** Types of a node's outputs and inputs, as text. */
function typesOf({ facts, body, node }: Subject): string[] {
	return [...node.outputs, ...node.inputs]
		.filter((name) => name !== "")
		.map((name) => typeText(factOf(facts, body, name)))
		.filter((text) => text !== "");
}

/** `1,3,224,224` is the whole shape, `224` any one size. */
function shapeFits(type: string, wanted: string): boolean {
	const shape = /\[(.*)\]$/.exec(type)?.[1]?.toLowerCase();
	if (shape === undefined) return false;
	return wanted.includes(",") ? shape === wanted.replace(/\s/g, "") : shape.split(",").includes(wanted);
}

function attributeFitting(node: Node, wanted: string): string | undefined {
	const [name = "", value] = wanted.split("=", 2);
	const found = node.attributes.find(
		(attribute) =>
			(attribute.name ?? "").toLowerCase() === name &&
			(value === undefined || attributeText(attribute).toLowerCase().replace(/\s/g, "") === value),
	);
	return found && `${found.name} = ${found.bodies ? "graph" : attributeText(found)}`;
}
