import type { BodyAddress, Edit, NodeAddress } from "@suture/graph";
import { z } from "zod";

const name = z.string().max(10_000);

const nodeAddress = z
	.strictObject({ name: name.optional(), output: name.optional(), opType: name.optional() })
	.refine((address) => address.name || address.output, "a node needs a name or an output") as z.ZodType<NodeAddress>;

const bodyAddress = z.strictObject({
	function: z.strictObject({ domain: name, name, overload: name.optional() }).optional(),
	path: z
		.array(z.strictObject({ node: nodeAddress, attribute: name, position: z.int().nonnegative().optional() }))
		.max(100)
		.optional(),
}) as z.ZodType<BodyAddress>;

const inBody = { in: bodyAddress.optional() };

/** One edit, checked at the door. Its kinds are packages/graph's. */
export const editSchema = z.discriminatedUnion("do", [
	z.strictObject({ do: z.literal("delete-nodes"), nodes: z.array(nodeAddress).min(1), ...inBody }),
	z.strictObject({ do: z.literal("add-output"), value: name, type: name.optional(), ...inBody }),
	z.strictObject({ do: z.literal("remove-output"), value: name, ...inBody }),
	z.strictObject({ do: z.literal("make-input"), value: name, type: name.optional(), ...inBody }),
	z.strictObject({ do: z.literal("remove-unreachable"), inputs: z.boolean().optional(), ...inBody }),
	z.strictObject({ do: z.literal("rename-node"), node: nodeAddress, name, ...inBody }),
	z.strictObject({ do: z.literal("rename-value"), value: name, name, ...inBody }),
]) as unknown as z.ZodType<Edit>; // exactOptionalPropertyTypes: zod says `string | undefined` where Edit says absent

/** A recipe file: edits that can be replayed on a new export of the same network. */
export const recipeSchema = z.strictObject({
	suture: z.literal("recipe"),
	version: z.literal(1),
	title: z.string().max(1000).optional(),
	edits: z.array(editSchema),
});

export type Recipe = z.infer<typeof recipeSchema>;
