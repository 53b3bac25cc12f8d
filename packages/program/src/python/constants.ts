import type { ProgramPlan, ProgramTensor } from "../plan.ts";

/** The plan as Python: JSON without true, false and null is Python too. */
export function pythonConstants({ title, parts, inputs, outputs, image, libraries }: ProgramPlan): string {
	return `TITLE = ${text(title)}

# The parts in the order in which they run; tensors go from one to the next by name.
PARTS = ${json(parts.map((part) => ({ role: part.role, file: part.file, inputs: part.inputs.map(tensor), outputs: part.outputs.map(tensor) })))}

# What the whole model takes and gives.
INPUTS = ${json(inputs.map(tensor))}
OUTPUTS = ${json(outputs.map(({ name }) => name))}

# How a picture becomes an input; empty when no input is a picture.
IMAGE = ${json(image ?? {})}

# Plugin libraries that the engine needs: beside this file, or where the system finds libraries.
LIBRARIES = ${json(libraries)}
`;
}

function tensor({ name, type, dims }: ProgramTensor): object {
	return { name, type: numpyNames[type] ?? type, dims: dims ?? [] };
}

const numpyNames: Readonly<Record<string, string>> = { float: "float32", double: "float64" };

function json(value: unknown): string {
	return JSON.stringify(value, undefined, 4);
}

function text(value: string): string {
	return JSON.stringify(value);
}
