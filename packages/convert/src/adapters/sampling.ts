import { rankAt, withAttributes } from "@suture/rewrite";
import type { Adapters } from "../border.ts";
import { type Adapter, text, textIn } from "../crossing.ts";
import { later, notKnown } from "../refusal.ts";

const newNames: Readonly<Record<string, string>> = { bilinear: "linear", bicubic: "cubic", nearest: "nearest" };
const oldNames: Readonly<Record<string, string>> = { linear: "bilinear", cubic: "bicubic", nearest: "nearest" };

const modeRenamed: Adapter = (node) => {
	const mode = newNames[textIn(node, "mode") ?? "bilinear"];
	return mode ? { ...node, attributes: withAttributes(node.attributes, [text("mode", mode)]) } : node;
};

/** Up to opset 19 it sampled pictures alone. */
const ofPictures: Adapter = (node, crossing) => {
	const rank = rankAt(crossing.site, node.inputs[0]);
	if (rank === undefined) return notKnown(node, "how many axes its input has");
	if (rank !== 4) return later(node, crossing, `an input of ${rank} axes`);
	const mode = oldNames[textIn(node, "mode") ?? "linear"];
	return mode ? { ...node, attributes: withAttributes(node.attributes, [text("mode", mode)]) } : node;
};

/** Up to opset 15 regions were not shifted by half a pixel. */
const unshifted: Adapter = (node) => ({
	...node,
	attributes: withAttributes(node.attributes, [text("coordinate_transformation_mode", "output_half_pixel")]),
});

const mustBeUnshifted: Adapter = (node, crossing) =>
	textIn(node, "coordinate_transformation_mode") === "output_half_pixel"
		? { ...node, attributes: withAttributes(node.attributes, [], ["coordinate_transformation_mode"]) }
		: later(node, crossing, "shifting regions by half a pixel");

/** What takes values between pixels. */
export const sampling: Adapters = {
	GridSample: [{ version: 20, up: modeRenamed, down: ofPictures }],
	RoiAlign: [{ version: 16, up: unshifted, down: mustBeUnshifted }],
};
