import { applyEdits, type Edit, type Graph, type Node, newestOpset } from "@suture/graph";
import { type NodePlace, type Problem, problem } from "@suture/problems";
import { type ConvertedNode, convertAll, type Round } from "./convert-all.ts";
import { irVersionEdits } from "./ir-version-edits.ts";
import { opsetAt, rootsOf } from "./roots.ts";
import type { WriteOut } from "./write-out.ts";
import { type Origins, writeOutFailures } from "./write-out-failures.ts";

/** What it takes to convert a model, before anything is changed. */
export interface Conversion {
	/** The opset that the model has; undefined where it imports none of ai.onnx. */
	readonly from: number | undefined;
	readonly to: number;
	/** None where a problem is an error: a model is converted whole or not at all. */
	readonly edits: readonly Edit[];
	/** Nodes that are said otherwise. */
	readonly changes: readonly ConvertedNode[];
	/** Errors name each node that can't be converted, why, and what to do. */
	readonly problems: readonly Problem[];
}

/** Each round writes out what the one before could not say; ways that undo each other must not keep anybody waiting. */
const mostRounds = 6;

/** Converts a model to another opset of ai.onnx, up or down: nodes of every body and function, the imports, and the IR version
 *  where it must follow. Nodes of other domains stay as they are. Never throws because of the model.
 *  `writeOuts`: ways to say an operator in others, for those that the new opset does not have. */
export function planConversion(graph: Graph, to: number, writeOuts: readonly WriteOut[] = []): Conversion {
	const none = { from: opsetAt(graph, graph.main), to, edits: [], changes: [] };
	const opsets = rootsOf(graph).map(({ opset }) => opset);
	const unknown = [to, ...opsets].find((version) => !isKnown(version));
	if (unknown !== undefined)
		return { ...none, problems: [problem("convert/no-such-opset", { version: unknown, newest: newestOpset })] };
	if (opsets.length === 0) return { ...none, problems: [problem("convert/no-opset", {})] };
	const edits = [...irVersionEdits(graph, to)];
	const origins: Origins = new Map();
	let at = applyEdits(graph, edits).graph;
	let round = convertAll(at, to);
	for (let i = 0; i < mostRounds && round.failures.length > 0; i++) {
		const written = writeOutFailures(at, round.failures, writeOuts, origins);
		if (written.edits.length === 0) break;
		at = written.graph;
		edits.push(...written.edits);
		round = convertAll(at, to);
	}
	const errors = errorsOf(round, origins);
	const problems = [...errors, ...untouched(round)];
	if (errors.length > 0) return { ...none, problems };
	return { ...none, edits: [...edits, ...round.edits], changes: changesOf(at, round, origins), problems };
}

function isKnown(opset: number): boolean {
	return Number.isInteger(opset) && opset >= 1 && opset <= newestOpset;
}

/** One for each node of the model, also where what it was written out to can't be converted either. */
function errorsOf({ failures }: Round, origins: Origins): Problem[] {
	const found = new Map<Node["id"], Problem>();
	for (const failure of failures) {
		const { node, problem: said } = origins.get(failure.node.id) ?? failure;
		found.set(node.id, said);
	}
	return [...found.values()];
}

function untouched({ strangers }: Round): Problem[] {
	if (strangers.length === 0) return [];
	const names = strangers.map(({ domain, opType }) => (domain === "" ? opType : `${domain}.${opType}`));
	return [problem("convert/untouched", { nodes: strangers.length, operators: [...new Set(names)] })];
}

function changesOf(graph: Graph, { changes }: Round, origins: Origins): ConvertedNode[] {
	const written = new Map<Node["id"], { node: Node; place: NodePlace | undefined; becomes: string[] }>();
	for (const { nodes } of graph.bodies.values()) {
		for (const { id, opType } of nodes) {
			const origin = origins.get(id);
			if (!origin) continue;
			const { node, problem: said } = origin;
			const known = written.get(node.id) ?? { node, place: said.place.node, becomes: [] };
			known.becomes.push(opType);
			written.set(node.id, known);
		}
	}
	const direct = changes.filter(({ node }) => !origins.has(node.id));
	return [...direct, ...[...written.values()].flatMap(({ place, ...one }) => (place ? [{ ...one, place }] : []))];
}
