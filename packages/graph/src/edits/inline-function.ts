import { nameOf } from "../address.ts";
import { bodyOf } from "../body-of.ts";
import type { InlineFunction } from "../edit.ts";
import { freshNodeNames } from "../fresh-name.ts";
import type { Attribute, Body, FunctionHead, Graph, Node } from "../graph.ts";
import { aliasesOfOutputs, namesOfOutputs } from "../inline/assign-outputs.ts";
import { copyBody } from "../inline/copy-body.ts";
import { freshBeside, ownNames, withFreshNames } from "../inline/own-names.ts";
import { replaceByCopy } from "../inline/replace-by-copy.ts";
import { isCallOf } from "../interface.ts";
import { bodyMeant, nodeMeant } from "../meant.ts";
import { domainsOf, importsAt, versionIn, withImportsAt } from "../opset-imports.ts";
import { refuse } from "../refusal.ts";
import { bodyAndInner } from "../scope.ts";

export function inlineFunction(graph: Graph, { node: address, in: where }: InlineFunction): Graph {
	const body = bodyMeant(graph, where);
	const node = nodeMeant(body, address);
	const head = graph.functions.find((one) => isCallOf(one, node));
	if (!head) refuseInline(node, "the model has no function of that name");
	const inner = bodyOf(graph, head.body);
	if (node.inputs.length > inner.inputs.length) refuseInline(node, "it gives more inputs than the function takes");
	if (node.outputs.length > inner.outputs.length) refuseInline(node, "it wants more outputs than the function gives");
	const given = inner.outputs.map(({ name }) => name ?? "");
	const inputs = inner.inputs.map(({ name = "" }, i): [string, string] => [name, node.inputs[i] ?? ""]);
	const bound = new Map([...inputs, ...namesOfOutputs(inner, given, node.outputs)]);
	const names = withFreshNames(bound, ownNames(graph, inner), freshBeside(graph, inner));
	const nodeName = freshNodeNames(graph, body.id);
	const attribute = (one: Attribute) => attributeOfCall(one, head, node);
	const copy = copyBody(graph, inner, { names, nodeName, attribute, nextId: graph.nextId });
	const imported = withImportsOf(graph, body, head, node);
	const aliases = aliasesOfOutputs(given, node.outputs, names);
	return withoutUncalled(replaceByCopy(imported, body.id, node, copy, aliases), head);
}

function refuseInline(node: Node, reason: string): never {
	return refuse("edit/no-inline", { node: nameOf(node), reason });
}

/** What an attribute of a function's node is in a call: a reference becomes what the call gives, or else the default. Without
 *  either the node has it not. */
function attributeOfCall(attribute: Attribute, head: FunctionHead, call: Node): Attribute | undefined {
	const { refAttrName } = attribute;
	if (!refAttrName) return attribute;
	const named = (one: { readonly name?: string }) => one.name === refAttrName;
	const found: Attribute | undefined = call.attributes.find(named) ?? head.attributeDefaults.find(named);
	if (!found) return undefined;
	const isGraph = found.bodies !== undefined || head.attributeDefaults.some((one) => named(one) && one.g !== undefined);
	if (isGraph) refuseInline(call, `its attribute ${refAttrName} is a graph`);
	const { name } = attribute;
	return name === undefined ? found : { ...found, name };
}

/** The imports that a function's nodes bring along. Where both sides have a set it must be the same version, since a node of
 *  another version is another operator. */
function withImportsOf(graph: Graph, { id }: Body, head: FunctionHead, call: Node): Graph {
	const imports = importsAt(graph, id);
	const added = [];
	for (const domain of domainsOf(graph, bodyOf(graph, head.body).nodes)) {
		const [version, here] = [versionIn(head.opsetImport, domain), versionIn(imports, domain)];
		if (version === undefined || version === here) continue;
		const set = domain || "ai.onnx";
		if (here !== undefined) refuseInline(call, `the function is of ${set} ${version}, and the model of ${set} ${here}`);
		added.push({ domain, version });
	}
	return added.length === 0 ? graph : withImportsAt(graph, id, [...imports, ...added]);
}

/** The graph without a function, unless something calls it. */
function withoutUncalled(graph: Graph, head: FunctionHead): Graph {
	for (const { nodes } of graph.bodies.values()) if (nodes.some((node) => isCallOf(head, node))) return graph;
	const bodies = new Map(graph.bodies);
	for (const id of bodyAndInner(graph, head.body)) bodies.delete(id);
	return { ...graph, bodies, functions: graph.functions.filter((one) => one.body !== head.body) };
}
