import { type DimensionStep, explainDimension, type Facts, textOfStep } from "@suture/analysis";
import { nameOf } from "@suture/graph";
import { SutureError } from "@suture/problems";

/** A place that a size went through. */
export interface StepJson {
	readonly value: string;
	readonly where: string;
	/** What makes the value; null for inputs and weights. */
	readonly node: string | null;
	readonly operator: string | null;
}

/** Where a size comes from, as --json prints it. */
export interface ExplainedJson {
	readonly of: string;
	/** The shortest way back to where something of it begins. */
	readonly chain: readonly StepJson[];
	/** All that it begins with. */
	readonly origins: readonly StepJson[];
	/** False when it goes on for longer than it is followed. */
	readonly complete: boolean;
}

/** Follows the size that `value:axis` names, in main, to where it begins. Throws SutureError when the text names none. */
export function explained(facts: Facts, text: string): ExplainedJson {
	const colon = text.lastIndexOf(":");
	const [value, axis] = [text.slice(0, colon), text.slice(colon + 1)];
	const { chain, steps, isComplete } = explainDimension(facts, facts.graph.main, value, Number(axis));
	if (colon < 0 || !/^\d+$/.test(axis) || steps.length === 0) {
		const wanted = "a value of the main graph whose shape is known, and an axis of it, as in /conv/output_0:1";
		throw new SutureError("usage/bad-value", { option: "--explain", value: text, wanted });
	}
	const origins = steps.filter(({ isOrigin }) => isOrigin);
	return { of: text, chain: chain.map(stepJson), origins: origins.map(stepJson), complete: isComplete };
}

function stepJson(step: DimensionStep): StepJson {
	const { value, node } = step;
	return { value, where: textOfStep(step), node: node ? nameOf(node) : null, operator: node?.opType ?? null };
}

/** The same as people read it, a step a line. */
export function explainedText({ of, chain, origins, complete }: ExplainedJson): string {
	const line = ({ value, where, node }: StepJson) => `  ${value}: ${where}${node === null ? "" : `, by ${node}`}\n`;
	const stopped = complete ? "" : "It goes on for longer than it was followed. Ask at a value nearer to the inputs.\n";
	return `${of} begins with:\n${origins.map(line).join("")}The shortest way there:\n${chain.map(line).join("")}${stopped}`;
}
