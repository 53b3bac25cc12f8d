import { bodyOf, type Graph } from "@suture/graph";
import type { TypeProto } from "@suture/onnx";
import { type Problem, problem } from "@suture/problems";
import type { BuildRequest, ShapeRange } from "@suture/protocol";

/** An input of the network as a build sees it. */
export interface NetworkInput {
	readonly name: string;
	/** -1 is a size that the profile must give; undefined is an unknown rank. */
	readonly shape: readonly number[] | undefined;
	/** The names that the model has for its sizes; "" where it has none. */
	readonly dimensionNames: readonly string[];
	readonly dataType: number;
}

/** The inputs that TensorRT will see: those without an initializer of the same name. */
export function networkInputs(graph: Graph): NetworkInput[] {
	const main = bodyOf(graph, graph.main);
	const constants = new Set(main.initializers.map(({ name }) => name));
	return main.inputs
		.filter(({ name }) => !constants.has(name))
		.map(({ name = "", type }) => ({ name, ...shapeOf(type) }));
}

function shapeOf(type: TypeProto | undefined): Omit<NetworkInput, "name"> {
	const tensor = type?.tensorType;
	const dims = tensor?.shape?.dim;
	return {
		dataType: tensor?.elemType ?? 0,
		shape: dims?.map(({ dimValue }) => dimValue ?? -1),
		dimensionNames: dims?.map(({ dimParam }) => dimParam ?? "") ?? [],
	};
}

/** What a builder process is told, as apps/builder/README.md lists it. */
export interface BuilderRequest {
	readonly backend: string;
	readonly model: string;
	readonly engine: string;
	readonly severity: string;
	readonly computeCapability: string | null;
	readonly profiles: readonly Readonly<Record<string, ShapeRange>>[];
	readonly optimizationLevel: number | null;
	readonly workspaceBytes: number | null;
}

/** Checks a build request against the network, before TensorRT is asked: names that no input has, sizes that contradict each
 *  other or the model. Inputs without sizes are left to the builder, which takes 1 and says so. */
export function checkShapes(graph: Graph, shapes: BuildRequest["shapes"]): Problem[] {
	const inputs = networkInputs(graph);
	return Object.entries(shapes).flatMap(([name, range]) => {
		const input = inputs.find((one) => one.name === name);
		if (!input) return [problem("build/unknown-input", { input: name, known: inputs.map((one) => one.name) })];
		const reason = badRange(input, range);
		return reason === undefined ? [] : [problem("build/bad-range", { input: name, reason }, { value: name })];
	});
}

function badRange({ shape }: NetworkInput, { min, opt, max }: ShapeRange): string | undefined {
	if (min.length !== opt.length || opt.length !== max.length)
		return "min, opt and max have different numbers of dimensions";
	if (shape && shape.length !== opt.length) return `it has ${shape.length} dimensions and ${opt.length} are given`;
	for (const [axis, size] of opt.entries()) {
		const [low = 0, high = 0, fixed = -1] = [min[axis], max[axis], shape?.[axis]];
		if (low > size || size > high) return `axis ${axis} has min ${low}, opt ${size}, max ${high}`;
		if (fixed >= 0 && (low !== fixed || high !== fixed)) return `axis ${axis} is ${fixed} in the model`;
	}
	return undefined;
}

/** What to tell the builder. `model` and `engine` are absolute paths on its host. */
export function planBuild(request: BuildRequest, backend: string, model: string, engine: string): BuilderRequest {
	return {
		backend,
		model,
		engine,
		severity: request.severity,
		computeCapability: request.computeCapability ?? null,
		profiles: Object.keys(request.shapes).length === 0 ? [] : [request.shapes],
		optimizationLevel: request.optimizationLevel ?? null,
		workspaceBytes: request.workspaceBytes ?? null,
	};
}
