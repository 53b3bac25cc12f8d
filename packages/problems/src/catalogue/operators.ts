import { count } from "./words.ts";

type Suggested = { readonly nearest?: string | undefined };

const suggestion = ({ nearest }: Suggested) => (nearest === undefined ? "" : ` Did you mean ${nearest}?`);

/** What a node does that its operator's definition does not allow. */
export const operatorProblems = {
	"operator/too-new": {
		severity: "error",
		sentence: ({ operator, since, opset }: { operator: string; since: number; opset: number }) =>
			`${operator} came with opset ${since}, and the model uses ${opset}.`,
		remedy: "Raise the model's opset, or build it from older operators.",
	},
	"operator/unknown": {
		severity: "warning",
		sentence: ({ operator, domain }: { operator: string; domain: string }) => `${domain} has no operator ${operator}.`,
		remedy: "Only a TensorRT with a plugin of that name can take it. Give a custom operator a domain of its own.",
	},
	"operator/removed": {
		severity: "error",
		sentence: ({ operator, since }: { operator: string; since: number }) =>
			`${operator} was taken out of ONNX with opset ${since}.`,
		remedy: "Replace it by what came in its place, or lower the model's opset.",
	},
	"operator/no-opset": {
		severity: "error",
		sentence: ({ domain }: { domain: string }) => `The model does not say which version of ${domain} it uses.`,
		remedy: "Import the operator set, in the model's properties.",
	},
	"operator/missing-input": {
		severity: "error",
		sentence: ({ input }: { input: string }) => `Its input ${input} is not connected.`,
		remedy: "Connect it to a value, or give it a constant.",
	},
	"operator/too-many-inputs": {
		severity: "error",
		sentence: ({ operator, most, found }: { operator: string; most: number; found: number }) =>
			`${operator} takes ${count(most)} ${most === 1 ? "input" : "inputs"} at most, and this one has ${count(found)}.`,
		remedy: "Take the last ones off.",
	},
	"operator/too-many-outputs": {
		severity: "error",
		sentence: ({ operator, most, found }: { operator: string; most: number; found: number }) =>
			`${operator} gives ${count(most)} ${most === 1 ? "output" : "outputs"} at most, and this one has ${count(found)}.`,
		remedy: "Take the last ones off.",
	},
	"operator/input-type": {
		severity: "error",
		sentence: ({ input, found, operator }: { input: string; found: string; operator: string }) =>
			`${input} is ${found}, which ${operator} does not take in the model's opset.`,
		remedy: "Put a Cast in front of it, or connect another value.",
	},
	"operator/output-type": {
		severity: "error",
		sentence: ({ output, found, operator }: { output: string; found: string; operator: string }) =>
			`${output} is ${found}, which ${operator} does not give in the model's opset.`,
		remedy: "Raise the model's opset, or let the node give another type.",
	},
	"operator/unknown-attribute": {
		severity: "error",
		sentence: ({ attribute, operator, nearest }: { attribute: string; operator: string } & Suggested) =>
			`${operator} has no attribute ${attribute} in the model's opset.${suggestion({ nearest })}`,
		remedy: "Remove it: onnx.checker and ONNX Runtime refuse such a node.",
	},
	"operator/missing-attribute": {
		severity: "error",
		sentence: ({ attribute, operator }: { attribute: string; operator: string }) =>
			`${operator} needs its attribute ${attribute}.`,
		remedy: "Give it in the node's details.",
	},
	"operator/attribute-type": {
		severity: "error",
		sentence: ({ attribute, wanted, found }: { attribute: string; wanted: string; found: string }) =>
			`The attribute ${attribute} must be ${wanted}, and is ${found}.`,
		remedy: "Give it anew in the node's details.",
	},
	"operator/attribute-value": {
		severity: "error",
		sentence: ({ attribute, value }: { attribute: string; value: string; allowed: readonly string[] }) =>
			`The attribute ${attribute} can't be ${value}.`,
		remedy: ({ allowed }: { allowed: readonly string[] }) => `Choose one of ${allowed.join(", ")}.`,
	},
} as const;
