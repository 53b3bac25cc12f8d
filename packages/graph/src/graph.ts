import type {
	AttributeProto,
	FunctionProto,
	GraphProto,
	ModelProto,
	NodeProto,
	OperatorSetIdProto,
	SparseTensorProto,
	StringStringEntryProto,
	TensorAnnotation,
	TensorProto,
	ValueInfoProto,
} from "@suture/onnx";

/** Stays with a node through every edit. Unique in its graph, bodies included. */
export type NodeId = number;
/** Stays with a body through every edit. */
export type BodyId = number;

/** A model as something that can be cut: an immutable snapshot. An edit makes a new one that shares all it did not touch. */
export interface Graph {
	/** All of the model but its graph and functions. */
	readonly header: Header;
	/** The body that runs when the model runs. */
	readonly main: BodyId;
	/** Every body: main, those in attributes of If, Loop, Scan, and those of functions. */
	readonly bodies: ReadonlyMap<BodyId, Body>;
	readonly functions: readonly FunctionHead[];
	/** The next id that was never used, for nodes and bodies alike. */
	readonly nextId: number;
}

/** The model around its graph. Two graphs with the same header object have the same header. */
export type Header = Omit<ModelProto, "graph" | "functions"> & { readonly origin?: ModelProto };

/** A list of nodes with what goes in and out. Names of values are unique in it and hide nothing outside. */
export interface Body {
	readonly id: BodyId;
	readonly name: string;
	/** In an order in which they can run, as ONNX demands; a model that broke the rule keeps its own order. */
	readonly nodes: readonly Node[];
	readonly inputs: readonly ValueInfoProto[];
	readonly outputs: readonly ValueInfoProto[];
	readonly initializers: readonly TensorProto[];
	readonly sparseInitializers: readonly SparseTensorProto[];
	/** Types and shapes that the file declares for values inside. */
	readonly valueInfo: readonly ValueInfoProto[];
	readonly docString: string | undefined;
	readonly quantizationAnnotation: readonly TensorAnnotation[];
	readonly metadataProps: readonly StringStringEntryProto[];
	/** What it was read from; writing copies it when nothing changed. */
	readonly origin: GraphProto | FunctionProto | undefined;
}

export interface Node {
	readonly id: NodeId;
	/** May be empty, and in broken models not unique. */
	readonly name: string;
	readonly opType: string;
	/** "" is ai.onnx. */
	readonly domain: string;
	/** Chooses among functions of one name. */
	readonly overload: string;
	/** Names of values; "" is an optional input that is not given. */
	readonly inputs: readonly string[];
	/** Names of values; "" is an output that nobody wants. */
	readonly outputs: readonly string[];
	readonly attributes: readonly Attribute[];
	readonly docString: string | undefined;
	readonly metadataProps: readonly StringStringEntryProto[];
	readonly deviceConfigurations: NodeProto["deviceConfigurations"];
	readonly origin: NodeProto | undefined;
}

/** An attribute. One that holds graphs has them as bodies of the model instead. */
export interface Attribute extends Omit<AttributeProto, "g" | "graphs"> {
	readonly bodies?: readonly BodyId[];
	readonly origin?: AttributeProto;
}

/** A model-local function: what it is called. Its inputs, outputs and nodes are those of its body. */
export interface FunctionHead {
	readonly body: BodyId;
	readonly name: string;
	readonly domain: string;
	readonly overload: string;
	/** Attributes without a default. */
	readonly attributes: readonly string[];
	/** Attributes with their defaults. */
	readonly attributeDefaults: readonly AttributeProto[];
	readonly opsetImport: readonly OperatorSetIdProto[];
	readonly origin: FunctionProto | undefined;
}
