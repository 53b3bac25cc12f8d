import { inferShapes } from "@suture/analysis";
import { bodyOf, type Graph, indexOf, type Node, type NodeId, nameOf } from "@suture/graph";
import type { ElementType } from "@suture/ops";
import { type CheckProblem, check, type Target } from "@suture/tensorrt";
import { append } from "./flow.ts";
import { type Split, type SplitOptions, split } from "./split.ts";

export interface SplitForTarget extends Split {
	/** Nodes of main that the target refuses. */
	readonly refused: ReadonlySet<NodeId>;
	/** What the target refuses of the engine's model all the same, such as its inputs. */
	readonly remaining: readonly CheckProblem[];
}

/** A cut may bring something new to light: a size that no longer follows from constants. */
const mostRounds = 8;

/** Splits a model such that a target takes the engine's part, as far as `check` foresees it. Constants should be folded before. */
export function splitForTarget(
	graph: Graph,
	target: Target,
	{
		refused: given = new Set(),
		...options
	}: Omit<SplitOptions, "types"> & { readonly refused?: ReadonlySet<NodeId> } = {},
): SplitForTarget {
	const { facts } = inferShapes(graph);
	const types = boundaryTypes(target);
	const refused = new Set([...given, ...refusedIn(graph, errorsIn(graph, target))]);
	for (let round = 0; ; round++) {
		const found = split(graph, facts, refused, { ...options, types });
		const engine = found.parts.find(({ role }) => role === "engine")?.graph;
		const remaining = engine ? errorsIn(engine, target) : [];
		const news = engine ? meantBy(graph, engine, refusedIn(engine, remaining)).filter((id) => !refused.has(id)) : [];
		if (news.length === 0 || round === mostRounds) return { ...found, refused, remaining };
		for (const id of news) refused.add(id);
	}
}

/** What engines take and give as it is. */
export function boundaryTypes({ backend, version }: Target): readonly ElementType[] {
	const isNew = backend === "tensorrt-rtx" || version === "" || Number.parseInt(version, 10) >= 10;
	return isNew ? ["float", "float16", "int32", "int64"] : ["float", "float16", "int32"];
}

function errorsIn(graph: Graph, target: Target): CheckProblem[] {
	return check(graph, inferShapes(graph).facts, target).filter(({ severity }) => severity === "error");
}

/** The nodes of the whole that nodes of the engine stand for. A Cast that the border brought is refused because the value is of a
 *  type that the target can't even cast: then its maker or its readers have no place in the engine. */
function meantBy(whole: Graph, engine: Graph, refused: readonly NodeId[]): NodeId[] {
	const { definitions, uses } = indexOf(bodyOf(whole, whole.main));
	const nodes = new Map(bodyOf(engine, engine.main).nodes.map((node) => [node.id, node]));
	return refused.flatMap((id) => {
		if (id < whole.nextId) return [id];
		const { inputs: [taken = ""] = [], outputs: [given = ""] = [] } = nodes.get(id) ?? {};
		const readers = uses.get(given) ?? [];
		const definition = definitions.get(taken);
		return [...readers.map(({ node }) => node.id), ...(definition?.by === "node" ? [definition.node.id] : [])];
	});
}

/** The nodes of main that problems are about, or which hold what they are about; of an input or an output, who reads or makes it. */
function refusedIn(graph: Graph, problems: readonly CheckProblem[]): NodeId[] {
	const main = bodyOf(graph, graph.main);
	const { uses, definitions } = indexOf(main);
	const byName = new Map<string, Node[]>();
	for (const node of main.nodes) append(byName, nameOf(node), node);
	const nodes = problems.flatMap(({ place: { node: place, value = "" } }): readonly (Node | undefined)[] => {
		if (!place) {
			const definition = definitions.get(value);
			const maker = definition?.by === "node" ? definition.node : undefined;
			return [maker, ...(uses.get(value) ?? []).map(({ node }) => node)];
		}
		const [holder] = place.path ?? [];
		return holder === undefined ? [main.nodes[place.index ?? -1]] : (byName.get(holder) ?? []);
	});
	return nodes.flatMap((node) => (node ? [node.id] : []));
}
