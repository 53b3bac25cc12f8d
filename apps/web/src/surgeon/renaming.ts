import { addressOfNode, type Body, bodyAndInner, bodyOf, type Edit, type Graph, indexOf } from "@suture/graph";
import { placeOf } from "./describe.ts";

/** What a person wants renamed, everywhere in the model. */
export interface RenamingWish {
	readonly what: "nodes" | "values";
	/** A text that occurs in names, or a pattern as JavaScript has it. */
	readonly find: string;
	readonly isPattern: boolean;
	/** What comes in its place; in a pattern $1 stands for its first group. */
	readonly replacement: string;
}

export interface Renaming {
	readonly edits: readonly Edit[];
	/** Some of the names, as they are and as they would be. */
	readonly examples: readonly (readonly [from: string, to: string])[];
	/** Why the pattern is none; "" when it is one. */
	readonly reason: string;
}

const mostExamples = 6;

/** The edits that rename whatever fits. Names that stay, and names that would be empty, are left alone. */
export function renaming(graph: Graph, wish: RenamingWish): Renaming {
	const replaced = replacer(wish);
	if (typeof replaced === "string") return { edits: [], examples: [], reason: replaced };
	const edits: Edit[] = [];
	const examples: [string, string][] = [];
	for (const body of innermostFirst(graph)) {
		const place = placeOf(graph, body.id);
		for (const [from, edit] of namesIn(body, wish.what)) {
			const to = replaced(from);
			if (to === from || to === "") continue;
			edits.push({ ...edit(to), ...place });
			if (examples.length < mostExamples) examples.push([from, to]);
		}
	}
	return { edits, examples, reason: "" };
}

function replacer({ find, isPattern, replacement }: RenamingWish): ((name: string) => string) | string {
	if (find === "") return (name) => name;
	if (!isPattern) return (name) => name.replaceAll(find, () => replacement);
	try {
		const pattern = new RegExp(find, "gu");
		return (name) => name.replace(pattern, replacement);
	} catch (error) {
		return error instanceof Error ? error.message : String(error);
	}
}

/** In this order the way to a body is still what it was when its turn comes. */
function innermostFirst(graph: Graph): Body[] {
	const roots = [graph.main, ...graph.functions.map(({ body }) => body)];
	return roots.flatMap((root) => bodyAndInner(graph, root).reverse()).map((id) => bodyOf(graph, id));
}

type Renamed = Extract<Edit, { do: "rename-node" | "rename-value" }>;

function namesIn(body: Body, what: RenamingWish["what"]): (readonly [string, (to: string) => Renamed])[] {
	if (what === "nodes") {
		return body.nodes.flatMap((node) =>
			node.name === ""
				? []
				: [[node.name, (name) => ({ do: "rename-node", node: addressOfNode(node), name })] as const],
		);
	}
	return Array.from(
		indexOf(body).definitions.keys(),
		(value) => [value, (name: string): Renamed => ({ do: "rename-value", value, name })] as const,
	);
}

/** The edits that give every node without a name one: its operator and a number. A node that makes nothing can't be named. */
export function nameAllNodes(graph: Graph): Edit[] {
	return innermostFirst(graph).flatMap((body) => {
		const taken = new Set(body.nodes.map(({ name }) => name));
		const place = placeOf(graph, body.id);
		const last = new Map<string, number>();
		return body.nodes.flatMap((node): Edit[] => {
			if (node.name !== "" || !node.outputs.some((output) => output !== "")) return [];
			let number = last.get(node.opType) ?? 0;
			while (taken.has(`${node.opType}_${number}`)) number++;
			last.set(node.opType, number + 1);
			return [{ do: "rename-node", node: addressOfNode(node), name: `${node.opType}_${number}`, ...place }];
		});
	});
}
