import { attributeOf, withAttributes } from "@suture/rewrite";
import type { Adapters } from "../border.ts";
import { text } from "../crossing.ts";
import { later, otherMeaning } from "../refusal.ts";

export const recurrence: Adapters = {
	GRU: [
		{
			version: 3,
			// The default of opset 1 was misspelt.
			up: (node) =>
				attributeOf(node, "direction")
					? node
					: { ...node, attributes: withAttributes(node.attributes, [text("direction", "forward")]) },
		},
	],
	Scan: [
		{
			version: 9,
			up: (node, crossing) => otherMeaning(node, crossing, "it goes along the first axis, not along the second"),
			down: (node, crossing) => later(node, crossing, "going along an axis without a batch"),
		},
	],
};
