import type { LineKind } from "@suture/difference";
import type { BodyId, NodeId } from "@suture/graph";
import type { Problem } from "@suture/problems";
import type { BoxId, Scene } from "../scene/scene.ts";
import type { Origin } from "./open-files.ts";

/** One of the two models that are compared: a moment of the open one, 0 as it was opened, or another. */
export type Version =
	| { readonly of: "moment"; readonly done: number }
	| { readonly of: "model"; readonly origin: Origin };

export type SideName = "before" | "after";

/** Something for each side of a comparison. */
export type Sides<T> = Readonly<Record<SideName, T>>;

/** What became of a node. A node that only has another name is the same. */
export type Fate = "removed" | "added" | "changed" | "same";

/** What differs between two versions, as the page shows it. */
export interface Compared {
	readonly isSame: boolean;
	/** How many nodes there are, and what became of them. */
	readonly counts: string;
	readonly sections: readonly ComparedSection[];
	/** All of it as text, and as JSON. */
	readonly text: string;
	readonly json: string;
	/** What kept weights from being compared. */
	readonly problems: readonly Problem[];
	readonly pictures: ComparedBody;
}

/** What differs in a body, or around the graphs. */
export interface ComparedSection {
	/** The body in words; undefined for the main graph and for what is around it. */
	readonly where: string | undefined;
	readonly lines: readonly ComparedLine[];
}

export interface ComparedLine {
	readonly kind: LineKind;
	readonly sign: "-" | "+" | "~" | "=";
	readonly text: string;
	readonly details: readonly string[];
	readonly places: readonly ComparedPlace[];
	/** Places beyond those listed. */
	readonly more: number;
}

/** Where something differs. */
export interface ComparedPlace extends Sides<PlaceSeen> {
	readonly text: string;
}

export interface PlaceSeen {
	/** Undefined: it is around the graphs. */
	readonly body: BodyId | undefined;
	readonly nodes: readonly NodeId[];
	/** Inputs and outputs of the body. */
	readonly values: readonly string[];
}

/** A body on both sides, as it is drawn. Undefined where it is not there. */
export interface ComparedBody extends Sides<ComparedSide | undefined> {
	/** Boxes and what they are on the other side; several in one closed module are one. */
	readonly partners: readonly Partner[];
}

export interface ComparedSide {
	readonly scene: Scene;
	/** What became of each box. */
	readonly fates: ReadonlyMap<BoxId, Fate>;
	/** Values that changed nodes take and did not take before, with the boxes that take them. */
	readonly rewired: readonly (readonly [value: string, taker: BoxId])[];
}

export type Partner = Sides<BoxId>;

/** How a node differs, row by row. */
export interface PairDetails {
	readonly fate: Fate;
	readonly before: NodeTitle | undefined;
	readonly after: NodeTitle | undefined;
	readonly rows: readonly PairRow[];
}

export interface NodeTitle {
	readonly node: NodeId;
	readonly operator: string;
	readonly name: string;
}

export interface PairRow {
	readonly label: string;
	/** Undefined where it is not there. */
	readonly before: string | undefined;
	readonly after: string | undefined;
	/** By how much, for weights. */
	readonly note?: string;
}
