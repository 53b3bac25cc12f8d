import { newMessage, type TensorProto, type ValueInfoProto } from "@suture/onnx";
import { copyNodes } from "../copy-nodes.ts";
import { namesIn } from "../fragment.ts";
import type { Body, BodyId, Graph, Node } from "../graph.ts";
import { graphFromModel, type Reading, readNode } from "../graph-from-model.ts";
import type { Rename } from "../renamed.ts";
import { type FromText, linesFromText } from "./edit-text.ts";
import { namesTakenBy } from "./names-taken.ts";
import { textFromLines } from "./text-from-model.ts";

/** What stands in the `with` of an edit, as something whose names can be looked at and changed. */
export interface Lines {
	readonly nodes: readonly Node[];
	readonly bodies: ReadonlyMap<BodyId, Body>;
	readonly tensors: readonly TensorProto[];
	/** Types of values that the nodes make. */
	readonly types: readonly ValueInfoProto[];
	/** Values that the lines make or hold, at any depth. */
	readonly made: ReadonlySet<string>;
	/** Values that they take from outside. */
	readonly taken: ReadonlySet<string>;
}

/** Reads lines of nodes and declarations. */
export function readLines(text: string): FromText<Lines> {
	const lines = linesFromText(text);
	if ("problems" in lines) return lines;
	const reading: Reading = { bodies: new Map(), nextId: 0 };
	const nodes = lines.read.nodes.map((node) => readNode(node, reading));
	const { declarations } = lines.read;
	const tensors = declarations.flatMap(({ info, tensor }) => (tensor ? { ...tensor, name: info.name ?? "" } : []));
	const given = tensors.map(({ name }) => name);
	const { made } = namesIn(nodes, reading.bodies, given);
	const taken = new Set(lines.read.nodes.flatMap((node) => [...namesTakenBy(node)]).filter((name) => !made.has(name)));
	const types = declarations.flatMap(({ info, tensor }) => (tensor ? [] : info));
	return { read: { nodes, bodies: reading.bodies, tensors, types, made, taken } };
}

/** The lines as text, under other names. */
export function textWithNames(lines: Lines, value: Rename, nodeName: Rename): string {
	const held: Graph = { ...graphFromModel(newMessage("ModelProto", {})), bodies: lines.bodies };
	const { nodes, bodies } = copyNodes(held, lines.nodes, { value, nodeName, innerNodeName: nodeName, keepsIds: true });
	const named = <T extends { readonly name?: string }>(one: T): T => ({ ...one, name: value(one.name ?? "") });
	return textFromLines({ ...held, bodies }, nodes, lines.tensors.map(named), lines.types.map(named));
}
