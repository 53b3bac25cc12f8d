import { tensorTypeNamed } from "@suture/onnx";
import { type Problem, problem } from "@suture/problems";
import { z } from "zod";
import type { PluginDescription, PluginField } from "./plugin-description.ts";

/** Files of descriptions are small; a larger one is something else. */
const mostCharacters = 1_000_000;
const mostProblems = 20;

const name = z
	.string()
	.min(1)
	.max(512)
	.refine((text) => !/\p{Cc}/u.test(text), "it has a control character");
const elementType = z.string().refine((text) => tensorTypeNamed(text) !== undefined, {
	error: ({ input }) => `${JSON.stringify(input)} is no element type; write float, float16, int32, int64, bool, …`,
});
const size = z.union([z.int().min(0), name]);
const tensor = {
	name,
	types: z.array(elementType).max(32).default([]),
	shape: z.array(size).max(16).optional(),
};
const input = z.strictObject({ ...tensor, optional: z.boolean().default(false) });
const output = z.strictObject(tensor).transform((given) => ({ ...given, optional: false }));

const int = z
	.int()
	.min(-(2 ** 31))
	.max(2 ** 31 - 1);
const common = {
	name,
	required: z.boolean().default(false),
	description: z.string().max(2000).default(""),
};
const numbers = { ...common, values: z.array(z.number()).min(1).max(1000).optional() };
const texts = { ...common, values: z.array(z.string()).min(1).max(1000).optional() };
const field = z.discriminatedUnion("type", [
	z.strictObject({ ...numbers, type: z.literal("int"), default: int.optional() }),
	z.strictObject({ ...numbers, type: z.literal("float"), default: z.number().optional() }),
	z.strictObject({ ...texts, type: z.literal("string"), default: z.string().optional() }),
	z.strictObject({ ...numbers, type: z.literal("ints"), default: z.array(int).max(4096).optional() }),
	z.strictObject({ ...numbers, type: z.literal("floats"), default: z.array(z.number()).max(4096).optional() }),
	z.strictObject({ ...texts, type: z.literal("strings"), default: z.array(z.string()).max(4096).optional() }),
]);

const plugin = z
	.strictObject({
		name,
		version: z.string().min(1).max(64).default("1"),
		namespace: z.string().max(512).default(""),
		domain: z.string().max(512).default(""),
		library: name.optional(),
		description: z.string().max(20_000).default(""),
		inputs: z.array(input).max(256),
		outputs: z.array(output).min(1).max(256),
		fields: z.array(field).max(256).default([]),
	})
	.superRefine(({ inputs, outputs, fields }, context) => {
		const twice = (list: readonly { readonly name: string }[], at: string) => {
			const seen = new Set<string>();
			for (const [i, { name: own }] of list.entries()) {
				if (seen.has(own))
					context.addIssue({ code: "custom", path: [at, i, "name"], message: `${own} is there twice` });
				seen.add(own);
			}
		};
		twice(inputs, "inputs");
		twice(outputs, "outputs");
		twice(fields, "fields");
		for (const [i, one] of fields.entries())
			checkField(one, (path, message) => context.addIssue({ code: "custom", path: ["fields", i, path], message }));
	});

function checkField(one: z.infer<typeof field>, say: (path: string, message: string) => void): void {
	if (one.name === "plugin_version" || one.name === "plugin_namespace")
		say("name", `${one.name} is no field: write version and namespace`);
	if (one.required && one.default !== undefined) say("required", "a field with a default is not required");
	const given: readonly unknown[] = one.default === undefined ? [] : [one.default].flat();
	const allowed: readonly unknown[] | undefined = one.values;
	if (allowed && given.some((value) => !allowed.includes(value))) say("default", "it is none of the values");
}

/** What a file of descriptions says: one, a list, or `{ "plugins": […] }`. What is wrong is said with the place in the file. */
export function readPlugins(
	text: string,
	file: string,
): { readonly plugins: readonly PluginDescription[]; readonly problems: readonly Problem[] } {
	const bad = (at: string, reason: string) => problem("plugin/bad-description", { file, at, reason });
	if (text.length > mostCharacters)
		return { plugins: [], problems: [bad("the file", "it is longer than a million characters")] };
	let json: unknown;
	try {
		json = JSON.parse(text);
	} catch (error) {
		return {
			plugins: [],
			problems: [bad("the file", `it is no JSON: ${error instanceof Error ? error.message : ""}`)],
		};
	}
	const entries = entriesOf(json);
	const plugins: PluginDescription[] = [];
	const problems: Problem[] = [];
	for (const [i, entry] of entries.entries()) {
		const read = plugin.safeParse(entry);
		if (read.success) plugins.push(descriptionFrom(read.data));
		else
			for (const { path, message } of read.error.issues)
				problems.push(bad(placeOf(entries.length === 1 ? path : [i, ...path]), message));
	}
	if (entries.length === 0) problems.push(bad("the file", "it describes no plugin"));
	const names = new Set<string>();
	for (const { name: own, version, namespace } of plugins) {
		const key = JSON.stringify([own, version, namespace]);
		if (names.has(key)) problems.push(bad(own, `version ${version} is described twice`));
		names.add(key);
	}
	return { plugins: problems.length > 0 ? [] : plugins, problems: problems.slice(0, mostProblems) };
}

function entriesOf(json: unknown): readonly unknown[] {
	if (Array.isArray(json)) return json;
	const list = typeof json === "object" && json !== null && "plugins" in json ? json.plugins : undefined;
	return Array.isArray(list) ? list : [json];
}

/** fields[2].default */
function placeOf(path: readonly PropertyKey[]): string {
	const text = path.map((step) => (typeof step === "number" ? `[${step}]` : `.${String(step)}`)).join("");
	return text === "" ? "the description" : text.replace(/^\./, "");
}

function descriptionFrom(read: z.infer<typeof plugin>): PluginDescription {
	const fields = read.fields.map((one): PluginField => ({ ...one, default: one.default, values: one.values }));
	const tensorFrom = <T extends { shape?: readonly (number | string)[] | undefined }>(one: T) => ({
		...one,
		shape: one.shape,
	});
	return {
		...read,
		library: read.library,
		inputs: read.inputs.map(tensorFrom),
		outputs: read.outputs.map(tensorFrom),
		fields,
	};
}
