import { type Attribute, bodyOf, type FunctionHead, type Graph, type Node, nameOf } from "@suture/graph";
import { type Fact, noFact } from "@suture/ops";
import { attributesOf, innerPrefix } from "./call-of-node.ts";
import { type InsideDraft, keepRecord } from "./inside.ts";
import { opsetsOf } from "./opsets.ts";
import { lookUp, type Run, type Scope } from "./scope.ts";

/** Functions that call each other without end are refused by ONNX; this keeps them from exhausting the stack. */
const deepest = 32;

/** What a call takes and keeps besides its nodes, in nodes. */
const callCost = 4;

/** The outputs of a node that calls a function of the model, by inference into its body; undefined for any other node. */
export function inferFunction(
	run: Run,
	scope: Scope,
	node: Node,
	inputs: readonly (Fact | undefined)[],
	inside: InsideDraft,
): readonly Fact[] | undefined {
	const head = functionOf(run.graph, node);
	if (head === undefined) return undefined;
	if (scope.depth >= deepest) return [];
	const body = bodyOf(run.graph, head.body);
	run.budget.nodes -= callCost + body.nodes.length;
	if (run.budget.nodes < 0) return [];
	const given = attributesOf(node, scope);
	const attributes = new Map<string, Attribute>(head.attributeDefaults.map((one) => [one.name ?? "", one]));
	for (const [name, attribute] of given) attributes.set(name, attribute);
	const inner: Scope = {
		body,
		values: new Map(),
		outer: undefined,
		prefix: innerPrefix(scope, node, head.name),
		path: [...scope.path, nameOf(node)],
		opsets: opsetsOf(head.opsetImport),
		attributes,
		neverRuns: scope.neverRuns,
		depth: scope.depth + 1,
	};
	const record = run.inferBody(
		run,
		inner,
		body.inputs.map((_, i) => inputs[i] ?? noFact),
		inside.records.get(body.id),
	);
	keepRecord(inside, body.id, record);
	return body.outputs.map(({ name = "" }) => lookUp(inner, name) ?? noFact);
}

const tables = new WeakMap<readonly FunctionHead[], ReadonlyMap<string, FunctionHead>>();

function functionOf({ functions }: Graph, { domain, opType, overload }: Node): FunctionHead | undefined {
	if (functions.length === 0) return undefined;
	let table = tables.get(functions);
	if (table === undefined) {
		table = new Map(functions.map((head) => [keyOf(head.domain, head.name, head.overload), head]));
		tables.set(functions, table);
	}
	return table.get(keyOf(domain, opType, overload));
}

function keyOf(domain: string, name: string, overload: string): string {
	return JSON.stringify([domain === "ai.onnx" ? "" : domain, name, overload]);
}
