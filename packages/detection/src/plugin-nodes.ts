import type { Attribute } from "@suture/graph";
import { AttributeType, newMessage } from "@suture/onnx";
import { int, int64s, ints, type NewNode, type Site, type TensorLiterals } from "@suture/rewrite";
import type { Detection, Entry } from "./detection.ts";
import { type EfficientFields, type EfficientOptions, needsBest } from "./efficient-fields.ts";
import { entryNodes, withAxes } from "./entry-nodes.ts";

/** Names of the plugin's outputs. */
export interface OutputNames {
	readonly count: string;
	readonly boxes: string;
	readonly scores: string;
	readonly classes: string;
}

interface Work {
	readonly main: Site;
	readonly nodes: NewNode[];
	readonly tensors: Record<string, TensorLiterals[string]>;
}

/** EfficientNMS_TRT, with what brings boxes and scores into its form. */
export function pluginNodes(
	main: Site,
	detection: Detection,
	entry: Entry,
	fields: EfficientFields,
	options: EfficientOptions,
	names: OutputNames,
): { readonly nodes: readonly NewNode[]; readonly tensors: TensorLiterals } {
	const gathered = entryNodes(main, entry, ({ scores, activation }) =>
		fields.scoreActivation && activation.kind === "sigmoid" ? activation.logits : scores.value,
	);
	const work: Work = { main, nodes: [...gathered.nodes], tensors: { ...gathered.tensors } };
	const { first, end, count } = entry.classes;
	const isCut = end - first < count && fields.backgroundClass < 0;
	const classScores = isCut ? onlyClasses(work, gathered.scores, entry, "%class_scores") : gathered.scores;
	const boxes = isCut && entry.boxesByClass ? onlyClasses(work, gathered.boxes, entry, "%class_boxes") : gathered.boxes;
	const scores = needsBest(detection, options) ? onlyBest(work, classScores) : classScores;
	const offset = entry.classOffset + (isCut ? first : 0);
	const classes = offset === 0 ? names.classes : "%positions";
	work.nodes.push({
		// The output's name is free, so that of the node is.
		name: names.count.replace("num_detections", "EfficientNMS"),
		opType: "EfficientNMS_TRT",
		inputs: [boxes, scores],
		outputs: [names.count, names.boxes, names.scores, classes],
		attributes: attributesOf(fields),
	});
	if (offset !== 0) {
		work.tensors["%offset"] = { type: "int32", dims: [], values: [offset] };
		work.nodes.push({ opType: "Add", inputs: [classes, "%offset"], outputs: [names.classes] });
	}
	return work;
}

function attributesOf(fields: EfficientFields): readonly Attribute[] {
	const version = new TextEncoder().encode("1");
	return [
		newMessage("AttributeProto", { name: "plugin_version", type: AttributeType.STRING, s: version }),
		float("score_threshold", fields.scoreThreshold),
		float("iou_threshold", fields.iouThreshold),
		int("max_output_boxes", fields.maxOutputBoxes),
		int("background_class", fields.backgroundClass),
		int("score_activation", Number(fields.scoreActivation)),
		int("class_agnostic", Number(fields.classAgnostic)),
		int("box_coding", fields.boxCoding === "center" ? 1 : 0),
	];
}

function float(name: string, value: number): Attribute {
	return newMessage("AttributeProto", { name, type: AttributeType.FLOAT, f: value });
}

/** The part of the third axis that is classes. */
function onlyClasses({ main, nodes, tensors }: Work, value: string, { classes }: Entry, name: string): string {
	const lists = { starts: [classes.first], ends: [classes.end], axes: [2] };
	if (main.opset < 10) {
		const attributes = Object.entries(lists).map(([list, values]) => ints(list, values));
		nodes.push({ opType: "Slice", inputs: [value], outputs: [name], attributes });
		return name;
	}
	for (const [list, values] of Object.entries(lists)) tensors[`${name}_${list}`] = int64s(values);
	nodes.push({
		opType: "Slice",
		inputs: [value, ...Object.keys(lists).map((list) => `${name}_${list}`)],
		outputs: [name],
	});
	return name;
}

/** Scores below an anchor's best become -1, below every threshold. */
function onlyBest({ main, nodes, tensors }: Work, scores: string): string {
	// ReduceMax has its axes as an input from 18 on, Unsqueeze from 13.
	const { inputs, attributes } =
		main.opset < 18 ? { inputs: [], attributes: [ints("axes", [2])] } : withAxes(main, tensors, [2], "%best");
	tensors["%below"] = { type: "float", dims: [], values: [-1] };
	nodes.push(
		{
			opType: "ReduceMax",
			inputs: [scores, ...inputs],
			outputs: ["%best"],
			attributes: [...attributes, int("keepdims", 1)],
		},
		{ opType: "Less", inputs: [scores, "%best"], outputs: ["%is_less"] },
		{ opType: "Where", inputs: ["%is_less", "%below", scores], outputs: ["%best_scores"] },
	);
	return "%best_scores";
}
