import type { Node } from "@suture/graph";
import type { TypeProto } from "@suture/onnx";
import { type Fact, inferOutputs, noFact, operator, type Report, sameFact } from "@suture/ops";
import { type Problem, problem } from "@suture/problems";
import { bodyInference, inferUnasked } from "./body-inference.ts";
import { callOfNode } from "./call-of-node.ts";
import { declaredInBody } from "./declared.ts";
import { inferFunction } from "./infer-function.ts";
import { type InsideDraft, insideOf, isInsideSame, startInside } from "./inside.ts";
import { reconcileOutput } from "./reconcile-output.ts";
import type { NodeRecord } from "./record.ts";
import { lookUp, type Run, type Scope } from "./scope.ts";

/** What is known about a node's outputs; the record of an earlier run when nothing that it depends on has changed. */
export function inferNode(run: Run, scope: Scope, node: Node, previous: NodeRecord | undefined): NodeRecord {
	if (previous !== undefined && isSame(run, scope, node, previous)) return previous;
	const inputs = node.inputs.map((name) => inputFact(scope, name));
	const declared = node.outputs.map((name) => declaredFor(run, scope, name));
	return keepingSame(freshRecord(run, scope, node, inputs, declared, previous), previous);
}

function inputFact(scope: Scope, name: string): Fact | undefined {
	return name === "" ? undefined : (lookUp(scope, name) ?? noFact);
}

function declaredFor(run: Run, scope: Scope, name: string): TypeProto | undefined {
	return run.declared === "ignored" ? undefined : declaredInBody(scope.body, name);
}

/** Asked of every node after each edit, so it makes no lists. */
function isSame(run: Run, scope: Scope, node: Node, previous: NodeRecord): boolean {
	if (previous.node !== node) return false;
	for (let i = 0; i < node.inputs.length; i++) {
		if (inputFact(scope, node.inputs[i] ?? "") !== previous.inputs[i]) return false;
	}
	for (let i = 0; i < node.outputs.length; i++) {
		if (declaredFor(run, scope, node.outputs[i] ?? "") !== previous.declared[i]) return false;
	}
	return previous.inside === undefined || isInsideSame(run, scope, previous.inside);
}

/** Facts that say the same stay the same objects: then what follows need not be done again. */
function keepingSame(record: NodeRecord, previous: NodeRecord | undefined): NodeRecord {
	if (previous === undefined) return record;
	const outputs = record.outputs.map((fact, i) => {
		const before = previous.outputs[i];
		return before !== undefined && sameFact(fact, before) ? before : fact;
	});
	return { ...record, outputs };
}

function freshRecord(
	run: Run,
	scope: Scope,
	node: Node,
	inputs: readonly (Fact | undefined)[],
	declared: readonly (TypeProto | undefined)[],
	previous: NodeRecord | undefined,
): NodeRecord {
	const problems: Problem[] = [];
	const report: Report = (code, facts) => void problems.push(problem(code, facts));
	const inside = startInside(previous?.inside);
	const inferred = outputsOf(run, scope, node, inputs, report, inside);
	inferUnasked(run, scope, node, inside);
	const outputs = node.outputs.map((_, output) =>
		reconcileOutput(run, scope, node, output, inferred[output] ?? noFact, declared[output], report),
	);
	return { node, inputs, outputs, declared, problems, inside: insideOf(run, scope, node, inside) };
}

function outputsOf(
	run: Run,
	scope: Scope,
	node: Node,
	inputs: readonly (Fact | undefined)[],
	report: Report,
	inside: InsideDraft,
): readonly Fact[] {
	const byFunction = inferFunction(run, scope, node, inputs, inside);
	if (byFunction) return byFunction;
	const opset = scope.opsets.get(node.domain === "ai.onnx" ? "" : node.domain);
	const row = operator(node.opType, node.domain, opset ?? newestOpset);
	if (row === undefined) return [];
	const body = (attribute: string) => bodyInference(run, scope, node, attribute, inside);
	return inferOutputs(row, callOfNode(run, scope, node, row.schema, inputs, { report, body }));
}

/** A domain that a model does not import, such as that of TensorRT's plugins, is taken as of today. */
const newestOpset = Number.MAX_SAFE_INTEGER;
