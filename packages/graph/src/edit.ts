/** A node as an edit names it. Names are tried first, then the output; recorded edits carry both, so that they find their
 *  node again in a new export that renumbered one of them. */
export interface NodeAddress {
	readonly name?: string;
	/** Any of its outputs. */
	readonly output?: string;
	/** When given, a node of another type is not meant. */
	readonly opType?: string;
}

/** One step from a body into a body inside it. */
export interface BodyStep {
	readonly node: NodeAddress;
	/** The attribute that holds the body: then_branch, else_branch, body. */
	readonly attribute: string;
	/** Among the graphs of a GRAPHS attribute, 0-based. */
	readonly position?: number;
}

/** A body as an edit names it: the way to it from main, or from a function. Absent means main. */
export interface BodyAddress {
	readonly function?: { readonly domain: string; readonly name: string; readonly overload?: string };
	readonly path?: readonly BodyStep[];
}

interface InBody {
	readonly in?: BodyAddress;
}

/** Takes nodes out. What took their outputs is left without; initializers that only they used go with them. */
export interface DeleteNodes extends InBody {
	readonly do: "delete-nodes";
	readonly nodes: readonly NodeAddress[];
}

/** Makes a value an output, after the outputs there are. */
export interface AddOutput extends InBody {
	readonly do: "add-output";
	readonly value: string;
	/** Its type as ONNX's textual syntax has it, `float[1,100,4]`; without it, the type that the model declares. */
	readonly type?: string;
}

/** Stops a value being an output. Nothing else goes: see `remove-unreachable`. */
export interface RemoveOutput extends InBody {
	readonly do: "remove-output";
	readonly value: string;
}

/** Makes a value an input; what made it no longer does. */
export interface MakeInput extends InBody {
	readonly do: "make-input";
	readonly value: string;
	readonly type?: string;
}

/** Removes nodes and initializers that no output needs, in the body and in those inside it. */
export interface RemoveUnreachable extends InBody {
	readonly do: "remove-unreachable";
	/** Whether inputs that no output needs go too. Default: they stay, since they are the model's interface. */
	readonly inputs?: boolean;
}

export interface RenameNode extends InBody {
	readonly do: "rename-node";
	readonly node: NodeAddress;
	readonly name: string;
}

/** Renames a value wherever it is made, taken or declared, in bodies inside too. */
export interface RenameValue extends InBody {
	readonly do: "rename-value";
	readonly value: string;
	readonly name: string;
}

/** One change of a graph, as data: a click, a rule and a recipe all come to this. */
export type Edit = DeleteNodes | AddOutput | RemoveOutput | MakeInput | RemoveUnreachable | RenameNode | RenameValue;

export type EditName = Edit["do"];
export type EditNamed<K extends EditName> = Extract<Edit, { readonly do: K }>;
