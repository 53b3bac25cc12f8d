import type { Node } from "@suture/graph";
import type { Site } from "@suture/rewrite";

/** Non-maximum suppression as a model does it: what goes in, by which limits, and what comes out. */
export interface Detection {
	readonly nms: Node;
	/** The body that holds it. */
	readonly site: Site;
	readonly form: Form;
	/** Where the candidates come from; undefined where the model's way to them is not understood. */
	readonly entry: Entry | undefined;
	readonly iouThreshold: number;
	/** Candidates that score this or less are dropped; undefined when all are kept. */
	readonly scoreThreshold: number | undefined;
	/** The constants that scores are compared with: of all of them the largest is the threshold. */
	readonly compared: readonly string[];
	/** Most detections that are kept; undefined when the model has no limit. */
	readonly limit: number | undefined;
	/** "class": only boxes of one class suppress each other. */
	readonly scope: "class" | "all";
	/** Nodes from the candidates to the detections. */
	readonly tail: readonly Node[];
	/** Values of main that hold detections, one a row. */
	readonly kept: readonly Kept[];
	/** Sentences: what the model does that is not in the fields above. */
	readonly unclear: readonly string[];
}

/** How the candidates are made of boxes and scores. "best class": each anchor has one class, the one that scores most.
 *  "class by class": a list for each class, one behind the other. "pairs": every pair of anchor and class. "plain": boxes and scores
 *  go into NonMaxSuppression as they are. "groups": the scores have no classes; the groups that suppress among themselves are
 *  something else, such as levels of a pyramid. */
export type Form = "best class" | "class by class" | "pairs" | "plain" | "groups" | "unknown";

/** Boxes and scores of all anchors, as levels one behind the other. */
export interface Entry {
	readonly levels: readonly Level[];
	/** "corners": two opposite corners. "center": middle, then width and height. */
	readonly coding: "corners" | "center";
	/** Positions in the scores that are classes: [first, end). What is before or behind is background. */
	readonly classes: { readonly first: number; readonly end: number; readonly count: number };
	/** Added to the position in the scores it is the class's number in the model's output. */
	readonly classOffset: number;
	/** Whether the box's class decides which box: boxes are [N, C, 4]. */
	readonly boxesByClass: boolean;
}

/** One level of a pyramid, or all there is. */
export interface Level {
	readonly boxes: Dense;
	readonly scores: Dense;
	/** What makes scores of logits: a Sigmoid directly before can go into the plugin. */
	readonly activation: Activation;
}

export type Activation =
	| { readonly kind: "sigmoid"; readonly logits: string }
	| { readonly kind: "softmax" }
	| { readonly kind: "unknown" };

/** A value for all anchors. */
export interface Dense {
	readonly value: string;
	readonly layout: Layout;
	/** Nodes that make it, when the model has it only for chosen anchors: copies that work on all. */
	readonly copies: readonly Copy[];
}

/** The axes in order: B the image, N the anchor, C the class, 4 the box. */
export type Layout = "BN4" | "N4" | "BNC4" | "NC4" | "BNC" | "NC" | "BCN" | "N";

/** A node to add: as `original`, with other inputs and outputs. */
export interface Copy {
	readonly original: Node;
	readonly inputs: readonly string[];
	/** Names begin with %: they are local. */
	readonly outputs: readonly string[];
}

/** A value that has one row a detection. "images" are the numbers of the images that detections are in. */
export interface Kept {
	readonly value: string;
	/** "indices": rows of image, class, box, as NonMaxSuppression gives them. */
	readonly meaning: "boxes" | "scores" | "classes" | "images" | "indices" | "unknown";
	readonly maker: Node;
	/** The list from which it takes rows. */
	readonly from: string | undefined;
}
