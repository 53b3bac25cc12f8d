import { type Facts, factOf } from "@suture/analysis";
import { type Body, bodyOf, type Graph, holderOf, indexOf, type Node, nameOf } from "@suture/graph";
import { elementOfFact, type FormalParameter, type OperatorSchema, parameterAt } from "@suture/ops";
import { constantOf } from "../scene/folded-constants.ts";
import { typeText } from "./describe.ts";
import { downstream } from "./reach.ts";

/** A value that an input of a node may be connected to, or why it may not. */
export interface Candidate {
	readonly value: string;
	readonly type: string;
	/** What makes it: "an input", "a constant", or a node. */
	readonly from: string;
	/** Why the input can't take it; "" when it can. */
	readonly refusal: string;
}

export interface Candidates {
	/** The best ones, those that can be taken first. */
	readonly shown: readonly Candidate[];
	/** How many fit the question. */
	readonly found: number;
}

/** As many as a person looks through. */
const mostShown = 60;

/** Values that fit a question, for an input of a node: those that it can take first, of these the nearest above it. `reader` is
 *  the position of the input. Time: linear in edges. */
export function candidatesFor(
	graph: Graph,
	facts: Facts,
	body: Body,
	node: Node,
	input: number,
	schema: OperatorSchema | undefined,
	question: string,
): Candidates {
	const refusal = refusalFor(graph, facts, body, node, input, schema);
	const position = new Map(body.nodes.map((one, i) => [one.id, i]));
	const here = position.get(node.id) ?? 0;
	const wanted = question.trim().toLowerCase();
	const fitting = valuesIn(graph, body).filter(({ value, type }) => {
		return (
			wanted === "" || value.toLowerCase().includes(wanted) || typeText(type(facts)).toLowerCase().includes(wanted)
		);
	});
	const ranked = fitting.map((one) => {
		const why = refusal(one.value);
		const at = one.maker === undefined ? body.nodes.length : (position.get(one.maker.id) ?? 0);
		const isExact = one.value.toLowerCase() === wanted;
		return { one, why, rank: (why === "" ? 0 : 2) + (isExact ? -1 : 0), distance: Math.abs(here - at) };
	});
	ranked.sort((a, b) => a.rank - b.rank || a.distance - b.distance);
	return {
		found: ranked.length,
		shown: ranked.slice(0, mostShown).map(({ one, why }) => ({
			value: one.value,
			type: typeText(one.type(facts)),
			from: one.from,
			refusal: why,
		})),
	};
}

interface Value {
	readonly value: string;
	readonly from: string;
	readonly maker: Node | undefined;
	readonly type: (facts: Facts) => ReturnType<typeof factOf>;
}

/** What a node of a body can read: values of the body and of those around it. */
function valuesIn(graph: Graph, body: Body): Value[] {
	const found: Value[] = [];
	for (let at: Body | undefined = body; at !== undefined; at = around(graph, at)) {
		const { id } = at;
		for (const [value, definition] of indexOf(at).definitions) {
			const maker = definition.by === "node" ? definition.node : undefined;
			const from =
				maker === undefined
					? definition.by === "input"
						? "an input"
						: "an initializer"
					: constantOf(maker)
						? "a constant"
						: `${maker.opType} ${nameOf(maker)}`;
			const isHere = at === body;
			found.push({
				value,
				from: isHere ? from : `${from}, outside`,
				maker: isHere ? maker : undefined,
				type: (facts) => factOf(facts, id, value),
			});
		}
	}
	return found;
}

function around(graph: Graph, body: Body): Body | undefined {
	const holder = holderOf(graph, body.id);
	return holder && bodyOf(graph, holder.body.id);
}

/** Why an input of a node can't take a value; "" when it can. */
export function refusalFor(
	graph: Graph,
	facts: Facts,
	body: Body,
	node: Node,
	input: number,
	schema: OperatorSchema | undefined,
): (value: string) => string {
	const below = downstream(graph, body, [node.id]);
	const { definitions } = indexOf(body);
	const parameter = schema && parameterAt(schema.inputs, input);
	const shared = parameter && typeShared(graph, facts, body, node, input, schema, parameter);
	return (value) => {
		const definition = definitions.get(value);
		if (definition?.by === "node" && below.has(definition.node.id))
			return definition.node === node ? "the node makes it itself" : "it is made from what this node gives: a circle";
		if (!parameter) return "";
		const element = elementIn(graph, facts, body, value);
		if (element === undefined) return "";
		const takesTensors = parameter.types.some((type) => type.startsWith("tensor("));
		if (takesTensors && !parameter.types.includes(`tensor(${element})`))
			return `${parameter.name} does not take ${element}`;
		return shared !== undefined && shared.element !== element
			? `${parameter.name} must be ${shared.element}, as ${shared.input} is`
			: "";
	};
}

function elementIn(graph: Graph, facts: Facts, body: Body, value: string): string | undefined {
	for (let at: Body | undefined = body; at !== undefined; at = around(graph, at)) {
		if (indexOf(at).definitions.has(value)) return elementOfFact(factOf(facts, at.id, value));
	}
	return undefined;
}

/** The type that other inputs of the same constraint have. */
function typeShared(
	graph: Graph,
	facts: Facts,
	body: Body,
	node: Node,
	input: number,
	schema: OperatorSchema,
	parameter: FormalParameter,
): { readonly element: string; readonly input: string } | undefined {
	if (!parameter.homogeneous) return undefined;
	for (const [i, value] of node.inputs.entries()) {
		const other = parameterAt(schema.inputs, i);
		if (i === input || value === "" || other?.type !== parameter.type) continue;
		const element = elementIn(graph, facts, body, value);
		if (element !== undefined) return { element, input: other === parameter ? `input ${i}` : other.name };
	}
	return undefined;
}
