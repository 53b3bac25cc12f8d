import { type DimensionStep, explainDimension, type Facts, factOf, textOfStep } from "@suture/analysis";
import { type BodyId, nameOf } from "@suture/graph";
import { isTensor, textOfDimension } from "@suture/ops";
import type { NodeReference } from "./description.ts";

/** The size of one axis, with the way that it came. */
export interface ExplainedSize {
	readonly axis: number;
	readonly text: string;
	/** The shortest way from the axis back to where something of the size begins. */
	readonly chain: readonly SizeStep[];
	/** Everything that the size begins with: inputs, constants, nodes that make it of their own. */
	readonly origins: readonly SizeStep[];
	/** False when it goes on for longer than it is followed. */
	readonly isComplete: boolean;
}

/** A place that a size goes through. */
export interface SizeStep {
	readonly value: string;
	/** Where it is in the value, and what it is there. */
	readonly where: string;
	readonly node: NodeReference | undefined;
}

/** Where the sizes of a value come from, axis by axis; empty when its shape is not known. */
export function explainSizes(facts: Facts, body: BodyId, value: string): ExplainedSize[] {
	const { type } = factOf(facts, body, value);
	if (!isTensor(type) || type.shape === undefined) return [];
	return type.shape.map((size, axis) => {
		const { chain, steps, isComplete } = explainDimension(facts, body, value, axis);
		const origins = steps.filter(({ isOrigin }) => isOrigin);
		return { axis, text: textOfDimension(size), chain: chain.map(told), origins: origins.map(told), isComplete };
	});
}

function told(step: DimensionStep): SizeStep {
	const { value, node } = step;
	return { value, where: textOfStep(step), node: node && { node: node.id, name: nameOf(node), operator: node.opType } };
}
