import { nameOf } from "../address.ts";
import { changeNode } from "../change-node.ts";
import type { RemoveAttribute, SetAttribute } from "../edit.ts";
import type { Attribute, Graph } from "../graph.ts";
import { type Reading, readAttribute } from "../graph-from-model.ts";
import { bodyMeant, nodeMeant } from "../meant.ts";
import { nearestName } from "../nearest-name.ts";
import { Refusal, refuse } from "../refusal.ts";
import { attributeFromText } from "../text/edit-text.ts";

export function setAttribute(graph: Graph, { node: address, attribute: text, in: where }: SetAttribute): Graph {
	const body = bodyMeant(graph, where);
	const node = nodeMeant(body, address);
	const known = (name: string) => node.attributes.find((one) => one.name === name);
	const message = attributeFromText(text, (name) => known(name)?.type);
	if ("problems" in message) throw new Refusal(message.problems);
	const reading: Reading = { bodies: new Map(), nextId: graph.nextId };
	const attribute: Attribute = readAttribute(message.read, reading);
	const old = known(message.read.name);
	const attributes = old
		? node.attributes.map((one) => (one === old ? attribute : one))
		: [...node.attributes, attribute];
	const { bodies, nextId } = reading;
	return changeNode({ ...graph, nextId }, body.id, node, { attributes }, { bodies });
}

export function removeAttribute(graph: Graph, { node: address, name, in: where }: RemoveAttribute): Graph {
	const body = bodyMeant(graph, where);
	const node = nodeMeant(body, address);
	const attributes = node.attributes.filter((one) => one.name !== name);
	if (attributes.length === node.attributes.length) {
		const nearest = nearestName(
			name,
			node.attributes.map((one) => one.name ?? ""),
		);
		refuse("edit/no-such-attribute", { wanted: name, nearest, node: nameOf(node) });
	}
	return changeNode(graph, body.id, node, { attributes });
}
