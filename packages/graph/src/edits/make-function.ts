import { AttributeType, newMessage, type ValueInfoProto } from "@suture/onnx";
import { bodiesOfNode } from "../bodies-of-node.ts";
import { bodyOf } from "../body-of.ts";
import { declaredType } from "../declared-type.ts";
import type { MakeFunction } from "../edit.ts";
import type { Attribute, Body, BodyId, FunctionHead, Graph, Node } from "../graph.ts";
import { indexOf } from "../index-of.ts";
import { bodyMeant, nodesMeant } from "../meant.ts";
import { newNode } from "../new-node.ts";
import { domainsOf, importsAt, versionIn } from "../opset-imports.ts";
import { refuse } from "../refusal.ts";
import { bodyAndInner, readerOf, valuesNeededBy } from "../scope.ts";
import { splice } from "../splice/splice.ts";

/** Functions came with IR version 8, types inside of them with 10. */
const [firstWithFunctions, firstWithTypes] = [8, 10];

export function makeFunction(graph: Graph, edit: MakeFunction): Graph {
	const { nodes: addresses, domain, name, in: where } = edit;
	const body = bodyMeant(graph, where);
	const nodes = nodesMeant(body, addresses);
	refuseName(graph, edit);
	if (nodes.length === 0) refuse("edit/no-function", { name, reason: "no nodes are given for it" });
	const inputs = takenFromOutside(graph, nodes);
	const without = splice(graph, body.id, { gone: nodes, dangling: true });
	const outputs = nodes.flatMap((node) => node.outputs).filter((value) => isNeeded(without, body.id, value));
	if (outputs.length === 0) refuse("edit/no-function", { name, reason: "nothing reads what the nodes make" });
	const call = newNode(graph.nextId, {
		opType: name,
		domain,
		inputs,
		outputs,
		attributes: referencesIn(graph, nodes),
	});
	const id = graph.nextId + 1;
	const edited = splice({ ...graph, nextId: id + 1 }, body.id, { gone: nodes, come: [call] });
	const made = functionBody(graph, body, { id, nodes, inputs, outputs, name });
	const opsetImport = Array.from(domainsOf(graph, nodes), (one) => ({
		domain: one,
		version: versionIn(importsAt(graph, body.id), one) ?? 1,
	}));
	const attributes = call.attributes.map((attribute) => attribute.name ?? "");
	const head = { domain, name, overload: "", attributes, attributeDefaults: [], opsetImport, origin: undefined };
	return withFunction(edited, graph, made, head);
}

function refuseName(graph: Graph, { domain, name }: MakeFunction): void {
	const reason =
		name === ""
			? "it needs a name"
			: domain === "" || domain === "ai.onnx"
				? "the operators of ai.onnx are ONNX's own"
				: graph.functions.some((one) => one.name === name && one.domain === domain && one.overload === "")
					? "the model has it already"
					: undefined;
	if (reason) refuse("edit/no-function", { name, reason });
}

/** Values that nodes need and do not make, in the order of their need. */
function takenFromOutside(graph: Graph, nodes: readonly Node[]): string[] {
	const made = new Set(nodes.flatMap(({ outputs }) => outputs));
	const taken = new Set(nodes.flatMap((node) => [...valuesNeededBy(graph, node)]));
	return [...taken].filter((value) => !made.has(value));
}

function isNeeded(graph: Graph, id: BodyId, value: string): boolean {
	const body = bodyOf(graph, id);
	return value !== "" && (indexOf(body).outputs.has(value) || readerOf(graph, body, value) !== undefined);
}

/** Attributes that refer to those of the function around: the new function has them too, and its call hands them on. */
function referencesIn(graph: Graph, nodes: readonly Node[]): Attribute[] {
	const inside = nodes.flatMap(bodiesOfNode).flatMap((id) => bodyAndInner(graph, id));
	const all = [...nodes, ...inside.flatMap((id) => bodyOf(graph, id).nodes)];
	const found = new Map<string, Attribute>();
	for (const { refAttrName, type } of all.flatMap(({ attributes }) => attributes)) {
		if (!refAttrName) continue;
		const reference = { name: refAttrName, refAttrName, type: type ?? AttributeType.UNDEFINED };
		found.set(refAttrName, newMessage("AttributeProto", reference));
	}
	return [...found.values()];
}

interface Contents {
	readonly id: BodyId;
	readonly name: string;
	readonly nodes: readonly Node[];
	readonly inputs: readonly string[];
	readonly outputs: readonly string[];
}

function functionBody(graph: Graph, body: Body, { id, name, nodes, inputs, outputs }: Contents): Body {
	const infoOf = (value: string) => newMessage("ValueInfoProto", { name: value });
	const isTyped = (graph.header.irVersion ?? 0) >= firstWithTypes;
	const values = isTyped ? [...inputs, ...nodes.flatMap((node) => node.outputs)] : [];
	const typed = values.flatMap((value): ValueInfoProto[] => {
		const type = declaredType(body, value);
		return type ? [newMessage("ValueInfoProto", { name: value, type })] : [];
	});
	return {
		id,
		name,
		nodes,
		inputs: inputs.map(infoOf),
		outputs: outputs.map(infoOf),
		initializers: [],
		sparseInitializers: [],
		valueInfo: typed,
		docString: undefined,
		quantizationAnnotation: [],
		metadataProps: [],
		origin: undefined,
	};
}

/** The graph with one more function. Bodies of its nodes left with them, and come back. */
function withFunction(graph: Graph, before: Graph, body: Body, head: Omit<FunctionHead, "body">): Graph {
	const bodies = new Map(graph.bodies).set(body.id, body);
	for (const id of body.nodes.flatMap(bodiesOfNode).flatMap((one) => bodyAndInner(before, one))) {
		bodies.set(id, bodyOf(before, id));
	}
	const irVersion = Math.max(graph.header.irVersion ?? 0, firstWithFunctions);
	const header = irVersion === graph.header.irVersion ? graph.header : { ...graph.header, irVersion };
	return { ...graph, header, bodies, functions: [...graph.functions, { ...head, body: body.id }] };
}
