import { type Attribute, addressOfNode, type Edit, type Node } from "@suture/graph";
import { type OperatorSchema, operatorSchema } from "@suture/ops";
import { elementAt, type NewNode, replacement, type Site, type TensorLiterals } from "@suture/rewrite";
import { rewrites } from "./rewrites.ts";

/** The edits after which a node means the same in an older opset: none where it stays as it is; a text where it can't be. */
export function lowered(site: Site, node: Node, to: number): readonly Edit[] | string {
	const now = operatorSchema(node.opType, "", site.opset);
	const then = operatorSchema(node.opType, "", to);
	if (!then || then.deprecated) return `there was no ${node.opType} yet.`;
	if (!now || now.sinceVersion === then.sinceVersion) return [];
	const rewritten = rewrites[node.opType]?.(site, node, to, then.sinceVersion) ?? { node };
	if (typeof rewritten === "string") return rewritten;
	const kept = keptAttributes(rewritten.node.attributes ?? [], now, then);
	if (typeof kept === "string") return kept;
	const misfit = misfitOf(site, rewritten.node, then);
	if (misfit !== undefined) return misfit;
	if (rewritten.node === node && kept.length === node.attributes.length) return [];
	return editsTo(site, node, { ...rewritten.node, attributes: kept }, rewritten.tensors);
}

export interface Lowered {
	readonly node: NewNode;
	readonly tensors?: TensorLiterals;
}

/** Attributes that came later are left out where they say what always held. */
function keptAttributes(
	attributes: readonly Attribute[],
	now: OperatorSchema,
	then: OperatorSchema,
): readonly Attribute[] | string {
	const kept: Attribute[] = [];
	for (const attribute of attributes) {
		const { name = "" } = attribute;
		if (then.attributes.has(name)) kept.push(attribute);
		else if (!isDefault(attribute, now)) return `its ${name} came later.`;
	}
	return kept;
}

const decoder = new TextDecoder();

function isDefault({ name = "", i, s, f }: Attribute, { attributes }: OperatorSchema): boolean {
	const schema = attributes.get(name);
	if (schema?.type === "INT") return schema.default !== undefined && BigInt(i ?? 0) === schema.default;
	if (schema?.type === "STRING")
		return schema.default !== undefined && s !== undefined && decoder.decode(s) === schema.default;
	return schema?.type === "FLOAT" && f === schema.default;
}

function misfitOf(site: Site, { inputs, outputs }: NewNode, then: OperatorSchema): string | undefined {
	if (inputs.length > then.maxInputs) return `its input ${then.maxInputs + 1} came later.`;
	if (outputs.length > then.maxOutputs) return `its output ${then.maxOutputs + 1} came later.`;
	for (const [i, value] of inputs.entries()) {
		const element = elementAt(site, value);
		const formal = then.inputs[Math.min(i, then.inputs.length - 1)];
		if (element && formal && !formal.types.includes(`tensor(${element})`))
			return `it did not take ${element.toUpperCase()}.`;
	}
	return undefined;
}

function editsTo(site: Site, node: Node, changed: NewNode, tensors: TensorLiterals | undefined): readonly Edit[] {
	const removed = node.attributes.filter(({ name }) => !changed.attributes?.some((one) => one.name === name));
	const isOnlyLess =
		changed.inputs === node.inputs && changed.attributes?.every((one) => node.attributes.includes(one)) === true;
	if (!isOnlyLess) return [replacement(site, [node], [changed], tensors)];
	const where = site.address ? { in: site.address } : {};
	return removed.map(({ name = "" }): Edit => ({ do: "remove-attribute", node: addressOfNode(node), name, ...where }));
}
