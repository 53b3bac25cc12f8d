import type { BodyAddress, Edit, EditName, EditNamed, NodeAddress, TensorLiteral } from "@suture/graph";
import { z } from "zod";

const name = z.string().max(10_000);
/** Lines, attributes, whole models. What is larger belongs into tensors. */
const text = z.string().max(50_000_000);
const position = z.int().nonnegative();

const someNames = z.array(name).max(100_000);

const surroundings = z.strictObject({
	takes: someNames,
	makes: someNames,
	inputs: someNames,
	readers: someNames,
	attributes: someNames,
	place: z.tuple([position, position]).optional(),
});

const nodeAddress = z
	.strictObject({
		name: name.optional(),
		output: name.optional(),
		opType: name.optional(),
		near: surroundings.optional(),
	})
	.refine((address) => address.name || address.output, "a node needs a name or an output") as z.ZodType<NodeAddress>;

const bodyAddress = z.strictObject({
	function: z.strictObject({ domain: name, name, overload: name.optional() }).optional(),
	path: z
		.array(z.strictObject({ node: nodeAddress, attribute: name, position: position.optional() }))
		.max(100)
		.optional(),
}) as z.ZodType<BodyAddress>;

const tensorHead = { type: z.string().max(40), dims: z.array(position).max(1000) };

const tensor = z.union(
	[
		z.strictObject({ ...tensorHead, values: z.array(z.union([z.number(), z.string(), z.boolean()])).max(50_000_000) }),
		z.strictObject({ ...tensorHead, base64: z.string().max(2_000_000_000) }),
		z.strictObject({ ...tensorHead, sha256: z.string().regex(/^[0-9a-f]{64}$/, "a hash has 64 hexadecimal digits") }),
		z.strictObject({ same: name }),
	],
	"a tensor has a type, dims and values, base64 or sha256, or is the same as another",
) as z.ZodType<TensorLiteral>;

const inBody = { in: bodyAddress.optional() };
const dangling = z.boolean().optional();
const nodes = z.array(nodeAddress);
const someNodes = nodes.min(1, "at least one node is needed");
const tensors = z.record(name, tensor).optional();
const names = z.record(name, name).optional();

/** The fields of every edit. Its kinds are packages/graph's; a field that is forgotten here does not compile. */
const shapes = {
	"delete-nodes": { nodes: someNodes, ...inBody },
	"replace-nodes": { nodes, with: text, tensors, dangling, ...inBody },
	"duplicate-nodes": { nodes: someNodes, ...inBody },
	"bypass-node": { node: nodeAddress, ...inBody },
	"rename-node": { node: nodeAddress, name, ...inBody },
	"set-operator": {
		node: nodeAddress,
		opType: name.optional(),
		domain: name.optional(),
		overload: name.optional(),
		...inBody,
	},
	"set-attribute": { node: nodeAddress, attribute: text, ...inBody },
	"remove-attribute": { node: nodeAddress, name, ...inBody },
	"set-input": { node: nodeAddress, input: position, value: name, ...inBody },
	"set-output": { node: nodeAddress, output: position, value: name, dangling, ...inBody },
	"sort-nodes": inBody,
	"remove-unreachable": { inputs: z.boolean().optional(), ...inBody },
	"rename-value": { value: name, name, ...inBody },
	"set-types": { types: z.record(name, name.nullable()), ...inBody },
	"make-constant": { value: name, tensor, ...inBody },
	"make-input": { value: name, type: name.optional(), ...inBody },
	"add-input": { value: name, type: name, position: position.optional(), from: name.optional(), ...inBody },
	"remove-input": { value: name, dangling, ...inBody },
	"move-input": { value: name, position, ...inBody },
	"add-output": { value: name, type: name.optional(), ...inBody },
	"remove-output": { value: name, ...inBody },
	"move-output": { value: name, position, ...inBody },
	"set-tensor": { value: name, tensor, ...inBody },
	"remove-initializers": { values: z.array(name).min(1), dangling, ...inBody },
	"rename-dimension": { from: name, to: name },
	"fix-dimension": { name, size: position },
	"set-opset": { domain: name, version: z.int().positive().optional(), ...inBody },
	"set-metadata": { key: name, value: text.optional() },
	"set-model": {
		irVersion: position.optional(),
		producerName: name.optional(),
		producerVersion: name.optional(),
		domain: name.optional(),
		modelVersion: position.optional(),
		docString: text.optional(),
		graphName: name.optional(),
	},
	"inline-branch": { node: nodeAddress, branch: z.enum(["then_branch", "else_branch"]), ...inBody },
	"unroll-loop": { node: nodeAddress, times: position, ...inBody },
	"inline-function": { node: nodeAddress, ...inBody },
	"make-function": { nodes: someNodes, domain: name, name, ...inBody },
	"merge-model": { model: text, tensors, prefix: name.optional(), inputs: names, outputs: names },
} as const satisfies { readonly [K in EditName]: { readonly [F in Exclude<keyof EditNamed<K>, "do">]-?: z.ZodType } };

type Option = z.ZodObject<{ do: z.ZodLiteral<string> }>;

const options = Object.entries(shapes).map(([kind, fields]) => z.strictObject({ do: z.literal(kind), ...fields }));

/** One edit, checked at the door. */
export const editSchema = z.discriminatedUnion(
	"do",
	options as unknown as [Option, ...Option[]],
) as unknown as z.ZodType<Edit>; // exactOptionalPropertyTypes: zod says `string | undefined` where Edit says absent

/** A recipe file: edits that can be replayed on a new export of the same network. */
export const recipeSchema = z.strictObject({
	suture: z.literal("recipe"),
	version: z.literal(1),
	title: z.string().max(1000).optional(),
	edits: z.array(editSchema),
});

export type Recipe = z.infer<typeof recipeSchema>;
