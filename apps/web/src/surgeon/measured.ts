import type { NodeId } from "@suture/graph";
import type { Sides } from "./compared.ts";

/** What to run, and on what. */
export interface RunWish {
	/** The outputs that both have, or every value. */
	readonly which: "outputs" | "all";
	readonly seed: number;
	/** Sizes of inputs by name; what is missing is chosen. */
	readonly sizes: Readonly<Record<string, readonly number[]>>;
}

/** What can be measured of two tensors. */
export type Measure = "relative" | "absolute" | "cosine";

/** A value on both sides, and how far it is apart. */
export interface MeasuredValue {
	readonly names: Sides<string>;
	/** What makes it. */
	readonly nodes: Sides<NodeId | undefined>;
	readonly type: string;
	readonly dims: readonly number[];
	readonly ok: boolean;
	readonly errors: Readonly<Record<Measure, number>>;
	/** What is wrong where no number says it. */
	readonly reason: string | undefined;
}

/** What came out of running both versions. */
export interface Measured {
	readonly values: readonly MeasuredValue[];
	readonly leftOut: readonly { readonly name: string; readonly reason: string }[];
	/** Sizes of the inputs. */
	readonly sizes: Readonly<Record<string, readonly number[]>>;
	/** Why nothing could be run. */
	readonly reason: string | undefined;
	readonly seconds: number;
}

/** What became of a file that was given as an input. */
export interface GivenLine {
	readonly file: string;
	/** Undefined: it can't be taken, for a reason. */
	readonly input: string | undefined;
	readonly text: string;
}

/** An input of the version before that leaves sizes open. */
export interface OpenInput {
	readonly name: string;
	/** As it is declared: n×3×h×w. */
	readonly shape: string;
}
