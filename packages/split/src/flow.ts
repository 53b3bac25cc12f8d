import { type Facts, factOf } from "@suture/analysis";
import { type Body, bodyOf, type Graph, indexOf, type Node, valuesNeededBy } from "@suture/graph";
import { tensorTypeNamed } from "@suture/onnx";
import { type ElementType, isTensor } from "@suture/ops";
import { bytesOfValue, workOfNode } from "./work-of-node.ts";

/** A node of main as something that has a side. */
export interface FlowNode {
	readonly node: Node;
	readonly work: number;
	/** Constants: each part that needs one has it itself. */
	readonly isFree: boolean;
	/** What it needs that another node makes, constants aside. */
	readonly needs: readonly string[];
}

/** A value that a node makes and others need. */
export interface FlowValue {
	readonly name: string;
	readonly maker: Node;
	readonly readers: readonly Node[];
	/** Undefined when an engine can't take or give it in any way: a sequence, strings, something of unknown type. */
	readonly element: ElementType | undefined;
	/** Whether it crosses the engine's border as it is. */
	readonly isPlain: boolean;
	readonly bytes: number;
}

export interface Flow {
	readonly graph: Graph;
	readonly facts: Facts;
	readonly body: Body;
	readonly nodes: readonly FlowNode[];
	readonly values: readonly FlowValue[];
}

/** Who needs what of main, with what it costs. `types` are those that an engine takes as they are. */
export function flowOf(graph: Graph, facts: Facts, types: ReadonlySet<ElementType>): Flow {
	const body = bodyOf(graph, graph.main);
	const { definitions } = indexOf(body);
	const readers = new Map<string, Node[]>();
	const nodes = body.nodes.map((node): FlowNode => {
		const needs = [...valuesNeededBy(graph, node)].filter((value) => {
			const definition = definitions.get(value);
			return definition?.by === "node" && !isConstant(definition.node);
		});
		for (const value of needs) append(readers, value, node);
		return { node, work: workOfNode(facts, body, node), isFree: isConstant(node), needs };
	});
	const values = [...readers].map(([name, reading]): FlowValue => {
		const definition = definitions.get(name);
		const { type } = factOf(facts, body.id, name);
		const element =
			isTensor(type) && type.kind === "tensor" && type.element !== undefined && canCross(type.element)
				? type.element
				: undefined;
		const width = element === undefined ? 4 : (tensorTypeNamed(element)?.bits ?? 32) / 8;
		return {
			name,
			// needs are made by nodes
			maker: (definition as { node: Node }).node,
			readers: reading,
			element,
			isPlain: element !== undefined && types.has(element),
			bytes: bytesOfValue(facts, body, name, width),
		};
	});
	return { graph, facts, body, nodes, values };
}

/** Adds to the list of a key. */
export function append<K, V>(lists: Map<K, V[]>, key: K, value: V): void {
	const list = lists.get(key);
	if (list) list.push(value);
	else lists.set(key, [value]);
}

function isConstant({ opType, domain }: Node): boolean {
	return opType === "Constant" && domain === "";
}

/** Whether a value of this type can be cast to float or int32 and back. */
function canCross(element: ElementType): boolean {
	return element === "bool" || /^(float16|float|double|bfloat16|u?int(8|16|32|64))$/.test(element);
}
