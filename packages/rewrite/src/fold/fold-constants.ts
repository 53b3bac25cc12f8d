import type { Facts } from "@suture/analysis";
import { type Edit, type Graph, literalFromTensor, type Node, type NodeId, type TensorLiteral } from "@suture/graph";
import type { Payload, RunTensor } from "@suture/onnx";
import { evaluateValues, startBudget } from "./evaluate-values.ts";
import type { Evaluator } from "./evaluator.ts";
import { type FoldedConstant, foldEdits } from "./fold-edits.ts";
import {
	type ConstantNodes,
	type FoldedValue,
	type FoldingPlan,
	freedBy,
	type LeftNode,
	planFolding,
	type Reason,
} from "./plan-folding.ts";
import { tensorFromRun } from "./tensor-from-run.ts";
import { tensorLiteralOfFact } from "./tensor-of-fact.ts";

export interface FoldOptions {
	readonly evaluate: Evaluator;
	/** The SHA-256 of bytes, in lowercase hexadecimal: large constants are known by it. */
	readonly sha256: (bytes: Uint8Array) => string | Promise<string>;
	/** Bytes that a constant may have beyond the initializers that it makes unnecessary. Default: 1 MiB. */
	readonly limitBytes?: number;
	/** Nodes that shall stay. */
	readonly kept?: ReadonlySet<NodeId>;
	/** Nodes that an earlier round could not evaluate. */
	readonly refused?: ReadonlyMap<NodeId, Reason>;
	/** Elementary operations that earlier rounds may have taken. */
	readonly spentSteps?: number;
}

export interface Folding {
	/** What makes the values constants. Nodes that only led to them are left without readers. */
	readonly edits: readonly Edit[];
	readonly values: readonly FoldedValue[];
	/** Contents of the large constants, by their hash. */
	readonly contents: ReadonlyMap<string, Payload>;
	readonly refused: ReadonlyMap<NodeId, Reason>;
	readonly spentSteps: number;
	readonly left: readonly LeftNode[];
}

const defaultLimit = 1_048_576;

/** The edits that turn into constants all that does not depend on inputs, and what is known of shapes. What must be calculated
 *  runs as one model. What that can't run, or what could take too long, is left and said. Rejects with SutureError only when
 *  weights can't be read. */
export async function foldConstants(graph: Graph, facts: Facts, options: FoldOptions): Promise<Folding> {
	const { limitBytes = defaultLimit } = options;
	const refused = new Map(options.refused);
	const budget = startBudget(options.spentSteps);
	for (;;) {
		const plan = planFolding(graph, facts, {
			limitBytes,
			refused: new Set([...refused.keys(), ...(options.kept ?? [])]),
		});
		const wanted = plan.values.filter(({ fact }) => fact === undefined);
		const { found, failed } = await evaluateValues(wanted, plan.constant, options.evaluate, budget);
		const unfit = new Map([...failed, ...largerThanThought(found, plan.unneeded, limitBytes)]);
		for (const [node, reason] of unfit) refused.set(node.id, reason);
		// What failed may have stood before others that can be evaluated from there on.
		if (unfit.size > 0 && budget.sessions > 0) continue;
		const folding = await foldingOf(plan, found, refused, graph, options.sha256);
		return { ...folding, spentSteps: budget.spentSteps };
	}
}

/** Values of which only calculating them showed that as weights they would make the file much larger. */
function largerThanThought(
	found: ReadonlyMap<FoldedValue, RunTensor>,
	constant: ConstantNodes,
	limitBytes: number,
): Map<Node, Reason> {
	const large = new Map<Node, Reason>();
	for (const [{ site, node }, { contents }] of found) {
		const bytes = contents instanceof Uint8Array ? contents.length : contents.join("").length;
		if (bytes <= limitBytes) continue;
		const freed = freedBy(site, node, constant);
		if (bytes > freed + limitBytes) large.set(node, { why: "too large", bytes, freed });
	}
	return large;
}

async function foldingOf(
	plan: FoldingPlan,
	found: ReadonlyMap<FoldedValue, RunTensor>,
	refused: ReadonlyMap<NodeId, Reason>,
	graph: Graph,
	sha256: FoldOptions["sha256"],
): Promise<Omit<Folding, "spentSteps">> {
	const contents = new Map<string, Payload>();
	const folded: FoldedConstant[] = [];
	for (const one of plan.values) {
		const tensor = found.get(one);
		const literal = one.fact ? tensorLiteralOfFact(one.fact) : tensor && (await literalOf(tensor, contents, sha256));
		if (literal) folded.push({ ...one, literal });
	}
	const left = [...plan.left];
	for (const [id, reason] of refused) {
		const node = nodeOf(graph, id);
		if (node) left.push({ node, reason });
	}
	return { edits: foldEdits(folded), values: folded, contents, refused, left };
}

function nodeOf(graph: Graph, id: NodeId): Node | undefined {
	for (const { nodes } of graph.bodies.values()) {
		const node = nodes.find((one) => one.id === id);
		if (node) return node;
	}
	return undefined;
}

/** Constants up to this many bytes stand in the edit itself. */
const mostInline = 1024;

async function literalOf(
	tensor: RunTensor,
	contents: Map<string, Payload>,
	sha256: FoldOptions["sha256"],
): Promise<TensorLiteral | undefined> {
	const found = await literalFromTensor(tensorFromRun(tensor), { base64Bytes: mostInline, sha256 });
	if ("problem" in found) return undefined;
	const { literal } = found;
	if (found.contents && "sha256" in literal) contents.set(literal.sha256, { at: "memory", bytes: found.contents });
	return literal;
}
