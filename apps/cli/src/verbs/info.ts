import { bodyOf, graphFromModel, textFromType } from "@suture/graph";
import { elementCount, storedByteLength, type ValueInfoProto } from "@suture/onnx";
import { type Answer, exitCodes, problemJson, problemText } from "../answer.ts";
import { openForVerb } from "../open.ts";

/** `info MODEL`: what is in it. `nodes` and `initializers` are those of the main graph; what bodies and functions hold is counted
 *  beside them. */
export async function info(path: string): Promise<Answer> {
	await using readable = await openForVerb(path);
	const { model, problems } = readable;
	const graph = graphFromModel(model);
	const main = bodyOf(graph, graph.main);
	const all = [...graph.bodies.values()];
	const nodes = all.flatMap((body) => body.nodes);
	const operators = Object.fromEntries(
		[
			...Map.groupBy(nodes, ({ opType, domain }) =>
				domain === "" || domain === "ai.onnx" ? opType : `${domain}.${opType}`,
			),
		]
			.map(([operator, found]) => [operator, found.length] as const)
			.sort((a, b) => b[1] - a[1] || a[0].localeCompare(b[0])),
	);
	const initializers = all.flatMap((body) => body.initializers);
	const json = {
		nodes: main.nodes.length,
		nodesInBodies: nodes.length - main.nodes.length,
		initializers: main.initializers.length,
		parameters: initializers.reduce((sum, { dims }) => sum + (elementCount(dims) || 0), 0),
		weightBytes: initializers.reduce((sum, tensor) => sum + storedByteLength(tensor), 0),
		irVersion: model.irVersion ?? null,
		producer: [model.producerName, model.producerVersion].filter(Boolean).join(" "),
		opsets: Object.fromEntries(model.opsetImport.map(({ domain, version }) => [domain || "ai.onnx", version ?? 0])),
		operators,
		inputs: main.inputs.map(valueJson),
		outputs: main.outputs.map(valueJson),
		problems: problems.map(problemJson),
	};
	return {
		json,
		text: textOf(path, json) + problems.map(problemText).join(""),
		exitCode: problems.length > 0 ? exitCodes.foundProblems : exitCodes.fine,
	};
}

interface ValueJson {
	readonly name: string;
	readonly type: string | null;
}

function valueJson({ name = "", type }: ValueInfoProto): ValueJson {
	return { name, type: (type && textFromType(type)) ?? null };
}

function textOf(
	path: string,
	info: {
		nodes: number;
		nodesInBodies: number;
		initializers: number;
		parameters: number;
		weightBytes: number;
		producer: string;
		irVersion: number | null;
		opsets: Record<string, number>;
		operators: Record<string, number>;
		inputs: ValueJson[];
		outputs: ValueJson[];
	},
): string {
	const count = (n: number) => n.toLocaleString("en-US");
	const values = (list: ValueJson[]) =>
		list.map(({ name, type }) => `  ${name}: ${type ?? "type not declared"}`).join("\n");
	const bodies = info.nodesInBodies === 0 ? "" : `, and ${count(info.nodesInBodies)} in bodies and functions`;
	return `${path}
${info.producer || "unknown producer"}, IR version ${info.irVersion ?? "?"}, ${Object.entries(info.opsets)
		.map(([domain, version]) => `${domain} ${version}`)
		.join(", ")}
${count(info.nodes)} nodes${bodies}; ${count(info.initializers)} initializers, ${count(info.parameters)} parameters, ${count(info.weightBytes)} bytes
inputs
${values(info.inputs)}
outputs
${values(info.outputs)}
operators
${Object.entries(info.operators)
	.map(([operator, times]) => `  ${String(times).padStart(5)} ${operator}`)
	.join("\n")}
`;
}
