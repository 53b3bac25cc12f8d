import { inferShapes } from "@suture/analysis";
import { bodyOf, type Graph, type Node, type NodeId, nameOf } from "@suture/graph";
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
		const news = engine ? refusedIn(engine, remaining).filter((id) => id < graph.nextId && !refused.has(id)) : [];
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

/** The nodes of main that problems are about, or which hold what they are about. */
function refusedIn(graph: Graph, problems: readonly CheckProblem[]): NodeId[] {
	const { nodes } = bodyOf(graph, graph.main);
	const byName = new Map<string, Node[]>();
	for (const node of nodes) append(byName, nameOf(node), node);
	return problems.flatMap(({ place: { node: place } }) => {
		const [holder] = place?.path ?? [];
		if (holder !== undefined) return (byName.get(holder) ?? []).map(({ id }) => id);
		const node = place && nodes[place.index ?? -1];
		return node ? [node.id] : [];
	});
}
