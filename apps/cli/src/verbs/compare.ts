import { bodyOf, type Graph, graphFromModel, indexOf } from "@suture/graph";
import { newMessage } from "@suture/onnx";
import { type Answer, exitCodes } from "../answer.ts";
import { fixedSizes, inputSizes } from "../input-sizes.ts";
import { openForVerb } from "../open.ts";
import { modelBytes, verifiedText, verify } from "../verify.ts";

interface CompareOptions {
	readonly allTensors?: boolean;
	readonly input?: readonly string[];
}

/** `compare A B`: whether two models give the same on the same random inputs, by running both in ONNX Runtime. */
export async function compare(pathA: string, pathB: string, { allTensors, input }: CompareOptions): Promise<Answer> {
	await using a = await openForVerb(pathA);
	await using b = await openForVerb(pathB);
	const [left, right] = [graphFromModel(a.model), graphFromModel(b.model)];
	const sizes = fixedSizes(inputSizes(input));
	const names = allTensors ? sharedValues(left, right) : undefined;
	const graphs = names ? [withOutputs(left, names), withOutputs(right, names)] : [left, right];
	const runnable = async (path: string, graph: Graph) => ({ model: names ? await modelBytes(graph) : path, graph });
	const verified = await verify(await runnable(pathA, graphs[0] ?? left), await runnable(pathB, graphs[1] ?? right), {
		sizes,
	});
	const json = { ...verified, tensors: names?.length ?? bodyOf(left, left.main).outputs.length };
	return {
		json,
		text: `${json.tensors} tensors compared. ${verifiedText(verified)}`,
		exitCode: verified.ok === null ? exitCodes.couldNotRun : verified.ok ? exitCodes.fine : exitCodes.foundProblems,
	};
}

/** Values that nodes of both main graphs make under one name. */
function sharedValues(left: Graph, right: Graph): string[] {
	const { definitions } = indexOf(bodyOf(right, right.main));
	const made = bodyOf(left, left.main).nodes.flatMap(({ outputs }) => outputs);
	return made.filter((name) => name !== "" && definitions.get(name)?.by === "node");
}

/** The graph with these values as its outputs. ONNX Runtime finds their types by itself. */
function withOutputs(graph: Graph, names: readonly string[]): Graph {
	const outputs = names.map((name) => newMessage("ValueInfoProto", { name }));
	return { ...graph, bodies: new Map(graph.bodies).set(graph.main, { ...bodyOf(graph, graph.main), outputs }) };
}
