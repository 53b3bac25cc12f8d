import type { Node } from "@suture/graph";
import { type Draft, draftFor, type Site } from "@suture/rewrite";

/** A node that comes in place of another. */
export interface Come {
	readonly opType: string;
	readonly inputs: readonly string[];
}

/** A draft in the opset that is converted to, and the nodes that were noted in it so far. */
export function watchedDraft(
	site: Site,
	node: Node,
	to: number,
): { readonly draft: Draft; readonly come: readonly Come[] } {
	const draft = draftFor({ ...site, opset: to }, node);
	const come: Come[] = [];
	const addMany: Draft["addMany"] = (opType, inputs, outputs, attributes) => {
		come.push({ opType, inputs });
		return draft.addMany(opType, inputs, outputs, attributes);
	};
	const copyMany: Draft["copyMany"] = (copied, inputs, attributes) => {
		come.push({ opType: copied.opType, inputs });
		return draft.copyMany(copied, inputs, attributes);
	};
	return {
		come,
		draft: {
			...draft,
			addMany,
			copyMany,
			add: (opType, inputs, attributes) => addMany(opType, inputs, 1, attributes)[0] ?? "",
			copy: (copied, inputs, attributes) => copyMany(copied, inputs, attributes)[0] ?? "",
		},
	};
}
