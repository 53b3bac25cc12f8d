/** Some nodes with their wires, as something that can be found at other places. Names of values are the pattern's own. */
export interface Pattern {
	/** In an order in which they can run. */
	readonly nodes: readonly PatternNode[];
	/** Values that come from outside, of any kind. */
	readonly inputs: readonly string[];
	/** Values that others may read. All else that the nodes make is read by nobody outside of an occurrence. */
	readonly outputs: readonly string[];
	readonly constants: readonly PatternConstant[];
	/** Whether operators such as Add fit with their two inputs swapped. */
	readonly commutative: boolean;
}

export interface PatternNode {
	readonly opType: string;
	/** "" is ai.onnx. */
	readonly domain: string;
	readonly overload: string;
	/** "" is an optional input that is not given. */
	readonly inputs: readonly string[];
	/** "" is an output that nobody wants. */
	readonly outputs: readonly string[];
	/** Those that are not at their defaults, by name. "any": a node may have any attributes. */
	readonly attributes: readonly PatternAttribute[] | "any";
}

export interface PatternAttribute {
	readonly name: string;
	/** As ONNX's textual syntax has it, axis = 1. Without it any value fits, also none. */
	readonly text?: string;
}

/** A value that comes from outside and whose contents are in the model. */
export interface PatternConstant {
	readonly name: string;
	/** Its contents as ONNX's textual syntax has them, float[2] {1, 2}. Without it any constant fits. */
	readonly tensor?: string;
}
