import { nameOf } from "../address.ts";
import { declareTypes } from "../declare-types.ts";
import { declaredType } from "../declared-type.ts";
import type { BypassNode } from "../edit.ts";
import type { Body, Graph, Node } from "../graph.ts";
import { indexOf } from "../index-of.ts";
import { bodyMeant, nodeMeant } from "../meant.ts";
import { nodeNow, redirectReaders } from "../redirect-readers.ts";
import { refuse } from "../refusal.ts";
import { readerOf } from "../scope.ts";
import { splice } from "../splice/splice.ts";
import { typesDiffer } from "../types-differ.ts";

export function bypassNode(graph: Graph, { node: address, in: where }: BypassNode): Graph {
	const body = bodyMeant(graph, where);
	const node = nodeMeant(body, address);
	const { outputs } = indexOf(body);
	const [read, ...more] = node.outputs.filter((one) => one && (outputs.has(one) || readerOf(graph, body, one)));
	const [input] = node.inputs;
	if (more.length > 0) refuseBypass(node, "more than one of its outputs is read");
	if (read === undefined) return splice(graph, body.id, { gone: [node] });
	if (!input) refuseBypass(node, "it has no first input");
	if (outputs.has(read)) return bypassedAtOutput(graph, body, node, input, read);
	const redirected = redirectReaders(graph, body.id, read, input);
	return splice(redirected, body.id, { gone: [nodeNow(redirected, body.id, node)] });
}

/** An output of the body keeps its name, so what makes the input makes the output instead. */
function bypassedAtOutput(graph: Graph, body: Body, node: Node, input: string, output: string): Graph {
	const { definitions, outputs } = indexOf(body);
	const definition = definitions.get(input);
	if (definition?.by !== "node" || outputs.has(input)) {
		refuseBypass(node, `it makes ${output}, an output, and ${input} can't take that name`);
	}
	const redirected = redirectReaders(graph, body.id, input, output);
	const maker = nodeNow(redirected, body.id, definition.node);
	const makes = { ...maker, outputs: maker.outputs.map((name) => (name === input ? output : name)) };
	const edited = splice(redirected, body.id, {
		gone: [nodeNow(redirected, body.id, node)],
		changed: new Map([[maker, makes]]),
	});
	const [type, was] = [declaredType(body, input), declaredType(body, output)];
	if (!type || !was || !typesDiffer(type, was)) return edited;
	return declareTypes(edited, body.id, new Map([[output, type]]));
}

function refuseBypass(node: Node, reason: string): never {
	return refuse("edit/no-bypass", { node: nameOf(node), reason });
}
