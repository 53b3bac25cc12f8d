import type { Facts } from "@suture/analysis";
import { type Edit, type Graph, literalFromTensor, type Node, type NodeId, type TensorLiteral } from "@suture/graph";
import type { Payload, RunTensor } from "@suture/onnx";
import { constantModel } from "./constant-model.ts";
import type { Evaluator } from "./evaluator.ts";
import { type FoldedConstant, foldEdits } from "./fold-edits.ts";
import { type FoldedValue, type FoldingPlan, planFolding } from "./plan-folding.ts";
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
	readonly refused?: ReadonlyMap<NodeId, string>;
}

/** A node that could be folded and is left. */
export interface LeftNode {
	readonly node: Node;
	/** In what the reason is told. */
	readonly reason:
		| { readonly why: "too large"; readonly bytes: number; readonly freed: number }
		| { readonly why: "not run"; readonly message: string };
}

export interface Folding {
	/** What makes the values constants. Nodes that only led to them are left without readers. */
	readonly edits: readonly Edit[];
	readonly values: readonly FoldedValue[];
	/** Contents of the large constants, by their hash. */
	readonly contents: ReadonlyMap<string, Payload>;
	readonly refused: ReadonlyMap<NodeId, string>;
	readonly left: readonly LeftNode[];
}

const defaultLimit = 1_048_576;
/** Sessions that one folding may open: each failure costs at least one. */
const mostSessions = 32;

/** The edits that turn into constants all that does not depend on inputs, and what is known of shapes. What must be calculated
 *  runs as one model. What that can't run is left and said. Rejects with SutureError only when weights can't be read. */
export async function foldConstants(graph: Graph, facts: Facts, options: FoldOptions): Promise<Folding> {
	const { limitBytes = defaultLimit } = options;
	const refused = new Map(options.refused);
	const sessions = { left: mostSessions };
	for (;;) {
		const plan = planFolding(graph, facts, {
			limitBytes,
			refused: new Set([...refused.keys(), ...(options.kept ?? [])]),
		});
		const wanted = plan.values.filter(({ fact }) => fact === undefined);
		const { found, failed } = await evaluateAll(wanted, plan.constant, options.evaluate, sessions);
		for (const [node, message] of failed) refused.set(node, message);
		// What failed may have stood before others that can be evaluated from there on.
		if (failed.size > 0 && sessions.left > 0) continue;
		return await foldingOf(plan, found, refused, graph, options.sha256);
	}
}

interface Evaluated {
	readonly found: ReadonlyMap<FoldedValue, RunTensor>;
	readonly failed: ReadonlyMap<NodeId, string>;
}

async function evaluateAll(
	wanted: readonly FoldedValue[],
	constant: Parameters<typeof constantModel>[1],
	evaluate: Evaluator,
	sessions: { left: number },
): Promise<Evaluated> {
	const none: Evaluated = { found: new Map(), failed: new Map() };
	if (wanted.length === 0 || sessions.left <= 0) return none;
	const model = await constantModel(wanted, constant);
	if (model.values.length === 0) return none;
	sessions.left--;
	try {
		const outputs = await evaluate(
			model.bytes,
			model.values.map(({ value }) => value),
		);
		const found = new Map<FoldedValue, RunTensor>();
		for (const one of model.values) {
			const tensor = outputs.get(one.value);
			if (tensor) found.set(one, tensor);
		}
		return { found, failed: none.failed };
	} catch (error) {
		const message = error instanceof Error ? error.message : String(error);
		const node = nodeNamedIn(message, model.nodes);
		if (node) return { found: none.found, failed: new Map([[node.id, message]]) };
		const [only, ...more] = model.values;
		if (only && more.length === 0) return { found: none.found, failed: new Map([[only.node.id, message]]) };
		return await evaluateHalves(model.values, constant, evaluate, sessions);
	}
}

/** The runtime does not say which node it stumbled over. */
async function evaluateHalves(
	values: readonly FoldedValue[],
	constant: Parameters<typeof constantModel>[1],
	evaluate: Evaluator,
	sessions: { left: number },
): Promise<Evaluated> {
	const middle = values.length >> 1;
	const first = await evaluateAll(values.slice(0, middle), constant, evaluate, sessions);
	const second = await evaluateAll(values.slice(middle), constant, evaluate, sessions);
	return {
		found: new Map([...first.found, ...second.found]),
		failed: new Map([...first.failed, ...second.failed]),
	};
}

/** ONNX Runtime names the node it has no kernel for, or that failed. */
function nodeNamedIn(message: string, nodes: ReadonlyMap<string, Node>): Node | undefined {
	for (const [name] of message.matchAll(/\bsuture_\d+\b/g)) {
		const node = nodes.get(name);
		if (node) return node;
	}
	return undefined;
}

async function foldingOf(
	plan: FoldingPlan,
	found: ReadonlyMap<FoldedValue, RunTensor>,
	refused: ReadonlyMap<NodeId, string>,
	graph: Graph,
	sha256: FoldOptions["sha256"],
): Promise<Folding> {
	const contents = new Map<string, Payload>();
	const folded: FoldedConstant[] = [];
	for (const one of plan.values) {
		const tensor = found.get(one);
		const literal = one.fact ? tensorLiteralOfFact(one.fact) : tensor && (await literalOf(tensor, contents, sha256));
		if (literal) folded.push({ ...one, literal });
	}
	const left: LeftNode[] = plan.left.map(({ node, bytes, freed }) => ({
		node,
		reason: { why: "too large", bytes, freed },
	}));
	for (const [id, message] of refused) {
		const node = nodeOf(graph, id);
		if (node) left.push({ node, reason: { why: "not run", message } });
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
