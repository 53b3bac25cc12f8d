import { bodyOf, type Graph } from "@suture/graph";
import { tensorType } from "@suture/onnx";

/** An input that must be given, as its model declares it. */
export interface InputDescription {
	readonly name: string;
	/** Element type as ONNX's textual syntax has it; undefined for what is no tensor. */
	readonly type: string | undefined;
	/** A number, a symbol that may stand in other places too, or undefined. Undefined as a whole: not even the rank is declared. */
	readonly dims: readonly (number | string | undefined)[] | undefined;
}

/** The inputs of a model without those that have a default. */
export function inputsOf(graph: Graph): InputDescription[] {
	const { inputs, initializers } = bodyOf(graph, graph.main);
	const given = new Set(initializers.map(({ name }) => name));
	return inputs
		.filter(({ name }) => !given.has(name))
		.map(({ name = "", type }) => ({
			name,
			type: tensorType(type?.tensorType?.elemType)?.text,
			dims: type?.tensorType?.shape?.dim.map(({ dimValue, dimParam }) =>
				dimValue !== undefined && dimValue >= 0 ? dimValue : dimParam || undefined,
			),
		}));
}
