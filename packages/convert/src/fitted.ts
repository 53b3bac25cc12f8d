import type { Attribute, Node } from "@suture/graph";
import { type AttributeSchema, type OperatorSchema, operatorSchema, operatorVersions } from "@suture/ops";
import { problem } from "@suture/problems";
import { attributeOf, int, isUsed, type Site, withAttributes } from "@suture/rewrite";
import { type Crossing, float, text } from "./crossing.ts";
import { isRefusal, later, type Refusal } from "./refusal.ts";

/** The node with what its operator has in the new opset: an attribute that came later is left out where it says what always held,
 *  and a default that is another one there is written down. The very node where nothing has to change. `now`: its operator as it is. */
export function fitted(node: Node, crossing: Crossing, now: OperatorSchema): Node | Refusal {
	const { site, to } = crossing;
	const { opType: operator } = node;
	const then = operatorSchema(operator, "", to);
	if (then?.domain !== "") {
		const since = operatorVersions(operator, "")[0] ?? now.sinceVersion;
		return { refused: (place) => problem("convert/not-yet", { operator, since, to }, place) };
	}
	if (then.deprecated) return { refused: (place) => problem("convert/removed", { operator, to }, place) };
	const outputs = node.outputs.length > then.maxOutputs ? withoutUnused(site, node.outputs) : node.outputs;
	if (outputs.length > then.maxOutputs) return later(node, crossing, `its output ${then.maxOutputs + 1}`);
	const inputs = node.inputs.length > then.maxInputs ? withoutMissing(node.inputs) : node.inputs;
	if (inputs.length > then.maxInputs) return later(node, crossing, `its input ${then.maxInputs + 1}`);
	const attributes = fittedAttributes(node, crossing, now, then);
	if (isRefusal(attributes)) return attributes;
	const isSame = inputs === node.inputs && outputs === node.outputs && attributes === node.attributes;
	return isSame ? node : { ...node, inputs, outputs, attributes };
}

function withoutUnused(site: Site, outputs: readonly string[]): readonly string[] {
	return outputs.slice(0, outputs.findLastIndex((one) => isUsed(site, one)) + 1);
}

function withoutMissing(inputs: readonly string[]): readonly string[] {
	return inputs.slice(0, inputs.findLastIndex((one) => one !== "") + 1);
}

function fittedAttributes(
	node: Node,
	crossing: Crossing,
	now: OperatorSchema,
	then: OperatorSchema,
): readonly Attribute[] | Refusal {
	const kept: Attribute[] = [];
	for (const attribute of node.attributes) {
		const { name = "" } = attribute;
		const known = now.attributes.get(name);
		if (then.attributes.has(name) || !known) kept.push(attribute);
		else if (!meansNothing(attribute, known)) return later(node, crossing, `its ${name}`);
	}
	const left = kept.length === node.attributes.length ? node.attributes : kept;
	if (now.name !== then.name) return left;
	const defaults = [...then.attributes.values()].flatMap((one) =>
		defaultToKeep(node, now.attributes.get(one.name), one),
	);
	return defaults.length === 0 ? left : withAttributes(left, defaults);
}

/** Attributes that were for optimizers, or that no runtime looks at. */
const withoutMeaning = new Set(["consumed_inputs", "output_sequence"]);
const decoder = new TextDecoder();

function meansNothing({ name = "", i, s, f, ints, refAttrName }: Attribute, schema: AttributeSchema): boolean {
	if (refAttrName) return false;
	if (withoutMeaning.has(name)) return true;
	if (name === "dilations") return ints.every((one) => Number(one) === 1);
	if (schema.default === undefined) return false;
	if (schema.type === "INT") return BigInt(i ?? 0) === schema.default;
	if (schema.type === "FLOAT") return Math.fround(f ?? 0) === Math.fround(schema.default);
	return schema.type === "STRING" && decoder.decode(s ?? new Uint8Array()) === schema.default;
}

function defaultToKeep(node: Node, now: AttributeSchema | undefined, then: AttributeSchema): Attribute[] {
	if (now?.default === undefined || now.type !== then.type || now.default === then.default) return [];
	if (attributeOf(node, then.name)) return [];
	if (now.type === "INT") return [int(now.name, Number(now.default))];
	if (now.type === "FLOAT") return [float(now.name, now.default)];
	return now.type === "STRING" ? [text(now.name, now.default)] : [];
}
