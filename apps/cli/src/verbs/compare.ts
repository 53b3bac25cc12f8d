import { bodyOf, type Graph, graphFromModel, indexOf, modelFromGraph } from "@suture/graph";
import { joinParts, newMessage, writeModel } from "@suture/onnx";
import { type Answer, exitCodes } from "../answer.ts";
import { fixedSizes, inputSizes } from "../input-sizes.ts";
import { openForVerb } from "../open.ts";
import { verifiedText, verify } from "../verify.ts";

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
	const verified = names
		? await verify(await withOutputs(left, names), await withOutputs(right, names), left, { sizes, outputs: names })
		: await verify(pathA, pathB, left, { sizes });
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

/** The model with these values as its outputs. ONNX Runtime finds their types by itself. */
async function withOutputs(graph: Graph, names: readonly string[]): Promise<Uint8Array> {
	const model = modelFromGraph(graph);
	const output = names.map((name) => newMessage("ValueInfoProto", { name }));
	const [file] = writeModel(
		{ ...model, graph: newMessage("GraphProto", { ...model.graph, output }) },
		{ name: "all-tensors.onnx" },
	).files;
	return await joinParts(file?.parts ?? []);
}
