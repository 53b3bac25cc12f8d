import { sizesText } from "../simplify/proof-view.tsx";
import type { RepairPreview } from "../surgeon/check-target.ts";
import type { Proof } from "../surgeon/prove.ts";

/** What a repair did, as Markdown to hand to a colleague. */
export function repairReport(model: string, { title, steps, remaining }: RepairPreview, proof: Proof): string {
	const lines = [
		`# ${model}, repaired for ${title}`,
		"",
		remaining.length === 0
			? `Nothing is known any more that ${title} would refuse.`
			: `${remaining.length} things are left that ${title} refuses.`,
		"",
		"## Steps",
		"",
		...steps.flatMap((step, i) => [
			`${i + 1}. ${step.rule}, ${step.kind}: ${step.nodes} nodes${step.maxRelativeError === undefined ? ", not run" : `, largest relative error ${step.maxRelativeError.toExponential(1)}`}`,
			...step.assumptions.map((text) => `   - assumed: ${text}`),
			...[...new Set(step.sentences)].map((text) => `   - ${text}`),
		]),
		...(remaining.length === 0 ? [] : ["", "## Left", ""]),
		...remaining.flatMap(({ located: { problem }, misses }) => [
			`- ${problem.sentence} ${problem.remedy}`,
			...misses.map(({ rule, reason }) => `  - ${rule}: ${reason}`),
		]),
		"",
		"## Proof",
		"",
		...proofLines(proof),
	];
	return `${lines.join("\n")}\n`;
}

function proofLines(proof: Proof): string[] {
	const { ok, reason, outputs, runs, maxAbsoluteError, maxRelativeError, compared } = proof;
	if (reason !== undefined) return [`Nothing could be compared: ${reason}`];
	const errors = [`- largest absolute error: ${maxAbsoluteError}`, `- largest relative error: ${maxRelativeError}`];
	if (compared !== undefined) return [`${ok ? "It holds" : "It differs"}: ${compared}`, "", ...errors];
	return [
		`${ok ? "The numbers hold" : "The numbers differ"}: the model before and after, in ONNX Runtime, on the same random inputs.`,
		"",
		`- outputs: ${outputs.join(", ")}`,
		...runs.map((sizes) => `- run on ${sizesText(sizes)}`),
		...errors,
	];
}
