import { type Edit, freshName } from "@suture/graph";
import { elementAt, homeOf, type NewNode, replacement, type Site, shapeAt } from "@suture/rewrite";
import type { Detection } from "./detection.ts";
import { entryNodes } from "./entry-nodes.ts";
import { mainSite, outputsBehind } from "./main-site.ts";
import { cannot, type Offer } from "./offer.ts";

/** Ends the model before the suppression: boxes and scores of all anchors become outputs, and what follows from the detections goes. */
export function offerCut(detection: Detection): Offer {
	const main = mainSite(detection);
	const gone = outputsBehind(main, [
		...detection.kept.map(({ value }) => value),
		...detection.tail.flatMap(({ outputs }) => outputs),
	]);
	if (gone.length === 0) return cannot("No output follows from this suppression.");
	const { entry, form } = detection;
	if (!entry || form === "groups") return cannot("Where boxes and scores of all anchors are is not understood.");
	const gathered = entryNodes(main, entry, ({ scores }) => scores.value);
	const [boxes, scores] = [freshName(main.graph, "boxes"), freshName(main.graph, "scores")];
	const come: NewNode[] = [
		...gathered.nodes,
		{ opType: "Identity", inputs: [gathered.boxes], outputs: [boxes] },
		{ opType: "Identity", inputs: [gathered.scores], outputs: [scores] },
	];
	if (
		come.some(({ inputs }) =>
			inputs.some((input) => !input.startsWith("%") && input !== "" && homeOf(main, input) === undefined),
		)
	) {
		return cannot("Boxes and scores are made inside of another graph, such as a branch of If.");
	}
	const edits: Edit[] = [
		replacement(main, [], come, gathered.tensors),
		{
			do: "add-output",
			value: boxes,
			type: typeOf(main, entry.levels.length === 1 ? gathered.boxes : undefined, entry.boxesByClass ? "BNC4" : "BN4"),
		},
		{
			do: "add-output",
			value: scores,
			type: typeOf(main, entry.levels.length === 1 ? gathered.scores : undefined, "BNC"),
		},
		...gone.map((value): Edit => ({ do: "remove-output", value })),
		{ do: "remove-unreachable" },
	];
	const { first, end, count } = entry.classes;
	const background = end - first < count ? ` Positions ${first} to ${end - 1} of its ${count} classes count.` : "";
	return {
		can: true,
		edits,
		kind: "changes meaning",
		sentence: `The model ends before the suppression, with ${boxes} and ${scores} of all anchors.`,
		changes: [
			`${gone.join(", ")} ${gone.length === 1 ? "is" : "are"} no output any more; suppressing is left to the program around the model.`,
			`${boxes} is [images, anchors${entry.boxesByClass ? ", classes" : ""}, 4], ${entry.coding === "center" ? "center and size" : "corners"}; ${scores} is [images, anchors, classes].${background}`,
		],
	};
}

/** The type of an output with these axes, with sizes as far as they are known. */
function typeOf(main: Site, value: string | undefined, axes: string): string {
	const shape = value === undefined || value.startsWith("%") ? undefined : shapeAt(main, value);
	const sizes = [...axes].map((letter, axis) => (typeof shape?.[axis] === "number" ? shape[axis] : letter));
	const element = value === undefined ? undefined : elementAt(main, value);
	return `${element ?? "float"}[${sizes.join(",")}]`;
}
