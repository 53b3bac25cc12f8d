import { inferShapes } from "@suture/analysis";
import {
	type Body,
	bodyOf,
	type Graph,
	graphFromModel,
	indexOf,
	literalFromTensor,
	modelFromGraph,
	type TensorLiteral,
	typeOfTensor,
	writeTextWithWeights,
} from "@suture/graph";
import {
	allTensors,
	elementCount,
	newMessage,
	type Payload,
	readModel,
	storedByteLength,
	type TensorProto,
} from "@suture/onnx";
import { type Problem, problem, SutureError } from "@suture/problems";
import { constantOf } from "../scene/folded-constants.ts";
import { findFiles, type Origin } from "./open-files.ts";
import { type Ports, portsOf } from "./ports-of.ts";
import { sha256Of } from "./sha256-of.ts";

/** A model that is to be merged with the open one. */
export interface OtherModel {
	readonly name: string;
	/** With its larger weights as inputs. */
	readonly graph: Graph;
	readonly ports: Ports;
	/** Its weights as edits name them, by their names, and what they hold by its hash. */
	readonly tensors: Readonly<Record<string, TensorLiteral>>;
	readonly contents: ReadonlyMap<string, Payload>;
	readonly weightBytes: number;
	/** What reading it had to say. */
	readonly problems: readonly Problem[];
}

/** The step holds the weights, and the browser keeps the step: as much as is taken from a file of one tensor. */
const mostWeightBytes = 64_000_000;

/** Up to so many elements stand in the text. */
const mostWrittenElements = 64;

/** Reads a model from where it lies. Gives problems where there is none that can be merged; rejects with SutureError when there is
 *  no file. */
export async function readOther(origin: Origin): Promise<OtherModel | { readonly problems: readonly Problem[] }> {
	const files = await findFiles(origin);
	if (!files) {
		throw new SutureError("file/missing", { file: origin.from === "host" ? origin.name : "with the ending .onnx" });
	}
	const { model, problems } = await readModel(files.main, { openExternal: files.openExternal });
	if (!model) return { problems };
	const bytes = [...allTensors(model)].reduce((sum, tensor) => sum + storedByteLength(tensor), 0);
	if (bytes > mostWeightBytes) {
		return { problems: [problem("page/too-much-to-merge", { size: bytes, most: mostWeightBytes })] };
	}
	const read = graphFromModel(model);
	const { graph, weights } = withoutWeights(read);
	const tensors: [string, TensorLiteral][] = [];
	const contents = new Map<string, Payload>();
	for (const tensor of weights) {
		const made = await literalFromTensor(tensor, {
			writtenElements: mostWrittenElements,
			base64Bytes: 0,
			sha256: sha256Of,
		});
		if ("problem" in made) return { problems: [made.problem] };
		tensors.push([tensor.name ?? "", made.literal]);
		if (made.contents && "sha256" in made.literal) {
			contents.set(made.literal.sha256, { at: "memory", bytes: made.contents });
		}
	}
	const { name } = files;
	const ports = portsOf(read, inferShapes(read));
	return { name, graph, ports, tensors: Object.fromEntries(tensors), contents, weightBytes: bytes, problems };
}

/** The graph with its larger constants as inputs, under the same names. What had a default has it for good. */
function withoutWeights(graph: Graph): { readonly graph: Graph; readonly weights: readonly TensorProto[] } {
	const main = bodyOf(graph, graph.main);
	const { definitions, outputs } = indexOf(main);
	const isLarge = ({ dims }: TensorProto) => elementCount(dims) > mostWrittenElements;
	const constants = new Map(
		main.nodes.flatMap((node) => {
			const tensor = constantOf(node);
			const [value = ""] = node.outputs;
			return tensor && isLarge(tensor) && !outputs.has(value) ? [[node, { ...tensor, name: value }] as const] : [];
		}),
	);
	const weights = [...main.initializers.filter(isLarge), ...constants.values()];
	const inputs = main.inputs.filter(({ name = "" }) => definitions.get(name)?.by === "input");
	const body: Body = {
		...main,
		nodes: main.nodes.filter((node) => !constants.has(node)),
		initializers: main.initializers.filter((tensor) => !isLarge(tensor)),
		inputs: [
			...inputs,
			...weights.map((tensor) => newMessage("ValueInfoProto", { name: tensor.name ?? "", type: typeOfTensor(tensor) })),
		],
	};
	return { graph: { ...graph, bodies: new Map(graph.bodies).set(main.id, body) }, weights };
}

/** The model as text, without its larger weights; and what the text does not say. */
export async function textOfOther(
	graph: Graph,
): Promise<{ readonly text: string; readonly problems: readonly Problem[] }> {
	return await writeTextWithWeights(modelFromGraph(graph), { notes: false });
}
