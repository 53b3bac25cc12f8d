import { type BodyDifference, constantChangeText, type Difference } from "@suture/difference";
import { type Body, indexOf, type Node, type NodeId, nameOf } from "@suture/graph";
import { attributeText } from "../scene/card.ts";
import { constantOf } from "../scene/folded-constants.ts";
import { tensorSummary } from "../scene/tensor-summary.ts";
import type { Fate, NodeTitle, PairDetails, PairRow, SideName } from "./compared.ts";

/** How a node of one side differs from its partner; for one without a partner, what it is. */
export function pairDetails(
	{ bodies, before, after }: Difference,
	side: SideName,
	node: NodeId,
	fate: Fate,
): PairDetails | undefined {
	for (const body of bodies) {
		const own = body[side].nodes.find(({ id }) => id === node);
		if (!own) continue;
		const partners = side === "before" ? body.partners : turned(body);
		const other = partners.get(own);
		if (!other) return alone(own, body[side], side, fate);
		const [a, b] = side === "before" ? [own, other] : [other, own];
		return { fate, before: titleOf(a), after: titleOf(b), rows: rowsBetween(body, a, b) };
	}
	for (const body of (side === "before" ? before : after).bodies.values()) {
		const own = body.nodes.find(({ id }) => id === node);
		if (own) return alone(own, body, side, fate);
	}
	return undefined;
}

/** Each node after with what it was. */
export function turned({ partners }: BodyDifference): ReadonlyMap<Node, Node> {
	return new Map(Array.from(partners, ([a, b]) => [b, a]));
}

function titleOf(node: Node): NodeTitle {
	const operator = node.domain === "" || node.domain === "ai.onnx" ? node.opType : `${node.domain}.${node.opType}`;
	return { node: node.id, operator, name: nameOf(node) };
}

function alone(node: Node, body: Body, side: SideName, fate: Fate): PairDetails {
	const rows = [
		...node.attributes.map((one) => ({ label: one.name ?? "", text: one.bodies ? "a body" : attributeText(one) })),
		...node.inputs.flatMap((value, i) => (value === "" ? [] : { label: `input ${i}`, text: valueText(value, body) })),
		...node.outputs.flatMap((value, i) => (value === "" ? [] : { label: `output ${i}`, text: value })),
	].map(({ label, text }) =>
		side === "before" ? { label, before: text, after: undefined } : { label, before: undefined, after: text },
	);
	const none = { before: undefined, after: undefined };
	return { fate, ...none, [side]: titleOf(node), rows };
}

function rowsBetween(body: BodyDifference, a: Node, b: Node): PairRow[] {
	const change = body.changed.find(({ after }) => after === b);
	const text = (one: NonNullable<typeof change>["attributes"][number]["before"]) =>
		one && (one.bodies ? "a body" : attributeText(one));
	const own = (value: string, side: Body) => (value === "" ? undefined : valueText(value, side));
	const taken = new Set(a.inputs);
	return [
		...(change?.operator ? [{ label: "operator", before: titleOf(a).operator, after: titleOf(b).operator }] : []),
		...(a.name === b.name ? [] : [{ label: "name", before: a.name, after: b.name }]),
		...(change?.attributes ?? []).map((one) => ({ label: one.name, before: text(one.before), after: text(one.after) })),
		...(change?.inputs ?? []).map(({ input, before, after }) => ({
			label: `input ${input}`,
			before: own(before, body.before),
			after: own(after, body.after),
		})),
		...(change?.outputs ?? []).map(({ output, before, after }) => ({
			label: `output ${output}`,
			before: before || undefined,
			after: after || undefined,
		})),
		...body.constants
			.filter(({ before }) => taken.has(before.name))
			.map((one) => ({
				label: "weight",
				before: one.before.name,
				after: one.after.name,
				note: constantChangeText(one),
			})),
	];
}

/** A value, and what it holds when it is a constant. */
function valueText(value: string, body: Body): string {
	const definition = indexOf(body).definitions.get(value);
	const tensor =
		definition?.by === "initializer"
			? body.initializers[definition.position]
			: definition?.by === "node"
				? constantOf(definition.node)
				: undefined;
	return tensor ? `${value} = ${tensorSummary(tensor)}` : value;
}
