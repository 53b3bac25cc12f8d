import { type Facts, factOf } from "@suture/analysis";
import { type Body, type Edit, type Graph, indexOf, type NodeId, textFromType } from "@suture/graph";
import { tensorType } from "@suture/onnx";
import { operatorSchema, typeToProto } from "@suture/ops";
import { outputTypes, type PluginUse, pluginEdits, type TensorType } from "@suture/plugins";
import { type Problem, problem } from "@suture/problems";
import { placeOf } from "./describe.ts";
import { nodeSet } from "./node-set.ts";

/** What a person says of a plugin in the place of nodes. */
export type PluginWish = Pick<PluginUse, "plugin" | "inputs" | "outputs" | "fields">;

/** Edits, or what keeps them from being made. */
export type PluginPlan = { readonly edits: readonly Edit[] } | { readonly problems: readonly Problem[] };

/** The edits that put a plugin where nodes are, as one step. What it makes is declared: as its description says, else as before. */
export function pluginPlan(
	graph: Graph,
	facts: Facts,
	body: Body,
	nodes: readonly NodeId[],
	wish: PluginWish,
): PluginPlan {
	const { plugin, inputs, outputs, fields } = wish;
	const isChosen = new Set(nodes);
	const set = nodeSet(graph, body, nodes);
	const gone = set.nodes.filter(({ id }) => isChosen.has(id));
	const unmade = set.outputs.filter((value) => !outputs.includes(value));
	if (unmade.length > 0) {
		const reason = `nothing makes ${unmade.join(", ")}, which what stands behind reads`;
		return { problems: [problem("plugin/bad-use", { plugin: plugin.name, reason })] };
	}
	const typeOf = (value: string) => typeToProto(factOf(facts, body.id, value).type);
	const described = outputTypes(
		plugin,
		inputs.map((value) => tensorTypeOf(typeOf(value))),
		fields,
	);
	const isOutput = (value: string) => indexOf(body).outputs.has(value);
	const types = new Map<string, string | null>();
	for (const [i, value] of outputs.entries()) {
		const before = value === "" ? undefined : typeOf(value);
		// What inference knows of a plugin need not be declared.
		const otherwise =
			operatorSchema(plugin.name, plugin.domain, 1) && !isOutput(value) ? null : before && textFromType(before);
		const type = described[i] ?? otherwise;
		if (value !== "" && type !== undefined) types.set(value, type);
	}
	const name = gone.find((one) => one.name.includes("/"))?.name;
	const module = name === undefined ? "" : name.slice(0, name.lastIndexOf("/") + 1);
	return pluginEdits(graph, { ...wish, nodes: gone, ...placeOf(graph, body.id), module, types });
}

function tensorTypeOf(type: ReturnType<typeof typeToProto>): TensorType | undefined {
	const tensor = type?.tensorType;
	if (!tensor) return undefined;
	const shape = tensor.shape?.dim.map(({ dimValue, dimParam }) => dimValue ?? (dimParam || undefined));
	return { element: tensorType(tensor.elemType)?.text, shape };
}
