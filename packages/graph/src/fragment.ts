import type { TensorProto, TypeProto } from "@suture/onnx";
import type { Handed } from "./applied.ts";
import { copyNodes } from "./copy-nodes.ts";
import { freshNames, freshNodeNames } from "./fresh-name.ts";
import type { Body, BodyId, Graph, Node } from "./graph.ts";
import { type Reading, readNode } from "./graph-from-model.ts";
import { indexOf } from "./index-of.ts";
import { Refusal, refuse } from "./refusal.ts";
import type { TensorLiteral } from "./tensor/tensor-literal.ts";
import { tensorMeant } from "./tensor-meant.ts";
import { linesFromText } from "./text/edit-text.ts";

/** What an edit's text and tensors bring to a body. */
export interface Fragment {
	readonly come: readonly Node[];
	readonly bodies: ReadonlyMap<BodyId, Body>;
	readonly tensors: readonly TensorProto[];
	/** Declared types of values that the nodes make. */
	readonly types: ReadonlyMap<string, TypeProto>;
	readonly nextId: number;
}

/** Reads lines of nodes and declarations, and gives local names, those that begin with %, names that are free. */
export function fragmentFromText(
	graph: Graph,
	id: BodyId,
	text: string,
	literals: Readonly<Record<string, TensorLiteral>>,
	handed: Handed,
): Fragment {
	const lines = linesFromText(text);
	if ("problems" in lines) throw new Refusal(lines.problems);
	const reading: Reading = { bodies: new Map(), nextId: graph.nextId };
	const nodes = lines.read.nodes.map((node) => readNode(node, reading));
	const { declarations } = lines.read;
	const given = [
		...declarations.filter(({ tensor }) => tensor).map(({ info }) => info.name ?? ""),
		...Object.keys(literals),
	];
	const names = namesIn(nodes, reading.bodies, given);
	const value = localNames(freshNames(graph, names.values), (name) => {
		if (!names.made.has(name)) refuse("edit/no-such-local", { name });
	});
	const nodeName = localNames(freshNodeNames(graph, id, names.nodes));
	const held = { ...graph, bodies: reading.bodies };
	const { nodes: come, bodies } = copyNodes(held, nodes, { value, nodeName, innerNodeName: nodeName, keepsIds: true });
	const made = new Set(come.flatMap(({ outputs }) => outputs));
	const tensors: TensorProto[] = [];
	const types = new Map<string, TypeProto>();
	for (const { info, tensor } of declarations) {
		const name = value(info.name ?? "");
		if (tensor) tensors.push({ ...tensor, name });
		else if (!made.has(name)) refuse("edit/declared-not-made", { value: name });
		else if (info.type) types.set(name, info.type);
	}
	for (const [name, literal] of Object.entries(literals)) {
		tensors.push(tensorMeant(graph, id, literal, value(name), handed));
	}
	return { come, bodies, tensors, types, nextId: reading.nextId };
}

interface NamesIn {
	/** Of values, as they stand, local ones too. */
	readonly values: ReadonlySet<string>;
	/** Of values that the text makes, at any depth. */
	readonly made: ReadonlySet<string>;
	readonly nodes: ReadonlySet<string>;
}

/** Names in nodes and the bodies inside them; `given` are made besides. */
export function namesIn(nodes: readonly Node[], bodies: ReadonlyMap<BodyId, Body>, given: readonly string[]): NamesIn {
	const inner = [...bodies.values()];
	const all = [...nodes, ...inner.flatMap((body) => body.nodes)];
	const made = new Set([...given, ...all.flatMap(({ outputs }) => outputs)]);
	for (const body of inner) for (const name of indexOf(body).definitions.keys()) made.add(name);
	const values = new Set([...made, ...all.flatMap(({ inputs }) => inputs)]);
	return { values, made, nodes: new Set(all.map(({ name }) => name)) };
}

/** What names in the text stand for. `fresh` is asked once for each local one, `check` is told of it. */
function localNames(
	fresh: (wanted: string) => string,
	check: (name: string) => void = () => {},
): (name: string) => string {
	const known = new Map<string, string>();
	return (name) => {
		if (!name.startsWith("%")) return name;
		if (name.startsWith("%%")) return name.slice(1);
		let local = known.get(name);
		if (local === undefined) {
			check(name);
			local = fresh(name.slice(1) || "local");
			known.set(name, local);
		}
		return local;
	};
}
