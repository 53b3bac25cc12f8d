import { type Body, type BodyId, type Graph, holderOf, indexOf } from "@suture/graph";
import type { ValueInfoProto } from "@suture/onnx";
import { symbol, typeFromProto } from "@suture/ops";
import { type Problem, problem } from "@suture/problems";
import { type Facts, factOf } from "./facts.ts";
import { reconcile } from "./reconcile.ts";

/** Declared types of what no node makes, held against what is known: inputs of bodies that a node gives them, and outputs that
 *  are an input or a weight as it is. What nodes make is checked where it is inferred. Problem: shape/declared. */
export function checkDeclared(graph: Graph, facts: Facts): Problem[] {
	const roots = new Set([graph.main, ...graph.functions.map(({ body }) => body)]);
	return [...graph.bodies.values()].flatMap((body) => {
		if (!facts.bodies.has(body.id)) return [];
		const inputs = roots.has(body.id) || !holderOf(graph, body.id) ? [] : body.inputs;
		const outputs = body.outputs.filter(({ name = "" }) => !isMadeByNode(body, name));
		return [...inputs, ...outputs].flatMap((info) => contradicted(facts, body.id, info));
	});
}

function isMadeByNode(body: Body, value: string): boolean {
	return indexOf(body).definitions.get(value)?.by === "node";
}

function contradicted(facts: Facts, body: BodyId, { name: value = "", type }: ValueInfoProto): Problem[] {
	const declared = typeFromProto(type, ({ dimValue }, axis) => {
		return dimValue !== undefined && dimValue >= 0 ? dimValue : symbol(`?.${axis}`);
	});
	if (declared === undefined) return [];
	const { contradiction } = reconcile(factOf(facts, body, value), declared, () => false);
	return contradiction ? [problem("shape/declared", { value, ...contradiction }, { value })] : [];
}
