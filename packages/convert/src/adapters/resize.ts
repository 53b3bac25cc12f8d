import type { Node } from "@suture/graph";
import { attributeOf, integersOf, shapeAt, withAttributes } from "@suture/rewrite";
import type { Adapters } from "../border.ts";
import { type Adapter, type Crossing, float, floats, numbersOf, tensorAsInput, text, textIn } from "../crossing.ts";
import { later, notKnown, otherMeaning, type Refusal } from "../refusal.ts";

function scalesIn(crossing: Crossing, values: readonly number[]): string {
	return tensorAsInput(crossing, "scales", "float", values, [values.length]);
}

const scalesOfSides: Adapter = (node) => {
	const [height = 1, width = 1] = ["height_scale", "width_scale"].map((name) => attributeOf(node, name)?.f);
	const scales = floats("scales", [1, 1, height, width]);
	return { ...node, attributes: withAttributes(node.attributes, [scales], ["height_scale", "width_scale"]) };
};

const scalesToSides: Adapter = (node, crossing) => {
	const [n, c, height, width, ...others] = attributeOf(node, "scales")?.floats ?? [];
	if (n !== 1 || c !== 1 || height === undefined || width === undefined || others.length > 0)
		return later(node, crossing, "scaling other axes than the last two of four");
	const sides = [float("height_scale", height), float("width_scale", width)];
	return { ...node, attributes: withAttributes(node.attributes, sides, ["scales"]) };
};

const scalesAsInput: Adapter = (node, crossing) => {
	const scales = attributeOf(node, "scales")?.floats ?? [];
	const inputs = [node.inputs[0] ?? "", scalesIn(crossing, scales)];
	return { ...node, inputs, attributes: withAttributes(node.attributes, [], ["scales"]) };
};

const scalesAsAttribute: Adapter = (node, crossing) => {
	const scales = numbersOf(crossing, node.inputs[1]);
	if (!scales) return notKnown(node, "by how much it scales");
	const attributes = withAttributes(node.attributes, [floats("scales", scales)]);
	return { ...node, inputs: node.inputs.slice(0, 1), attributes };
};

const asResize: Adapter = (node) => ({ ...node, opType: "Resize" });

const asUpsample: Adapter = (node, crossing) => {
	const scales = numbersOf(crossing, node.inputs[1]);
	if (!scales) return notKnown(node, "by how much it scales");
	if (scales.some((scale) => scale < 1)) return later(node, crossing, "making something smaller");
	return { ...node, opType: "Upsample" };
};

/** Up to opset 10 it took the element that begins where a new one does; of fewer elements than there were it took the next one,
 *  as ONNX Runtime has it and the example of ONNX shows. */
const sampledAsBefore: Adapter = (node, crossing) => {
	const [x = "", scales = ""] = node.inputs;
	const isNearest = (textIn(node, "mode") ?? "nearest") === "nearest";
	const known = numbersOf(crossing, scales) ?? [];
	const isLarger = known.length > 0 && known.every((scale) => scale >= 1 || Number.isInteger(1 / scale));
	const isSmaller = known.length > 0 && known.every((scale) => scale <= 1 || Number.isInteger(scale));
	if (isNearest && known.length === 0) return notKnown(node, "by how much it scales");
	if (isNearest && !isLarger && !isSmaller)
		return otherMeaning(node, crossing, "it rounds in one direction on all axes");
	const rounding = isNearest ? [text("nearest_mode", isLarger ? "floor" : "ceil")] : [];
	const attributes = [text("coordinate_transformation_mode", "asymmetric"), ...rounding];
	return {
		...node,
		inputs: [x, emptyBelow13(crossing), scales],
		attributes: withAttributes(node.attributes, attributes),
	};
};

/** In opsets 11 and 12 the region had to be given, also where it was none. */
function emptyBelow13(crossing: Crossing): string {
	return crossing.to < 13 ? tensorAsInput(crossing, "none", "float", [], [0]) : "";
}

/** Attributes that came with opset 11, and say how elements are found; what could be said before is checked. */
const later11 = [
	"coordinate_transformation_mode",
	"cubic_coeff_a",
	"exclude_outside",
	"extrapolation_value",
	"nearest_mode",
];

const sampledByDefault: Adapter = (node, crossing) => {
	const [x = ""] = node.inputs;
	const scales = scalesOf(node, crossing);
	if (!Array.isArray(scales)) return scales as Refusal;
	const why = otherSampling(node, scales);
	if (why !== undefined) return later(node, crossing, why);
	return {
		...node,
		inputs: [x, scalesIn(crossing, scales)],
		attributes: withAttributes(node.attributes, [], later11),
	};
};

/** What it does that could not be said before opset 11. */
function otherSampling(node: Node, scales: readonly number[]): string | undefined {
	if (scales.every((scale) => scale === 1)) return undefined;
	const mode = textIn(node, "mode") ?? "nearest";
	const places = textIn(node, "coordinate_transformation_mode") ?? "half_pixel";
	const rounding = textIn(node, "nearest_mode") ?? "round_prefer_floor";
	if (mode === "linear" && places === "asymmetric") return undefined;
	if (mode !== "nearest") return `its mode ${mode} with ${places}`;
	if (
		places === "asymmetric" &&
		rounding === "floor" &&
		scales.every((scale) => scale >= 1 || Number.isInteger(1 / scale))
	)
		return undefined;
	// From the middle of a new element to the nearest old one is the same, as long as each old one gives as many.
	const isWhole = scales.every((scale) => Number.isInteger(scale));
	if (places.endsWith("half_pixel") && rounding.startsWith("round_") && isWhole) return undefined;
	return `finding elements by ${places} and ${rounding}`;
}

/** Its scales, or what its sizes come to. */
function scalesOf(node: Node, crossing: Crossing): readonly number[] | Refusal {
	const [x = "", , scales = "", sizes = ""] = node.inputs;
	const unknown = notKnown(node, "by how much it scales");
	const given = scales === "" ? undefined : numbersOf(crossing, scales);
	if (given && given.length > 0) return given;
	const [shape, wanted] = [shapeAt(crossing.site, x), numbersOf(crossing, sizes)];
	if (!shape || !wanted || shape.length !== wanted.length) return unknown;
	const found = wanted.map((size, i) => {
		const before = shape[i];
		if (typeof before !== "number" || before === 0) return undefined;
		const scale = Math.fround(size / before);
		return Math.floor(Math.fround(before * scale)) === size ? scale : undefined;
	});
	return found.every((scale) => scale !== undefined) ? found : unknown;
}

/** Up to opset 12 all three had to be given, empty ones too. */
const withEmptyInputs: Adapter = (node, crossing) => {
	const [x = "", roi = "", scales = "", ...sizes] = node.inputs;
	if (crossing.to < 11) return node;
	const given = (value: string) => (value === "" ? tensorAsInput(crossing, "none", "float", [], [0]) : value);
	return { ...node, inputs: [x, given(roi), given(scales), ...sizes] };
};

/** Up to opset 17 scales and sizes were of all axes. */
const onAllAxes: Adapter = (node, crossing) => {
	const axes = integersOf(node, "axes");
	if (!axes) return node;
	const [x = "", roi = "", scales = "", sizes = ""] = node.inputs;
	const shape = shapeAt(crossing.site, x);
	const given = numbersOf(crossing, scales === "" ? sizes : scales);
	if (!shape || roi !== "" || !given) return notKnown(node, "what becomes of each axis");
	const on = axes.map((axis) => (axis < 0 ? axis + shape.length : axis));
	const all = shape.map((size, axis) => (on.includes(axis) ? given[on.indexOf(axis)] : scales === "" ? size : 1));
	if (!all.every((one) => typeof one === "number")) return notKnown(node, "what becomes of each axis");
	const attributes = withAttributes(node.attributes, [], ["axes"]);
	const inputs =
		scales === ""
			? [x, "", "", tensorAsInput(crossing, "sizes", "int64", all, [all.length])]
			: [x, "", scalesIn(crossing, all)];
	return { ...node, inputs, attributes };
};

const withoutNewPlaces: Adapter = (node, crossing) =>
	textIn(node, "coordinate_transformation_mode") === "half_pixel_symmetric"
		? later(node, crossing, "its mode half_pixel_symmetric")
		: node;

export const resize: Adapters = {
	Upsample: [
		{ version: 7, up: scalesOfSides, down: scalesToSides },
		{ version: 9, up: scalesAsInput, down: scalesAsAttribute },
		{ version: 10, up: asResize },
	],
	Resize: [
		{ version: 10, down: asUpsample },
		{ version: 11, up: sampledAsBefore, down: sampledByDefault },
		{ version: 13, down: withEmptyInputs },
		{ version: 18, down: onAllAxes },
		{ version: 19, down: withoutNewPlaces },
	],
};
