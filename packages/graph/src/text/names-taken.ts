import type { GraphProto, NodeProto } from "@suture/onnx";

/** Names of the values that a node takes: its inputs, then what its bodies take from outside. */
export function namesTakenBy(node: NodeProto): Set<string> {
	const taken = new Set(node.input);
	for (const { g, graphs } of node.attribute) {
		for (const graph of g ? [g] : graphs) for (const name of namesCapturedBy(graph)) taken.add(name);
	}
	taken.delete("");
	return taken;
}

function namesCapturedBy({ input, initializer, node, output }: GraphProto): Set<string> {
	const captured = new Set(node.flatMap((one) => [...namesTakenBy(one)]));
	for (const { name } of output) captured.add(name ?? ""); // a branch may give back an outer value as it is
	for (const { name } of [...input, ...initializer]) captured.delete(name ?? "");
	for (const name of node.flatMap((one) => one.output)) captured.delete(name);
	return captured;
}
