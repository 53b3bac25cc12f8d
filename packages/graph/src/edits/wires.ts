import { changeNode } from "../change-node.ts";
import type { SetInput, SetOutput } from "../edit.ts";
import type { Graph } from "../graph.ts";
import { bodyMeant, nodeMeant } from "../meant.ts";
import { refuse } from "../refusal.ts";

export function setInput(graph: Graph, { node: address, input, value, in: where }: SetInput): Graph {
	const body = bodyMeant(graph, where);
	const node = nodeMeant(body, address);
	const inputs = withName(node.inputs, input, value, "input");
	return inputs === node.inputs ? graph : changeNode(graph, body.id, node, { inputs });
}

export function setOutput(
	graph: Graph,
	{ node: address, output, value, dangling = false, in: where }: SetOutput,
): Graph {
	const body = bodyMeant(graph, where);
	const node = nodeMeant(body, address);
	const outputs = withName(node.outputs, output, value, "output");
	return outputs === node.outputs ? graph : changeNode(graph, body.id, node, { outputs }, { dangling });
}

/** No operator leaves out more optional inputs in a row. */
const longestGap = 64;

/** The list with a name at a position; empty names fill it up to there, and none stays behind the last that is not empty. */
function withName(names: readonly string[], position: number, name: string, what: string): readonly string[] {
	if (!Number.isInteger(position) || position < 0 || position > names.length + longestGap) {
		refuse("edit/no-such-position", { position, there: names.length, what });
	}
	if ((names[position] ?? "") === name) return names;
	const changed = [...names];
	while (changed.length < position) changed.push("");
	changed[position] = name;
	while (changed.at(-1) === "") changed.pop();
	return changed;
}
