import {
	type Body,
	type BodyAddress,
	bodiesOfNode,
	capturedBy,
	type Edit,
	type EditNamed,
	findBody,
	findNode,
	type Graph,
	indexOf,
	type Node,
} from "@suture/graph";

type Wire = EditNamed<"set-input"> | EditNamed<"bypass-node">;

/** Whether an edit only connects nodes anew. */
export function isWire(edit: Edit): edit is Wire {
	return edit.do === "set-input" || edit.do === "bypass-node";
}

/** Bypasses last: what is connected by name must still be there. */
export function inSafeOrder(wires: readonly Wire[]): readonly Wire[] {
	return wires.toSorted((a, b) => Number(a.do === "bypass-node") - Number(b.do === "bypass-node"));
}

/** What a run of wires changes in a body. */
interface Rewiring {
	/** Inputs of nodes, by position. */
	readonly inputs: Map<Node, Map<number, string>>;
	/** Nodes that go. */
	readonly gone: Set<Node>;
	/** What is read in place of a value. */
	readonly instead: Map<string, string>;
	/** Of all nodes of the body. */
	readonly positions: ReadonlyMap<Node, number>;
	/** Values of the body that bodies inside it read. */
	readonly captured: ReadonlySet<string>;
}

/** The graph after many wires, in one pass over the nodes where `applyEdits` makes one for each, and which of the lists of wires it
 *  has. It gives the same. A list is left out where a wire needs more care: an output of the body, a body inside that reads the
 *  value, an address that leads nowhere, a value that is made behind its reader. */
export function applyWires(
	graph: Graph,
	address: BodyAddress | undefined,
	lists: readonly (readonly Wire[])[],
): { readonly graph: Graph; readonly done: readonly boolean[] } {
	const found = findBody(graph, address);
	if ("problem" in found) return { graph, done: lists.map(() => false) };
	const body = found.found;
	const positions = new Map(body.nodes.map((node, i) => [node, i]));
	const captured = new Set(
		indexOf(body)
			.holders.flatMap(bodiesOfNode)
			.flatMap((id) => [...capturedBy(graph, id)]),
	);
	const rewiring: Rewiring = { inputs: new Map(), gone: new Set(), instead: new Map(), positions, captured };
	const done = lists.map((wires) => addAll(body, wires, rewiring));
	if (!done.includes(true)) return { graph, done };
	return { graph: { ...graph, bodies: new Map(graph.bodies).set(body.id, rewired(body, rewiring)) }, done };
}

/** Adds all wires of a list, or none. */
function addAll(body: Body, wires: readonly Wire[], rewiring: Rewiring): boolean {
	const own: Rewiring = { ...rewiring, inputs: new Map(), gone: new Set(), instead: new Map() };
	for (const wire of wires) {
		const found = findNode(body, wire.node);
		if ("problem" in found || rewiring.gone.has(found.found) || own.gone.has(found.found)) return false;
		const node = found.found;
		const known = own.inputs.get(node) ?? rewiring.inputs.get(node);
		if (known) own.inputs.set(node, new Map(known));
		const isAdded = wire.do === "set-input" ? addInput(body, node, wire, own) : addBypass(body, node, own);
		if (!isAdded) return false;
	}
	for (const [node, inputs] of own.inputs) rewiring.inputs.set(node, inputs);
	for (const node of own.gone) rewiring.gone.add(node);
	for (const [from, to] of own.instead) rewiring.instead.set(from, to);
	return true;
}

function addInput(body: Body, node: Node, { input, value }: EditNamed<"set-input">, rewiring: Rewiring): boolean {
	const { inputs, positions } = rewiring;
	if (!stands(body, positions, value, node) || input >= node.inputs.length) return false;
	inputs.set(node, (inputs.get(node) ?? new Map<number, string>()).set(input, value));
	return true;
}

/** Whether a value of the body is there before a node runs. */
function stands(body: Body, positions: ReadonlyMap<Node, number>, value: string, node: Node): boolean {
	const definition = indexOf(body).definitions.get(value);
	if (definition?.by !== "node") return definition !== undefined;
	return (positions.get(definition.node) ?? 0) < (positions.get(node) ?? 0);
}

function addBypass(body: Body, node: Node, { inputs, gone, instead, positions, captured }: Rewiring): boolean {
	const { outputs, uses } = indexOf(body);
	const [from = "", ...others] = node.outputs;
	const to = inputs.get(node)?.get(0) ?? node.inputs[0] ?? "";
	const isSeen = (value: string) => outputs.has(value) || captured.has(value);
	if (!stands(body, positions, to, node) || from === "" || isSeen(from) || bodiesOfNode(node).length > 0) return false;
	if (others.some((value) => value !== "" && (isSeen(value) || uses.has(value)))) return false;
	gone.add(node);
	instead.set(from, to);
	return true;
}

function rewired(body: Body, { inputs, gone, instead }: Rewiring): Body {
	const read = (value: string) => {
		let at = value;
		for (let next = instead.get(at); next !== undefined; next = instead.get(at)) at = next;
		return at;
	};
	const nodes = body.nodes.flatMap((node) => {
		if (gone.has(node)) return [];
		const given = inputs.get(node);
		const now = node.inputs.map((value, i) => read(given?.get(i) ?? value));
		return [now.some((value, i) => value !== node.inputs[i]) ? { ...node, inputs: now } : node];
	});
	const lost = new Set([...gone].flatMap((node) => node.outputs));
	return {
		...body,
		nodes,
		valueInfo: body.valueInfo.filter(({ name }) => !lost.has(name ?? "")),
		quantizationAnnotation: body.quantizationAnnotation.filter(({ tensorName }) => !lost.has(tensorName ?? "")),
	};
}
