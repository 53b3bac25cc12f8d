import { type Edit, freshName } from "@suture/graph";
import { dataTypeOf } from "@suture/ops";
import { elementAt, homeOf, int, type NewNode, replacement, type Site, type TensorLiterals } from "@suture/rewrite";
import type { Detection, Entry, Kept } from "./detection.ts";
import { efficientChanges } from "./efficient-changes.ts";
import { type EfficientFields, type EfficientOptions, efficientFields } from "./efficient-fields.ts";
import { withAxes } from "./entry-nodes.ts";
import { mainSite, outputsBehind } from "./main-site.ts";
import { sizeAt } from "./maker.ts";
import { cannot, type Offer } from "./offer.ts";
import { type OutputNames, pluginNodes } from "./plugin-nodes.ts";

/** Puts EfficientNMS_TRT in the place of a model's suppression and what is around it. Where detections themselves are outputs, the
 *  plugin's outputs take their places; what is computed from them goes on with the plugin's rows. */
export function offerEfficientNms(detection: Detection, options: EfficientOptions = {}): Offer {
	const fields = efficientFields(detection, options);
	const { entry, form, kept, unclear } = detection;
	const main = mainSite(detection);
	if (!entry || !fields) {
		return cannot(`This suppression can't become EfficientNMS_TRT. ${unclear[0] ?? "A threshold is not constant."}`);
	}
	if (form === "groups") {
		return cannot(
			"What suppresses itself here is grouped by something that is no class of the scores, which EfficientNMS_TRT has no input for.",
		);
	}
	if (!isInMain(main, entry))
		return cannot("Boxes and scores are made inside of another graph, such as a branch of If.");
	if (kept.length === 0) return cannot("Nothing that the suppression keeps is used in the main graph.");
	if (!isOneImage(main, entry) && goesOn(main, kept).length > 0) {
		return cannot(
			"What is computed from the detections takes those of all images as one list, which the plugin does not give.",
		);
	}
	const stranger = kept.find((one) => !isFromPlugin(main, one));
	if (stranger) return cannot(`EfficientNMS_TRT does not give what ${stranger.value} takes from the detections.`);
	return {
		can: true,
		kind: "changes meaning",
		edits: editsOf(main, detection, entry, fields, options),
		sentence:
			"EfficientNMS_TRT does the suppression: boxes and scores of all anchors go in, and the choosing, sorting and gathering around it goes.",
		changes: efficientChanges(detection, fields, options),
	};
}

function isInMain(main: Site, { levels }: Entry): boolean {
	const dense = levels.flatMap(({ boxes, scores }) => [boxes, scores]);
	return dense.every(({ value, copies }) => copies.length > 0 || homeOf(main, value) === main);
}

function isFromPlugin(main: Site, { value, maker, meaning }: Kept): boolean {
	const definition = main.index.definitions.get(value);
	if (definition?.by !== "node" || definition.node !== maker || meaning === "unknown") return false;
	return meaning !== "indices" || !isRead(main, value);
}

function isOneImage(main: Site, { levels }: Entry): boolean {
	return levels.every(({ boxes }) => !boxes.layout.startsWith("B") || sizeAt(main, boxes.value, 0) === 1);
}

/** Outputs with which image a row is in: the plugin has rows of all images together no more. */
function outputsOfImages(main: Site, kept: readonly Kept[]): readonly string[] {
	return outputsBehind(
		main,
		kept.filter(({ meaning }) => meaning === "images").map(({ value }) => value),
	);
}

/** Outputs that are computed from detections, and stay. */
function goesOn(main: Site, kept: readonly Kept[]): readonly string[] {
	const gone = new Set([...outputsOfImages(main, kept), ...kept.map(({ value }) => value)]);
	return outputsBehind(
		main,
		kept.map(({ value }) => value),
	).filter((output) => !gone.has(output));
}

function isRead(main: Site, value: string): boolean {
	return (main.index.uses.get(value) ?? []).length > 0;
}

function editsOf(
	main: Site,
	detection: Detection,
	entry: Entry,
	fields: EfficientFields,
	options: EfficientOptions,
): readonly Edit[] {
	const names = outputNames(main);
	const plugin = pluginNodes(main, detection, entry, fields, options, names);
	const images = outputsOfImages(main, detection.kept);
	const read = detection.kept.filter(({ value, meaning }) => meaning !== "images" && isRead(main, value));
	const rows = read.map((one, i) => rowNodes(main, one, names, i));
	const direct = detection.kept.map(({ value }) => value).filter((value) => main.index.outputs.has(value));
	const outputs = new Set([...direct, ...images]);
	const gone = read.map(({ maker }) => maker);
	return [
		replacement(main, [], plugin.nodes, plugin.tensors),
		// Before those go that they take the place of: a model always has an output.
		...outputTypes(main, entry, fields, names).map(([value, type]): Edit => ({ do: "add-output", value, type })),
		...[...outputs].map((value): Edit => ({ do: "remove-output", value })),
		...(gone.length === 0
			? []
			: [
					replacement(
						main,
						gone,
						rows.flatMap(({ nodes }) => nodes),
						Object.assign({}, ...rows.map(({ tensors }) => tensors)),
					),
				]),
		{ do: "remove-unreachable" },
	];
}

function outputNames({ graph }: Site): OutputNames {
	return {
		count: freshName(graph, "num_detections"),
		boxes: freshName(graph, "detection_boxes"),
		scores: freshName(graph, "detection_scores"),
		classes: freshName(graph, "detection_classes"),
	};
}

function outputTypes(
	main: Site,
	{ levels }: Entry,
	{ maxOutputBoxes: most }: EfficientFields,
	names: OutputNames,
): readonly (readonly [string, string])[] {
	const boxes = levels[0]?.boxes;
	const images = boxes?.layout.startsWith("B") ? (sizeAt(main, boxes.value, 0) ?? "B") : 1;
	const type = elementAt(main, boxes?.value) === "float16" ? "float16" : "float";
	return [
		[names.count, `int32[${images},1]`],
		[names.boxes, `${type}[${images},${most},4]`],
		[names.scores, `${type}[${images},${most}]`],
		[names.classes, `int32[${images},${most}]`],
	];
}

/** What the model made of chosen rows, from the plugin's outputs: without the image's axis, in the type that it had. */
function rowNodes(
	main: Site,
	{ value, meaning }: Kept,
	names: OutputNames,
	position: number,
): { readonly nodes: readonly NewNode[]; readonly tensors: TensorLiterals } {
	const tensors: Record<string, TensorLiterals[string]> = {};
	const from = meaning === "boxes" ? names.boxes : meaning === "scores" ? names.scores : names.classes;
	const { inputs, attributes } = withAxes(main, tensors, [0], `%${meaning}_${position}`);
	const element = elementAt(main, value) ?? "int64";
	const isCast = meaning === "classes" && element !== "int32";
	const squeezed = isCast ? `%rows_${position}` : value;
	const nodes: NewNode[] = [{ opType: "Squeeze", inputs: [from, ...inputs], outputs: [squeezed], attributes }];
	if (isCast)
		nodes.push({ opType: "Cast", inputs: [squeezed], outputs: [value], attributes: [int("to", dataTypeOf(element))] });
	return { nodes, tensors };
}
