import { bodyOf, type Graph, graphFromModel, type Node, type NodeId, nameOf } from "@suture/graph";
import { SutureError } from "@suture/problems";
import { rewriteGraph, rulesOfLevel } from "@suture/rewrite";
import { evaluateModel, sha256 } from "@suture/runtime";
import { type SplitForTarget, splitForTarget, type Wish } from "@suture/split";
import { parseTarget, type Target, titleOfTarget } from "@suture/tensorrt";
import { type Answer, exitCodes, problemJson, problemText } from "../answer.ts";
import { openForVerb } from "../open.ts";
import { librariesFor, pluginsAsked } from "../plugins-asked.ts";
import { type WrittenSplit, writeSplit } from "../write-split.ts";

interface SplitVerbOptions {
	readonly target: string;
	readonly output: string;
	readonly refused?: readonly string[];
	readonly before?: readonly string[];
	readonly engine?: readonly string[];
	readonly behind?: readonly string[];
	readonly plugins?: readonly string[];
}

/** `split MODEL --target T -o FOLDER`: folds, and cuts off what T refuses, before the engine and behind it. Ends with 1 when T
 *  still refuses something of the engine's part, or when nothing is left for it. Rejects with SutureError where a wish can't be had. */
export async function split(path: string, options: SplitVerbOptions): Promise<Answer> {
	const read = parseTarget(options.target);
	if ("problem" in read) throw SutureError.from(read.problem);
	const { names, descriptions } = await pluginsAsked(options.plugins);
	const target: Target = { ...read.target, plugins: names };
	await using readable = await openForVerb(path);
	const given = graphFromModel(readable.model);
	const { graph } = await rewriteGraph(given, {
		rules: rulesOfLevel("exact"),
		mayRound: false,
		evaluate: evaluateModel,
		sha256,
	});
	const refused = new Set(idsOf(graph, options.refused ?? [], "--refused"));
	const wishes = wishesFrom(graph, options);
	const found = splitForTarget(graph, target, { refused, wishes });
	const [denied] = found.denied;
	if (denied) throw SutureError.from(denied.problem);
	const written = await writeSplit(graph, found.parts, path, options.output, librariesFor(graph, descriptions));
	const hasEngine = found.parts.some(({ role }) => role === "engine");
	const json = {
		target: options.target,
		accepted: hasEngine && found.remaining.length === 0,
		parts: written.parts,
		boundaries: found.boundaries,
		placed: found.placed.map(({ node, role, sentence }) => ({
			node: named(node),
			operator: node.opType,
			part: role,
			sentence,
		})),
		moved: found.moved.map(named),
		remaining: found.remaining.map(problemJson),
		files: written.files,
		problems: [...readable.problems, ...written.problems].map(problemJson),
	};
	return {
		json,
		text: textOf(found, written, target),
		exitCode: json.accepted ? exitCodes.fine : exitCodes.foundProblems,
	};
}

function named(node: Node): string {
	return node.name || nameOf(node);
}

/** Nodes by name, or by what they make. */
function idsOf(graph: Graph, names: readonly string[], option: string): readonly NodeId[] {
	const { nodes } = bodyOf(graph, graph.main);
	return names.flatMap((wanted) => {
		const found = nodes.filter(({ name, outputs }) => name === wanted || outputs.includes(wanted));
		if (found.length > 0) return found.map(({ id }) => id);
		throw new SutureError("usage/bad-value", {
			option,
			value: wanted,
			wanted: "a node of the model once its constants are folded, by its name or by a value that it makes",
		});
	});
}

/** One wish for each option, so that nodes of two that can't be had together are told of. */
function wishesFrom(graph: Graph, { before, engine, behind }: SplitVerbOptions): readonly Wish[] {
	const asked = [
		["pre", "--before", before],
		["engine", "--engine", engine],
		["post", "--behind", behind],
	] as const;
	return asked.flatMap(([role, option, names = []]) =>
		names.length === 0 ? [] : [{ role, nodes: idsOf(graph, names, option) }],
	);
}

const places = { pre: "before the engine", engine: "the engine", post: "behind the engine" } as const;

function textOf(
	{ parts, boundaries, placed, moved, remaining }: SplitForTarget,
	{ files }: WrittenSplit,
	target: Target,
): string {
	const title = titleOfTarget(target);
	const first = placed.length === 0 ? `${title} is known to refuse nothing: the engine is the whole model.\n` : "";
	return [
		first,
		...parts.map(({ role, nodes, work }) => `${places[role]}: ${nodes} nodes, ${percent(work)} of the work\n`),
		...boundaries.map(
			({ value, from, to, type, carrier }) =>
				`  ${value}: ${carrier ? `${type} as ${carrier.type}` : type}, from ${from} to ${to.join(" and ")}\n`,
		),
		...[...Map.groupBy(placed, ({ role }) => role)].map(
			([role, all]) => `Refused, so ${places[role]}: ${countByOperator(all)}\n`,
		),
		moved.length > 0 ? `${moved.length} nodes that ${title} would take go along.\n` : "",
		placed.length > 0 ? "repair --split repairs first: what it can replace need not be cut off.\n" : "",
		`Written: ${files.join(", ")}\n`,
		...(parts.some(({ role }) => role === "engine") ? [] : [`Nothing is left that ${title} could run.\n`]),
		...remaining.map(problemText),
	].join("");
}

/** NonZero × 10, TopK × 10; the most frequent first. */
function countByOperator(placed: SplitForTarget["placed"]): string {
	const counts = [...Map.groupBy(placed, ({ node }) => node.opType)].map(
		([operator, all]) => [operator, all.length] as const,
	);
	return counts
		.toSorted((a, b) => b[1] - a[1] || a[0].localeCompare(b[0]))
		.map(([operator, times]) => `${operator} × ${times}`)
		.join(", ");
}

function percent(part: number): string {
	return `${(100 * part).toFixed(part > 0.995 || part < 0.005 ? 2 : 0)} %`;
}
