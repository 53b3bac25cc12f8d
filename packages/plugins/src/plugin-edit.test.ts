import { applyEdits, bodyOf, graphFromText, textFromBody } from "@suture/graph";
import { describe, expect, test } from "vitest";
import {
	outputTypes,
	type PluginDescription,
	type PluginUse,
	pluginEdits,
	readPlugins,
	standardPlugins,
} from "./index.ts";

const description = {
	name: "Norm_TRT",
	version: "2",
	namespace: "mine",
	inputs: [
		{ name: "x", types: ["float", "float16"], shape: ["B", "C"] },
		{ name: "w", optional: true },
	],
	outputs: [
		{ name: "y", types: ["float", "float16"], shape: ["B", "C"] },
		{ name: "kept", types: ["int32"], shape: ["B", "most", 1] },
	],
	fields: [
		{ name: "epsilon", type: "float", default: 1 },
		{ name: "most", type: "int", required: true },
		{ name: "mode", type: "string", values: ["a", "b"] },
		{ name: "axes", type: "ints", default: [1] },
	],
};

function plugin(): PluginDescription {
	const [found] = readPlugins(JSON.stringify(description), "p.json").plugins;
	if (!found) throw new Error("It is not read.");
	return found;
}

const { graph } = graphFromText(`<ir_version: 8, opset_import: ["" : 17]>
m (float[2,3] x) => (float[2,3] z) { a = Relu (x)  b = Sigmoid (a)  z = Neg (b) }`);
if (!graph) throw new Error("The text is no graph.");
const nodes = bodyOf(graph, graph.main).nodes.slice(0, 2);

function use(changed: Partial<PluginUse> = {}): PluginUse {
	return { plugin: plugin(), nodes, inputs: ["x"], outputs: ["b"], fields: new Map([["most", 7]]), ...changed };
}

function refused(changed: Partial<PluginUse>): string {
	const found = graph && pluginEdits(graph, use(changed));
	return found && "problems" in found ? found.problems.map(({ sentence }) => sentence).join(" ") : "";
}

describe("pluginEdits", () => {
	test("puts a node of the plugin in the place of others, with version, namespace, fields and types", () => {
		const found = pluginEdits(graph, use({ types: new Map([["b", "float[2,3]"]]) }));
		if (!("edits" in found)) throw new Error("It is refused.");
		const edited = applyEdits(graph, found.edits);
		expect(edited.problems).toEqual([]);
		const { nodes: left, valueInfo } = bodyOf(edited.graph, edited.graph.main);
		expect(textFromBody(edited.graph, edited.graph.main)).toBe(
			`b, Norm_TRT_kept = Norm_TRT <plugin_version = "2", plugin_namespace = "mine", epsilon = 1.0, most = 7, axes = [1]> (x)\nz = Neg (b)`,
		);
		expect(left[0]?.outputs).toHaveLength(2);
		expect(valueInfo.map(({ name }) => name)).toEqual(["b"]);
	});

	test("says what is missing and what does not fit", () => {
		expect(refused({ fields: new Map() })).toContain("its field most must be given");
		expect(
			refused({
				fields: new Map<string, number | string>([
					["most", 1],
					["mode", "c"],
				]),
			}),
		).toContain("mode is one of a, b, not c");
		expect(refused({ fields: new Map([["most", 0.5]]) })).toContain("most is a whole number");
		expect(
			refused({
				fields: new Map([
					["most", 1],
					["constructor", 1],
				]),
			}),
		).toContain("it has no field constructor");
		expect(refused({ inputs: [""] })).toContain("its input x is not given");
		expect(refused({ outputs: ["b", "c", "d"] })).toContain("it makes 2 values, and 3 are read");
	});

	test("keeps the numbers and names that a stranger's file may have", () => {
		const odd = { ...plugin(), name: "__proto__", domain: "odd.domain" };
		const found = pluginEdits(graph, use({ plugin: odd }));
		if (!("edits" in found)) throw new Error("It is refused.");
		const edited = applyEdits(graph, found.edits);
		expect(edited.problems).toEqual([]);
		expect(bodyOf(edited.graph, edited.graph.main).nodes[0]).toMatchObject({
			opType: "__proto__",
			domain: "odd.domain",
		});
	});
});

test("outputTypes follows sizes of inputs and fields", () => {
	const given = [{ element: "float16", shape: ["N", 64] }];
	expect(outputTypes(plugin(), given, new Map([["most", 7]]))).toEqual(["float16[N,64]", "int32[N,7,1]"]);
	expect(outputTypes(plugin(), [undefined], new Map())).toEqual([undefined, "int32[?,?,1]"]);
});

test("standardPlugins has NVIDIA's with their fields", () => {
	const found = standardPlugins().find(({ name }) => name === "EfficientNMS_TRT");
	expect(found?.outputs.map(({ name }) => name)).toEqual([
		"num_detections",
		"detection_boxes",
		"detection_scores",
		"detection_classes",
	]);
	expect(found?.fields.find(({ name }) => name === "max_output_boxes")).toMatchObject({ type: "int", default: 100 });
});
