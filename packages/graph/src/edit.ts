import type { TensorLiteral } from "./tensor/tensor-literal.ts";

/** A node as an edit names it. Names are tried first, then the output; recorded edits carry both, so that they find their
 *  node again in a new export that renumbered one of them. */
export interface NodeAddress {
	readonly name?: string;
	/** Any of its outputs. */
	readonly output?: string;
	/** When given, a node of another type is not meant. */
	readonly opType?: string;
	/** What stood around it when the edit was made: where neither name nor output leads to it, or they lead to different nodes,
	 *  the one node of its type that has such surroundings is meant. */
	readonly near?: NodeSurroundings;
}

/** What stands around a node. */
export interface NodeSurroundings {
	/** The values that it takes, so that an edit's lines that name them can be read where they have other names. */
	readonly takes: readonly string[];
	/** The values that it makes, likewise. */
	readonly makes: readonly string[];
	/** By input, the operator that makes it, or "constant", "input", "outside" (of this body), or "" where there is none. */
	readonly inputs: readonly string[];
	/** The operators that read what it makes, sorted; "output" where the body gives it. */
	readonly readers: readonly string[];
	/** Its attributes as text, sorted; of tensors the sizes alone. */
	readonly attributes: readonly string[];
	/** Where others have the same around them: its place among them, 0-based, by the way from the inputs, and how many they are. */
	readonly place?: readonly [number, number];
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

interface MayDangle {
	/** Whether values may be left that something reads and nothing makes. Default: such an edit is refused. */
	readonly dangling?: boolean;
}

/** Takes nodes out. What took their outputs is left without; initializers that only they used go with them. */
export interface DeleteNodes extends InBody {
	readonly do: "delete-nodes";
	readonly nodes: readonly NodeAddress[];
}

/** Takes nodes out and puts others where they were; without nodes to take out it only adds. The new ones may make the values
 *  that the old ones made, so that readers stay connected. Initializers, declared types and quantization annotations that only
 *  the old ones needed go with them, and nodes move where the new wiring wants another order. */
export interface ReplaceNodes extends InBody, MayDangle {
	readonly do: "replace-nodes";
	readonly nodes: readonly NodeAddress[];
	/** Lines in ONNX's textual syntax: `["n"] y = Conv <strides = [2, 2]> (x, w)`; also `float[2] w = {1, 2}`, an initializer,
	 *  and `float[N] y`, the type of a value that the lines make. A name that begins with % is local, of a value or a node: it gets
	 *  a name that is free when the edit is applied. %% stands for a % that is meant. */
	readonly with: string;
	/** Initializers by name, for what is too much for the text. */
	readonly tensors?: Readonly<Record<string, TensorLiteral>>;
}

/** Copies nodes. The copies take what the originals take, but for what another copied node makes; nothing reads them yet. */
export interface DuplicateNodes extends InBody {
	readonly do: "duplicate-nodes";
	readonly nodes: readonly NodeAddress[];
}

/** Takes a node out and connects what read its output to its first input. Only one of its outputs may be read. */
export interface BypassNode extends InBody {
	readonly do: "bypass-node";
	readonly node: NodeAddress;
}

export interface RenameNode extends InBody {
	readonly do: "rename-node";
	readonly node: NodeAddress;
	readonly name: string;
}

/** Makes a node one of another operator; what is not given stays. */
export interface SetOperator extends InBody {
	readonly do: "set-operator";
	readonly node: NodeAddress;
	readonly opType?: string;
	/** "" is ai.onnx. */
	readonly domain?: string;
	readonly overload?: string;
}

/** Gives a node an attribute, or changes the one that it has. */
export interface SetAttribute extends InBody {
	readonly do: "set-attribute";
	readonly node: NodeAddress;
	/** As ONNX's textual syntax has it: `axis = 1`, `axes: ints = []`, `value = float[2] {1, 2}`, a whole graph. An attribute
	 *  that is there already tells its type where the text leaves it open: `alpha = 1` is a float then. */
	readonly attribute: string;
}

export interface RemoveAttribute extends InBody {
	readonly do: "remove-attribute";
	readonly node: NodeAddress;
	readonly name: string;
}

/** Connects an input of a node to a value. */
export interface SetInput extends InBody {
	readonly do: "set-input";
	readonly node: NodeAddress;
	/** 0-based; behind the last one the list grows. */
	readonly input: number;
	/** "" is an optional input that is not given. */
	readonly value: string;
}

/** Gives an output of a node a name: an optional one comes to be, or with "" is not made any more. */
export interface SetOutput extends InBody, MayDangle {
	readonly do: "set-output";
	readonly node: NodeAddress;
	/** 0-based; behind the last one the list grows. */
	readonly output: number;
	/** A name that nothing has yet, or "". */
	readonly value: string;
}

/** Puts the nodes in an order in which they can run, as close to their present order as that allows. */
export interface SortNodes extends InBody {
	readonly do: "sort-nodes";
}

/** Removes nodes and initializers that no output needs, in the body and in those inside it. */
export interface RemoveUnreachable extends InBody {
	readonly do: "remove-unreachable";
	/** Whether inputs that no output needs go too. Default: they stay, since they are the model's interface. */
	readonly inputs?: boolean;
}

/** Renames a value wherever it is made, taken or declared, in bodies inside too. */
export interface RenameValue extends InBody {
	readonly do: "rename-value";
	readonly value: string;
	readonly name: string;
}

/** Declares types of inputs, outputs and values inside, by name, as ONNX's textual syntax has them: `float[N,3,224,224]`.
 *  null forgets what the file says of a value inside. */
export interface SetTypes extends InBody {
	readonly do: "set-types";
	readonly types: Readonly<Record<string, string | null>>;
}

/** Makes a value an initializer; what made it no longer does. An input stops being one. */
export interface MakeConstant extends InBody {
	readonly do: "make-constant";
	readonly value: string;
	readonly tensor: TensorLiteral;
}

/** Makes a value an input; what made it no longer does. */
export interface MakeInput extends InBody {
	readonly do: "make-input";
	readonly value: string;
	readonly type?: string;
}

/** Adds an input that nothing reads yet. A body of Loop or Scan gets one more value that is handed from round to round: it begins
 *  with `from`, the node gives what it is in the end, and until the body gives another it stays what it is. */
export interface AddInput extends InBody {
	readonly do: "add-input";
	readonly value: string;
	readonly type: string;
	/** 0-based; by default behind the others. */
	readonly position?: number;
	/** The value outside of the body that goes in. */
	readonly from?: string;
}

/** Takes an input away. Calls of a function lose it too, and the node that holds a body. */
export interface RemoveInput extends InBody, MayDangle {
	readonly do: "remove-input";
	readonly value: string;
}

/** Gives an input another place among the inputs. Calls of a function follow, and the node that holds a body. */
export interface MoveInput extends InBody {
	readonly do: "move-input";
	readonly value: string;
	/** 0-based, in the list without it; behind the end means last. */
	readonly position: number;
}

/** Makes a value an output, after the outputs there are. A Loop or Scan collects it from all rounds; an If gives it once both
 *  branches do. */
export interface AddOutput extends InBody {
	readonly do: "add-output";
	readonly value: string;
	/** Its type as ONNX's textual syntax has it, `float[1,100,4]`; without it, the type that the model declares. */
	readonly type?: string;
}

/** Stops a value being an output. Nothing else goes: see `remove-unreachable`. The node that holds a body loses it too, and what
 *  was handed from round to round is so no longer. */
export interface RemoveOutput extends InBody {
	readonly do: "remove-output";
	readonly value: string;
}

/** Gives an output another place among the outputs. Calls of a function follow, and the node that holds a body. */
export interface MoveOutput extends InBody {
	readonly do: "move-output";
	readonly value: string;
	/** 0-based, in the list without it; behind the end means last. */
	readonly position: number;
}

/** Changes what an initializer or a Constant holds. */
export interface SetTensor extends InBody {
	readonly do: "set-tensor";
	readonly value: string;
	readonly tensor: TensorLiteral;
}

export interface RemoveInitializers extends InBody, MayDangle {
	readonly do: "remove-initializers";
	readonly values: readonly string[];
}

/** Renames a symbolic size in every declared type, also inside of expressions such as N*2. */
export interface RenameDimension {
	readonly do: "rename-dimension";
	readonly from: string;
	readonly to: string;
}

/** Gives a symbolic size its number in every declared type. Inside of expressions the number takes the name's place. */
export interface FixDimension {
	readonly do: "fix-dimension";
	readonly name: string;
	readonly size: number;
}

/** Says which version of an operator set the model uses, or the function that `in` names. It converts no node. */
export interface SetOpset extends InBody {
	readonly do: "set-opset";
	/** "" is ai.onnx. */
	readonly domain: string;
	/** Absent: the set is no longer imported. */
	readonly version?: number;
}

/** Sets an entry of the model's metadata, or without a value removes it. */
export interface SetMetadata {
	readonly do: "set-metadata";
	readonly key: string;
	readonly value?: string;
}

/** Changes what the file says of itself; what is not given stays. */
export interface SetModel {
	readonly do: "set-model";
	readonly irVersion?: number;
	readonly producerName?: string;
	readonly producerVersion?: string;
	readonly domain?: string;
	readonly modelVersion?: number;
	readonly docString?: string;
	readonly graphName?: string;
}

/** Replaces an If by the nodes of one of its branches. */
export interface InlineBranch extends InBody {
	readonly do: "inline-branch";
	readonly node: NodeAddress;
	readonly branch: "then_branch" | "else_branch";
}

/** Replaces a Loop by its body, once for each of `times` rounds. What the outputs do not need is left out. */
export interface UnrollLoop extends InBody {
	readonly do: "unroll-loop";
	readonly node: NodeAddress;
	/** Rounds that the loop runs. Where the model says how many, it must be that number. */
	readonly times: number;
}

/** Replaces a call of a function of the model by the function's nodes. A function that nothing calls any more goes. */
export interface InlineFunction extends InBody {
	readonly do: "inline-function";
	readonly node: NodeAddress;
}

/** Turns nodes into a function of the model and its call. What they take from outside becomes its inputs, initializers too. */
export interface MakeFunction extends InBody {
	readonly do: "make-function";
	readonly nodes: readonly NodeAddress[];
	readonly domain: string;
	readonly name: string;
}

/** Adds another model's graph. Of its inputs and outputs those that are not connected become the graph's own. */
export interface MergeModel {
	readonly do: "merge-model";
	/** A model in ONNX's textual syntax. */
	readonly model: string;
	/** Contents of its initializers, for what is too much for the text. */
	readonly tensors?: Readonly<Record<string, TensorLiteral>>;
	/** Stands before the names of its values and nodes. */
	readonly prefix?: string;
	/** By the name of its input, the value that goes in. */
	readonly inputs?: Readonly<Record<string, string>>;
	/** By the name of its output, the input of the graph that it takes the place of. */
	readonly outputs?: Readonly<Record<string, string>>;
}

/** One change of a graph, as data: a click, a rule and a recipe all come to this. */
export type Edit =
	| DeleteNodes
	| ReplaceNodes
	| DuplicateNodes
	| BypassNode
	| RenameNode
	| SetOperator
	| SetAttribute
	| RemoveAttribute
	| SetInput
	| SetOutput
	| SortNodes
	| RemoveUnreachable
	| RenameValue
	| SetTypes
	| MakeConstant
	| MakeInput
	| AddInput
	| RemoveInput
	| MoveInput
	| AddOutput
	| RemoveOutput
	| MoveOutput
	| SetTensor
	| RemoveInitializers
	| RenameDimension
	| FixDimension
	| SetOpset
	| SetMetadata
	| SetModel
	| InlineBranch
	| UnrollLoop
	| InlineFunction
	| MakeFunction
	| MergeModel;

export type EditName = Edit["do"];
export type EditNamed<K extends EditName> = Extract<Edit, { readonly do: K }>;
