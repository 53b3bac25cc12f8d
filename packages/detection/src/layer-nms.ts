import { addressOfNode, bodyOf, type Edit, type Graph, type Holder, holderOf } from "@suture/graph";
import { elementAt, int, type NewNode, replacement, type Site, type TensorLiterals } from "@suture/rewrite";
import type { Detection } from "./detection.ts";
import { sizeAt } from "./maker.ts";
import { cannot, type Offer } from "./offer.ts";

/** TensorRT takes limits as 32-bit numbers. */
const largest = 2 ** 31 - 1;

/** Makes NonMaxSuppression what TensorRT's own NMS layer takes, from 8.5 on: limits constant and of 32 bits, boxes and scores float, and
 *  no If around it. */
export function offerLayerNms(detection: Detection): Offer {
	const { site, nms, iouThreshold } = detection;
	if (Number.isNaN(iouThreshold))
		return cannot("The IoU threshold is not constant, and TensorRT's NMS layer wants it so.");
	const holder = holderOf(site.graph, site.body.id);
	const guard = holder ? guardOf(site.graph, holder) : undefined;
	if (holder && !guard)
		return cannot("The suppression stands in another graph that is more than a guard against no boxes at all.");
	const edits: Edit[] = [withConstants(detection)];
	if (guard) edits.push({ do: "inline-branch", node: addressOfNode(guard.node), branch: guard.branch });
	return {
		can: true,
		edits,
		kind: guard ? "assumption" : "exact",
		sentence: `${nms.name || "NonMaxSuppression"} gets its limits as constants${guard ? ", and the If around it goes" : ""}, as TensorRT's NMS layer wants it from 8.5 on.`,
		changes: guard
			? ["It is assumed that there is always at least one box: the If only kept the model from working on none."]
			: [],
	};
}

/** An If of which one branch suppresses and the other gives back nothing. */
function guardOf(
	graph: Graph,
	{ node, attribute }: Holder,
): { node: Holder["node"]; branch: "then_branch" | "else_branch" } | undefined {
	if (node.opType !== "If" || node.domain !== "" || (attribute !== "then_branch" && attribute !== "else_branch"))
		return undefined;
	const other = node.attributes.find(
		({ name }) => (name === "then_branch" || name === "else_branch") && name !== attribute,
	)?.bodies?.[0];
	if (other === undefined) return undefined;
	const { nodes, outputs, initializers } = bodyOf(graph, other);
	const isEmpty = ({ name }: (typeof outputs)[number]) => {
		const tensor = initializers.find((one) => one.name === name) ?? constantIn(nodes, name);
		return tensor?.dims.includes(0) === true;
	};
	return outputs.every(isEmpty) ? { node, branch: attribute } : undefined;
}

function constantIn(
	nodes: ReturnType<typeof bodyOf>["nodes"],
	value: string | undefined,
): { readonly dims: readonly number[] } | undefined {
	const maker = nodes.find(({ outputs, opType }) => opType === "Constant" && outputs[0] === value);
	return maker?.attributes.find(({ name }) => name === "value")?.t;
}

function withConstants({ site, nms, limit, iouThreshold, scoreThreshold, form }: Detection): Edit {
	const [boxes = "", scores = "", , , given = ""] = nms.inputs;
	const tensors: Record<string, TensorLiterals[string]> = {
		"%most": { type: "int64", dims: [], values: [mostOf(site, boxes, limit)] },
		"%iou": { type: "float", dims: [], values: [iouThreshold] },
	};
	const inputs = ["%most", "%iou"];
	if (given !== "" && (form === "plain" || form === "unknown") && scoreThreshold !== undefined) {
		tensors["%score"] = { type: "float", dims: [], values: [scoreThreshold] };
		inputs.push("%score");
	}
	const come: NewNode[] = [];
	const asFloat = (value: string) => {
		const element = elementAt(site, value);
		if (element === undefined || element === "float" || element === "float16") return value;
		come.push({ opType: "Cast", inputs: [value], outputs: [`%${value}_float`], attributes: [int("to", 1)] });
		return `%${value}_float`;
	};
	const { name, opType, outputs, attributes } = nms;
	come.push({ name, opType, inputs: [asFloat(boxes), asFloat(scores), ...inputs], outputs, attributes });
	return replacement(site, [nms], come, tensors);
}

/** No class can keep more boxes than there are, or than are used of all. */
function mostOf(site: Site, boxes: string, limit: number | undefined): number {
	return Math.min(limit ?? largest, sizeAt(site, boxes, 1) ?? largest);
}
