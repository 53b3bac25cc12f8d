import { type BodyId, bodyOf, findNode, type Graph, type Node } from "@suture/graph";
import { loosen, type Pattern, patternFromNodes, readPattern } from "@suture/pattern";
import { SutureError } from "@suture/problems";
import { readJson } from "./json-file.ts";

/** How the command line says what to look for: a file, or an example in the model. */
export interface PatternOptions {
	readonly pattern?: string;
	readonly nodes?: readonly string[];
	readonly anyConstant?: boolean | readonly string[];
	readonly anyAttribute?: boolean;
}

/** The pattern that is meant. Rejects with SutureError when there is none. */
export async function patternAsked(graph: Graph, options: PatternOptions): Promise<Pattern> {
	const { anyConstant = [], anyAttribute = false } = options;
	const pattern = await patternNamed(graph, options);
	return loosen(pattern, {
		constants: typeof anyConstant === "boolean" ? anyConstant || [] : anyConstant,
		attributes: anyAttribute || [],
	});
}

async function patternNamed(graph: Graph, { pattern: path, nodes = [] }: PatternOptions): Promise<Pattern> {
	const names = nodes.flatMap((word) => word.split(",")).filter((name) => name !== "");
	const made = path === undefined ? exampleNamed(graph, names) : readPattern(await readJson(path));
	if ("problem" in made) throw SutureError.from(made.problem);
	return made.pattern;
}

function exampleNamed(graph: Graph, names: readonly string[]): ReturnType<typeof patternFromNodes> {
	const { body, nodes } = nodesNamed(graph, names);
	return patternFromNodes(graph, body, nodes);
}

/** Nodes of one body by name or output: of the first body that has the first of them. */
function nodesNamed(graph: Graph, names: readonly string[]): { body: BodyId; nodes: Node[] } {
	const meant = (body: BodyId, name: string) => findNode(bodyOf(graph, body), { name, output: name });
	const [first] = names;
	const bodies = [graph.main, ...[...graph.bodies.keys()].filter((id) => id !== graph.main)];
	const body = bodies.find((id) => first !== undefined && "found" in meant(id, first)) ?? graph.main;
	const nodes = names.map((name) => {
		const one = meant(body, name);
		if ("problem" in one) throw SutureError.from(one.problem);
		return one.found;
	});
	return { body, nodes };
}
