import { addressOfNode, type Edit, type Node, textFromAttribute } from "@suture/graph";
import type { Site } from "@suture/rewrite";

/** The edits after which a node is another one, where only its operator or its attributes differ: all else of it stays. Undefined
 *  where more differs. */
export function inPlace(site: Site, node: Node, wanted: Node): readonly Edit[] | undefined {
	if (wanted.outputs !== node.outputs || wanted.inputs !== node.inputs) return undefined;
	const where = site.address ? { in: site.address } : {};
	// Edits are made one after the other: once the operator is another one, the address may not name the old one.
	const { opType: _, ...after } = addressOfNode(node);
	const edits: Edit[] = [];
	if (wanted.opType !== node.opType)
		edits.push({ do: "set-operator", node: addressOfNode(node), opType: wanted.opType, ...where });
	for (const { name = "" } of node.attributes) {
		if (wanted.attributes.some((one) => one.name === name && one.type === attributeTyped(node, name))) continue;
		edits.push({ do: "remove-attribute", node: after, name, ...where });
	}
	for (const attribute of wanted.attributes) {
		if (node.attributes.includes(attribute)) continue;
		const text = textFromAttribute(attribute);
		if (text === undefined) return undefined;
		edits.push({ do: "set-attribute", node: after, attribute: text, ...where });
	}
	return edits;
}

/** An attribute that stays with another type is taken away first: the old type would decide how its text is read. */
function attributeTyped(node: Node, name: string): number | undefined {
	return node.attributes.find((one) => one.name === name)?.type;
}
