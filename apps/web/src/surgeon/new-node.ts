import { factOf, type Inferred } from "@suture/analysis";
import {
	addressOfNode,
	type Body,
	type Edit,
	freshName,
	type Graph,
	indexOf,
	type Node,
	type NodeId,
} from "@suture/graph";
import { elementOfFact, type OperatorSchema, operatorSchema } from "@suture/ops";
import { opsetOf, placeOf } from "./describe.ts";
import { exactName, nameInLine, operatorInLine } from "./edit-line.ts";
import { knownType } from "./stale-types.ts";

/** What a new node is of. */
export interface NewNode {
	readonly operator: string;
	/** "" is ai.onnx. */
	readonly domain: string;
	/** How many outputs it has, where nobody knows the operator. */
	readonly outputs?: number;
}

/** Where a new node comes: on a value, between what makes it and what reads it, or only one of its readers; or free, connected
 *  with nothing. */
export type NewPlace =
	| { readonly on: "value"; readonly value: string; readonly reader?: NodeId }
	| { readonly on: "nothing" };

/** The edits that put a new node into a body. It takes the value by the first input that can; inputs that it needs besides are
 *  left open, which the graph then says. */
export function insertion(graph: Graph, inferred: Inferred, body: Body, made: NewNode, at: NewPlace): Edit[] {
	const place = placeOf(graph, body.id);
	const schema = operatorSchema(made.operator, made.domain, opsetOf(graph, made.domain) || Number.MAX_SAFE_INTEGER);
	const value = at.on === "value" ? at.value : undefined;
	const name = nameOfNew(body, made.operator, value);
	const outputs = Array.from({ length: outputCount(made, schema) }, (_, i) => `${name}_output_${i}`);
	if (value === undefined) return [add(graph, made, name, [], outputs, place)];
	const isOutput = indexOf(body).outputs.has(value) && !(at.on === "value" && at.reader !== undefined);
	return isOutput
		? beforeOutput(graph, inferred, body, made, schema, name, value, outputs)
		: beforeReaders(graph, inferred, body, made, schema, name, value, outputs, readersOf(body, value, at));
}

function beforeReaders(
	graph: Graph,
	inferred: Inferred,
	body: Body,
	made: NewNode,
	schema: OperatorSchema | undefined,
	name: string,
	value: string,
	outputs: readonly string[],
	readers: readonly Reader[],
): Edit[] {
	const place = placeOf(graph, body.id);
	const [first = "", ...others] = outputs;
	const output = freshName(graph, first);
	const inputs = inputsWith(inferred, body, schema, value);
	return [
		add(graph, made, name, inputs(value), [output, ...others], place, 1),
		...readers.map(({ node, input }): Edit => ({ do: "set-input", node, input, value: output, ...place })),
	];
}

/** An output keeps its name, so the value that is there now gets another one and the new node makes the output. */
function beforeOutput(
	graph: Graph,
	inferred: Inferred,
	body: Body,
	made: NewNode,
	schema: OperatorSchema | undefined,
	name: string,
	value: string,
	outputs: readonly string[],
): Edit[] {
	const place = placeOf(graph, body.id);
	const inner = freshName(graph, `${value}_before_${made.operator}`);
	const position = indexOf(body).outputs.get(value) ?? 0;
	const type = knownType(inferred, body.id, value);
	const inputs = inputsWith(inferred, body, schema, value);
	return [
		{ do: "rename-value", value, name: inner, ...place },
		add(graph, made, name, inputs(inner), [value, ...outputs.slice(1)], place, 1),
		{ do: "add-output", value, ...(type === undefined ? {} : { type }), ...place },
		{ do: "remove-output", value: inner, ...place },
		{ do: "move-output", value, position, ...place },
		...readersOf(body, value, { on: "value", value }).map(
			({ node, input }): Edit => ({ do: "set-input", node, input, value, ...place }),
		),
	];
}

interface Reader {
	readonly node: ReturnType<typeof addressOfNode>;
	readonly input: number;
}

function readersOf(body: Body, value: string, at: NewPlace): Reader[] {
	const uses = indexOf(body).uses.get(value) ?? [];
	const only = at.on === "value" ? at.reader : undefined;
	return uses
		.filter(({ node }) => only === undefined || node.id === only)
		.map(({ node, input }) => ({ node: addressOfNode(node), input }));
}

/** The inputs of a new node: the value at the first place that can take it, nothing before it. */
function inputsWith(
	inferred: Inferred,
	body: Body,
	schema: OperatorSchema | undefined,
	value: string,
): (name: string) => string[] {
	const element = elementOfFact(factOf(inferred.facts, body.id, value));
	const fits =
		schema?.inputs.findIndex(({ types }) => element === undefined || types.includes(`tensor(${element})`)) ?? 0;
	if (schema?.maxInputs === 0) return () => [];
	return (name) => [...new Array<string>(Math.max(0, fits)).fill(""), name];
}

function outputCount({ outputs }: NewNode, schema: OperatorSchema | undefined): number {
	return Math.max(1, schema?.minOutputs ?? outputs ?? 1);
}

/** In the module of what makes or reads the value, as exporters name nodes. */
function nameOfNew(body: Body, operator: string, value: string | undefined): string {
	if (value === undefined) return operator;
	const { definitions, uses } = indexOf(body);
	const definition = definitions.get(value);
	const near: Node | undefined = definition?.by === "node" ? definition.node : uses.get(value)?.[0]?.node;
	const slash = near?.name.lastIndexOf("/") ?? -1;
	return near === undefined || slash < 0 ? operator : `${near.name.slice(0, slash)}/${operator}`;
}

/** The line of a new node. Of the outputs the first `given` are names as they shall be, the others get free ones. */
function add(
	graph: Graph,
	{ operator, domain }: NewNode,
	name: string,
	inputs: readonly string[],
	outputs: readonly string[],
	place: ReturnType<typeof placeOf>,
	given = 0,
): Edit {
	const made = outputs.map((output, i) => exactName(i < given ? output : freshName(graph, output)));
	const path = operatorInLine(operator, domain);
	const line = `[${nameInLine(`%${name}`)}] ${made.join(", ")} = ${path} (${inputs.map(exactName).join(", ")})`;
	return { do: "replace-nodes", nodes: [], with: line, ...place };
}
