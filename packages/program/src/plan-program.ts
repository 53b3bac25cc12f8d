import { bodyOf, type Graph } from "@suture/graph";
import { tensorType } from "@suture/onnx";
import type { Part } from "@suture/split";
import { type ImageInput, type ProgramPlan, type ProgramTensor, partFiles } from "./plan.ts";

export interface PlanOptions {
	readonly title: string;
	/** What of the usual is different: pictures of 0 to 1, stretched, red first, sizes that are open 640. */
	readonly image?: Partial<Omit<ImageInput, "name">>;
	/** Plugin libraries that the engine needs. */
	readonly libraries?: readonly string[];
}

/** The plan of a program for a model that was split. */
export function planProgram(
	whole: Graph,
	parts: readonly Part[],
	{ title, image, libraries = [] }: PlanOptions,
): ProgramPlan {
	const inputs = tensorsOf(whole, "inputs");
	const planned = parts.map(({ role, graph }) => ({
		role,
		file: partFiles[role],
		inputs: tensorsOf(graph, "inputs"),
		outputs: tensorsOf(graph, "outputs"),
	}));
	const outputs = tensorsOf(whole, "outputs");
	return { title, parts: planned, inputs, outputs, image: imageOf(inputs, image), libraries };
}

/** Inputs that must be given, or outputs. */
function tensorsOf({ main, bodies }: Graph, which: "inputs" | "outputs"): readonly ProgramTensor[] {
	const body = bodyOf({ main, bodies } as Graph, main);
	const given = new Set(which === "inputs" ? body.initializers.map(({ name }) => name) : []);
	return body[which]
		.filter(({ name }) => !given.has(name))
		.map(({ name = "", type }) => ({
			name,
			type: tensorType(type?.tensorType?.elemType)?.text ?? "float",
			dims: type?.tensorType?.shape?.dim.map(({ dimValue, dimParam }) => dimValue ?? (dimParam || "?")),
		}));
}

/** The only input, if it is a picture of three colours: [3, H, W] or [N, 3, H, W]. */
function imageOf(inputs: readonly ProgramTensor[], given: PlanOptions["image"] = {}): ImageInput | undefined {
	const [input, ...others] = inputs;
	const dims = input?.dims ?? [];
	const isPicture = (dims.length === 3 || dims.length === 4) && dims.at(-3) === 3 && input?.type === "float";
	if (!input || others.length > 0 || !isPicture) return undefined;
	const size = (axis: number) => (typeof dims.at(axis) === "number" ? Number(dims.at(axis)) : 640);
	return {
		name: input.name,
		width: size(-1),
		height: size(-2),
		fit: "stretch",
		divisor: 255,
		mean: [0, 0, 0],
		deviation: [1, 1, 1],
		order: "rgb",
		...given,
	};
}
