import { freshName } from "./fresh-name.ts";
import type { Body, Graph, Node } from "./graph.ts";
import { indexOf } from "./index-of.ts";
import { readerOf } from "./scope.ts";
import type { Splice } from "./splice/splice.ts";

/** How a node stops making a value: it goes when nothing else that it makes is needed, otherwise that output gets a name which
 *  nothing reads. */
export function stopMaking(graph: Graph, body: Body, node: Node, value: string): Pick<Splice, "gone" | "changed"> {
	const isNeeded = (name: string) => indexOf(body).outputs.has(name) || readerOf(graph, body, name) !== undefined;
	if (!node.outputs.some((name) => name !== "" && name !== value && isNeeded(name))) return { gone: [node] };
	const unused = freshName(graph, `${value}_unused`);
	const outputs = node.outputs.map((name) => (name === value ? unused : name));
	return { changed: new Map([[node, { ...node, outputs }]]) };
}
