/** What an operator takes, gives and can be told, from one version of it until the next. */
export interface OperatorSchema {
	readonly name: string;
	/** "" for ai.onnx. "onnxruntime" and "trt.plugins" are names of ours, see README. */
	readonly domain: string;
	/** The opset of the domain that brought this version. */
	readonly sinceVersion: number;
	/** True in the version that took the operator away: a node of this opset may not use it. */
	readonly deprecated: boolean;
	readonly supportLevel: "common" | "experimental";
	/** Whether ONNX says what it does in other operators: always the same ones, or chosen from types and attributes. */
	readonly functionBody: "none" | "fixed" | "contextDependent";
	readonly minInputs: number;
	/** Infinity when the last input is variadic. */
	readonly maxInputs: number;
	readonly minOutputs: number;
	/** Infinity when the last output is variadic. */
	readonly maxOutputs: number;
	/** In the order of the node's inputs. */
	readonly inputs: readonly FormalParameter[];
	readonly outputs: readonly FormalParameter[];
	/** By name, sorted. */
	readonly attributes: ReadonlyMap<string, AttributeSchema>;
	/** Type constraint, such as "T", to the types it allows. */
	readonly typeConstraints: ReadonlyMap<string, readonly string[]>;
}

/** An input or an output. */
export interface FormalParameter {
	readonly name: string;
	/** The name of a type constraint, or a type such as "tensor(int64)"; parameters that share a constraint share a type. */
	readonly type: string;
	/** The types allowed, sorted, such as "tensor(float)". */
	readonly types: readonly string[];
	readonly option: "single" | "optional" | "variadic";
	/** Of a variadic parameter: whether all its tensors have one type. */
	readonly homogeneous: boolean;
	/** Of a variadic parameter: how many tensors at least. 1 otherwise. */
	readonly minArity: number;
}

interface AttributeOf<Type extends string, Value> {
	readonly name: string;
	/** A name of AttributeProto.AttributeType. */
	readonly type: Type;
	readonly required: boolean;
	/** What holds when the attribute is not given. Undefined: nothing does, or the text says what. */
	readonly default: Value | undefined;
}

/** An attribute. Integers are bigint, since int64 does not fit a number; a float is the shortest decimal of its float32. */
export type AttributeSchema =
	| AttributeOf<"INT", bigint>
	| AttributeOf<"INTS", readonly bigint[]>
	| AttributeOf<"FLOAT", number>
	| AttributeOf<"FLOATS", readonly number[]>
	| AttributeOf<"STRING", string>
	| AttributeOf<"STRINGS", readonly string[]>
	| AttributeOf<AttributeTypeWithoutDefault, never>;

/** Types that no operator of today gives a default of. */
export type AttributeTypeWithoutDefault =
	| "TENSOR"
	| "TENSORS"
	| "GRAPH"
	| "GRAPHS"
	| "SPARSE_TENSOR"
	| "SPARSE_TENSORS"
	| "TYPE_PROTO"
	| "TYPE_PROTOS";
