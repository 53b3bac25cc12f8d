import type { TensorProto } from "@suture/onnx";
import type { Notes } from "./notes.ts";

/** How a text is to be written. */
export interface TextOptions {
	/** Which values of tensors stand in the text. "small", the default: up to 64 elements. "all": every one that is in memory.
	 *  The others are left out in a way that every reader notices; `modelFromText` puts them back from a model. */
	readonly weights?: "small" | "all";
	/** Whether nodes have their names before them, ["/conv/Conv"] y = Conv (x, w). Whole models do by default, lines don't. */
	readonly names?: boolean;
	/** Whether comments at the top say what the text leaves out. They do by default. */
	readonly notes?: boolean;
	/** Who is to read it. "suture", the default: every name is exact. "onnx": names of bodies and of tensors in attributes, which
	 *  mean nothing, are given up where onnx.parser can't read them, so that it reads the rest. */
	readonly reader?: "suture" | "onnx";
}

/** A text that is being written: its options, filled in, and what was noted on the way. */
export interface Page extends Required<TextOptions> {
	/** Contents that were read for it, as raw_data. */
	readonly loaded: ReadonlyMap<TensorProto, Uint8Array>;
	readonly noted: Notes;
}
