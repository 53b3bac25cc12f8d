import { applyEdits, bodyOf, type Edit, type Graph, type Node, valuesNeededBy } from "@suture/graph";
import type { RunTensor, Session } from "@suture/onnx";
import type { EfficientFields } from "../efficient-fields.ts";
import { efficientNms } from "../reference/efficient-nms.ts";
import { efficientNodes, fieldsOfNode } from "./fields-of-node.ts";
import { floatsOf, tensorOfFloats, tensorOfIntegers } from "./tensors.ts";

/** Opens a graph in a runtime that knows ONNX's operators. */
export type OpenGraph = (graph: Graph) => Promise<Session>;

/** Changes the fields of a node before it is run: `inputs` are its boxes and scores. */
export type Adjust = (node: Node, fields: EfficientFields, inputs: PluginInputs) => EfficientFields;

export interface PluginInputs {
	readonly boxes: RunTensor;
	readonly scores: RunTensor;
}

/** A part of the model, and what it is asked for. */
interface Part {
	readonly session: Session;
	readonly inputs: readonly string[];
	readonly outputs: readonly string[];
}

/** Runs a model with EfficientNMS_TRT in its main graph: what stands before it and behind it in a runtime, the plugin by its reference.
 *  A model without it is opened as it is. */
export async function openWithEfficientNms(graph: Graph, open: OpenGraph, adjust?: Adjust): Promise<Session> {
	const nodes = efficientNodes(graph);
	if (nodes.length === 0) return await open(graph);
	const parts: Part[] = [];
	const close = async () => void (await Promise.allSettled(parts.map(({ session }) => session.close())));
	try {
		for (const [i, node] of nodes.entries()) parts.push(await partOf(graph, nodes.slice(0, i), dataOf(node), open));
		const all = bodyOf(graph, graph.main).outputs.map(({ name = "" }) => name);
		parts.push(await partOf(graph, nodes, all, open));
	} catch (error) {
		await close();
		throw error;
	}
	return {
		async run(inputs, outputs) {
			const known = new Map(inputs);
			for (const [i, part] of parts.entries()) {
				for (const [name, tensor] of await run(part, known)) known.set(name, tensor);
				const node = nodes[i];
				if (node) for (const [name, tensor] of detectionsOf(node, known, adjust)) known.set(name, tensor);
			}
			return new Map(outputs.flatMap((name) => pairOf(known, name)));
		},
		close,
	};
}

function pairOf(known: ReadonlyMap<string, RunTensor>, name: string): [string, RunTensor][] {
	const tensor = known.get(name);
	return tensor ? [[name, tensor]] : [];
}

function dataOf({ inputs: [boxes = "", scores = "", anchors = ""] }: Node): readonly string[] {
	if (anchors !== "") throw new Error("Anchors that EfficientNMS_TRT decodes itself are not in the reference.");
	return [boxes, scores];
}

/** What is in front of a plugin, or behind all of them: the outputs of plugins are its inputs. */
async function partOf(
	graph: Graph,
	before: readonly Node[],
	wanted: readonly string[],
	open: OpenGraph,
): Promise<Part> {
	const given = new Set(before.flatMap(({ outputs }) => outputs.filter((name) => name !== "")));
	const inputs = new Set(bodyOf(graph, graph.main).inputs.map(({ name = "" }) => name));
	const outputs = [...new Set(wanted)].filter((name) => !given.has(name) && !inputs.has(name));
	const present = bodyOf(graph, graph.main).outputs.map(({ name = "" }) => name);
	const read = new Set(bodyOf(graph, graph.main).nodes.flatMap((node) => [...valuesNeededBy(graph, node)]));
	if (outputs.length === 0) return { session: nothing, inputs: [], outputs };
	// Outputs go before what makes them does.
	const edits: Edit[] = [
		...outputs
			.filter((name) => !present.includes(name))
			.map((value): Edit => ({ do: "add-output", value, type: "float[]" })),
		...present.filter((name) => !outputs.includes(name)).map((value): Edit => ({ do: "remove-output", value })),
		...before.flatMap((node) => typedOutputs(node).filter(({ value }) => read.has(value))),
		{ do: "remove-unreachable", inputs: true },
	];
	const { graph: part, problems } = applyEdits(graph, edits);
	const refused = problems.find(({ problem }) => problem.severity === "error");
	if (refused) throw new Error(refused.problem.sentence);
	const needed = bodyOf(part, part.main).inputs.map(({ name = "" }) => name);
	return { session: await open(part), inputs: needed, outputs };
}

const nothing: Session = { run: async () => new Map(), close: async () => undefined };

function typedOutputs(node: Node): readonly Extract<Edit, { do: "make-input" }>[] {
	const most = fieldsOfNode(node).maxOutputBoxes;
	const types = ["int32[images,1]", `float[images,${most},4]`, `float[images,${most}]`, `int32[images,${most}]`];
	return node.outputs.map((value, i) => ({ do: "make-input", value, type: types[i] ?? "float" }));
}

async function run(
	{ session, inputs, outputs }: Part,
	known: ReadonlyMap<string, RunTensor>,
): Promise<ReadonlyMap<string, RunTensor>> {
	const given = new Map(inputs.flatMap((name) => pairOf(known, name)));
	return outputs.length === 0 ? new Map() : await session.run(given, outputs);
}

/** The plugin's outputs: image by image. */
function detectionsOf(
	node: Node,
	known: ReadonlyMap<string, RunTensor>,
	adjust: Adjust | undefined,
): [string, RunTensor][] {
	const [boxes, scores] = dataOf(node).map((name) => known.get(name));
	if (!boxes || !scores) throw new Error(`${node.name} gets no boxes and scores.`);
	const [images = 0, anchors = 0, classCount = 0] = scores.dims;
	if (scores.dims.length !== 3 || boxes.dims[0] !== images || boxes.dims[1] !== anchors || boxes.dims.at(-1) !== 4)
		throw new Error(`${node.name} gets boxes [${boxes.dims}] and scores [${scores.dims}].`);
	const own = fieldsOfNode(node);
	const fields = adjust?.(node, own, { boxes, scores }) ?? own;
	const [boxNumbers, scoreNumbers] = [floatsOf(boxes), floatsOf(scores)];
	const perImage = Array.from({ length: images }, (_, image) =>
		efficientNms(
			{
				boxes: partAt(boxNumbers, image, images),
				scores: partAt(scoreNumbers, image, images),
				classCount,
				boxesByClass: boxes.dims.length === 4 && boxes.dims[2] === classCount,
			},
			fields,
		),
	);
	const most = fields.maxOutputBoxes;
	const tensors = [
		tensorOfIntegers(
			[images, 1],
			perImage.map(({ count }) => count),
		),
		tensorOfFloats(
			[images, most, 4],
			perImage.flatMap((one) => [...one.boxes]),
		),
		tensorOfFloats(
			[images, most],
			perImage.flatMap((one) => [...one.scores]),
		),
		tensorOfIntegers(
			[images, most],
			perImage.flatMap((one) => [...one.classes]),
		),
	];
	return node.outputs.flatMap((name, i): [string, RunTensor][] => {
		const tensor = tensors[i];
		return name !== "" && tensor ? [[name, tensor]] : [];
	});
}

function partAt(numbers: Float32Array, image: number, images: number): Float32Array {
	const size = numbers.length / images;
	return numbers.subarray(image * size, (image + 1) * size);
}
