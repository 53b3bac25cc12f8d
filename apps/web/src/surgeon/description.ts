import type { BodyAddress, BodyId, NodeAddress, NodeId } from "@suture/graph";
import type { Category } from "@suture/ops";
import type { AttributeField } from "./attribute-field.ts";

/** What the panel shows of a model: plain data, made in the worker. */
export interface ModelDescription {
	readonly name: string;
	readonly byteLength: number;
	readonly irVersion: number | undefined;
	readonly producer: string;
	readonly docString: string;
	readonly opsets: readonly { readonly domain: string; readonly version: number }[];
	readonly nodes: number;
	/** How many of them have no name. */
	readonly unnamed: number;
	readonly operators: readonly { readonly operator: string; readonly count: number; readonly category: Category }[];
	readonly initializers: number;
	readonly weightBytes: number;
	readonly parameters: number;
	readonly inputs: readonly ValueLine[];
	readonly outputs: readonly ValueLine[];
	readonly metadata: readonly (readonly [string, string])[];
	readonly functions: readonly { readonly name: string; readonly body: BodyId; readonly nodes: number }[];
}

/** A value on one line: its name and, where known, its type. */
export interface ValueLine {
	readonly name: string;
	readonly type: string;
	/** The type as ONNX writes it: what the file declares, else what is known. */
	readonly declared: string;
}

/** Where an edit of it happens: nothing for main. Spread it into the edit. */
export interface EditPlace {
	readonly in?: BodyAddress;
}

export interface NodeDescription {
	readonly node: NodeId;
	readonly body: BodyId;
	/** How edits name it. */
	readonly address: NodeAddress;
	readonly place: EditPlace;
	readonly index: number;
	readonly name: string;
	readonly operator: string;
	readonly domain: string;
	readonly overload: string;
	readonly category: Category;
	/** The version of the operator that the model's opset has; undefined for an operator that nobody knows. */
	readonly sinceVersion: number | undefined;
	/** Where its definition is from, as people call it: "ai.onnx", "TensorRT plugin"; "" for an operator that nobody knows. */
	readonly origin: string;
	/** Whether it calls a function of the model. */
	readonly isCall: boolean;
	readonly docString: string;
	readonly attributes: readonly AttributeField[];
	/** Those that the node has, then those that its operator would take besides. */
	readonly inputs: readonly PortDescription[];
	readonly outputs: readonly PortDescription[];
	/** Whether one more input can come behind those listed. */
	readonly takesMoreInputs: boolean;
	readonly metadata: readonly (readonly [string, string])[];
	/** Path of its module's group, if it is in one. */
	readonly group: string | undefined;
}

/** An input or output of a node. */
export interface PortDescription {
	/** As the operator's definition calls it: X, W, B. */
	readonly parameter: string;
	/** Whether the node can do without it. */
	readonly isOptional: boolean;
	readonly value: ValueDescription | undefined;
}

export interface ValueDescription {
	readonly name: string;
	readonly place: EditPlace;
	readonly type: string;
	/** Whether the type is that only with sizes that are assumed. */
	readonly isAssumed: boolean;
	/** The type as ONNX writes it: what the file declares, else what is known; "" when nothing is. */
	readonly typeDraft: string;
	readonly isDeclared: boolean;
	/** Its sizes, when all are numbers. */
	readonly dims: readonly number[] | undefined;
	/** Elements that are known without running the network, such as sizes; "" when none are. */
	readonly elements: string;
	readonly from: "node" | "input" | "initializer" | "constant" | "outside" | "nothing";
	readonly maker: NodeReference | undefined;
	readonly readers: readonly NodeReference[];
	readonly isOutput: boolean;
	/** Weights or a constant behind the value. */
	readonly tensor: TensorLine | undefined;
}

export interface NodeReference {
	readonly node: NodeId;
	readonly name: string;
	readonly operator: string;
}

export interface TensorLine {
	/** Another number when it holds something else. */
	readonly revision: number;
	readonly dataType: string;
	readonly dims: readonly number[];
	readonly byteLength: number;
	/** In the layout of raw_data. */
	readonly rawByteLength: number;
	/** The data file beside the model, if its contents are there. */
	readonly location: string | undefined;
	/** The values, when they are few and at hand. */
	readonly values: readonly string[] | undefined;
}

/** Numbers about a tensor's elements. Elements that are no numbers are counted and left out of the rest. */
export interface TensorStatistics {
	readonly elements: number;
	readonly finite: number;
	readonly nan: number;
	readonly infinite: number;
	readonly zeros: number;
	readonly minimum: number;
	readonly maximum: number;
	readonly mean: number;
	readonly standardDeviation: number;
	/** Counts of equal ranges from minimum to maximum. */
	readonly histogram: readonly number[];
}
