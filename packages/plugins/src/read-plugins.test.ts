import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readPlugins } from "./index.ts";

const rotated = {
	name: "RotatedNMS_TRT",
	inputs: [{ name: "boxes", types: ["float"], shape: ["B", "N", 5] }],
	outputs: [{ name: "kept", types: ["int32"], shape: ["B", "most"] }],
	fields: [{ name: "iou", type: "float", default: 0.5 }],
};

function said(description: unknown): string[] {
	return readPlugins(JSON.stringify(description), "p.json").problems.map(({ sentence }) => sentence);
}

describe("readPlugins", () => {
	test("reads one, a list, and an object with a list", () => {
		for (const file of [rotated, [rotated], { plugins: [rotated] }]) {
			const { plugins, problems } = readPlugins(JSON.stringify(file), "p.json");
			expect(problems).toEqual([]);
			expect(plugins).toMatchObject([{ name: "RotatedNMS_TRT", version: "1", namespace: "", library: undefined }]);
		}
	});

	test.each([
		[{ ...rotated, fields: [{ name: "n", type: "integer" }] }, "fields[0].type"],
		[{ ...rotated, fields: [{ name: "n", type: "int", default: 0.5 }] }, "fields[0].default"],
		[{ ...rotated, fields: [{ name: "n", type: "int", default: 2, values: [0, 1] }] }, "it is none of the values"],
		[{ ...rotated, fields: [{ name: "n", type: "int", default: 2, required: true }] }, "is not required"],
		[{ ...rotated, fields: [{ name: "plugin_version", type: "string" }] }, "write version and namespace"],
		[{ ...rotated, inputs: [{ name: "x" }, { name: "x" }] }, "x is there twice"],
		[{ ...rotated, outputs: [{ name: "y", types: ["fp32"] }] }, "is no element type; write float"],
		[{ ...rotated, outputs: [] }, "outputs"],
		[{ ...rotated, attributes: [] }, "attributes"],
		[[rotated, rotated], "described twice"],
		[[], "describes no plugin"],
		[null, "the description"],
	])("says where and what is wrong: %#", (description, words) => {
		expect(said(description).join(" ")).toContain(words);
	});

	test("says what is wrong with text that is no JSON", () => {
		const { problems } = readPlugins("{", "p.json");
		expect(problems[0]?.sentence).toContain("it is no JSON");
	});

	test("takes any text and any JSON without failing", () => {
		fc.assert(
			fc.property(fc.oneof(fc.string(), fc.json()), (text) => {
				const { plugins, problems } = readPlugins(text, "p.json");
				expect(plugins.length === 0 || problems.length === 0).toBe(true);
			}),
		);
	});

	test("takes names that objects have by themselves", () => {
		const text =
			'{"name":"__proto__","inputs":[],"outputs":[{"name":"constructor"}],"fields":[{"name":"__proto__","type":"int"}]}';
		expect(readPlugins(text, "p.json").plugins[0]?.fields[0]?.name).toBe("__proto__");
		expect(said(JSON.parse('{"__proto__":{"name":"x"},"inputs":[]}')).length).toBeGreaterThan(0);
	});
});
