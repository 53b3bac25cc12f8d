import {
	type Body,
	type BodyId,
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

/** The edits at the beginning of a list that only connect nodes of one body anew. */
export function leadingWires(edits: readonly Edit[], from: number): readonly Wire[] {
	const wires: Wire[] = [];
	for (let i = from; i < edits.length; i++) {
		const edit = edits[i];
		if (edit?.do !== "set-input" && edit?.do !== "bypass-node") break;
		if (wires[0] && JSON.stringify(wires[0].in) !== JSON.stringify(edit.in)) break;
		wires.push(edit);
	}
	return wires;
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
}

/** The graph after many wires, in one pass over the nodes where `applyEdits` makes one for each. It gives the same; undefined where
 *  a wire needs more care: an output of the body, a body inside that reads the value, an address that leads nowhere, a weight that
 *  is made behind its reader. */
export function applyWires(graph: Graph, wires: readonly Wire[]): Graph | undefined {
	const found = findBody(graph, wires[0]?.in);
	if ("problem" in found) return undefined;
	const body = found.found;
	const positions = new Map(body.nodes.map((node, i) => [node, i]));
	const rewiring: Rewiring = { inputs: new Map(), gone: new Set(), instead: new Map(), positions };
	const captured = new Set(
		indexOf(body)
			.holders.flatMap(bodiesOfNode)
			.flatMap((id) => [...capturedBy(graph, id)]),
	);
	for (const wire of wires) if (!addWire(body, captured, wire, rewiring)) return undefined;
	return withBody(graph, body.id, rewired(body, rewiring));
}

function addWire(body: Body, captured: ReadonlySet<string>, wire: Wire, rewiring: Rewiring): boolean {
	const found = findNode(body, wire.node);
	if ("problem" in found || rewiring.gone.has(found.found)) return false;
	return wire.do === "set-input"
		? addInput(body, found.found, wire, rewiring)
		: addBypass(body, captured, found.found, rewiring);
}

function addInput(
	body: Body,
	node: Node,
	{ input, value }: EditNamed<"set-input">,
	{ inputs, positions }: Rewiring,
): boolean {
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

function addBypass(
	body: Body,
	captured: ReadonlySet<string>,
	node: Node,
	{ inputs, gone, instead, positions }: Rewiring,
): boolean {
	const { outputs, uses } = indexOf(body);
	const [from = "", ...others] = node.outputs;
	const to = inputs.get(node)?.get(0) ?? node.inputs[0] ?? "";
	const isSeen = (value: string) => outputs.has(value) || captured.has(value);
	if (!stands(body, positions, to, node)) return false;
	if (from === "" || isSeen(from) || bodiesOfNode(node).length > 0) return false;
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

function withBody(graph: Graph, id: BodyId, body: Body): Graph {
	return { ...graph, bodies: new Map(graph.bodies).set(id, body) };
}
