import type { AttributeProto } from "@suture/onnx";
import type { Code, Facts } from "@suture/problems";
import type { Dimension, Expression, SizeSymbol } from "../dimension/expression.ts";
import type { Elements } from "../fact/element.ts";
import type { ElementType } from "../fact/element-type.ts";
import type { Fact } from "../fact/fact.ts";
import type { ValueType } from "../fact/value-type.ts";
import type { OperatorSchema } from "../operator-schema.ts";

/** One node as a shape function sees it: what goes in, what it was told, and nothing of the graph around it. */
export interface Call {
	readonly schema: OperatorSchema;
	/** Undefined for an optional input that is not given. */
	readonly inputs: readonly (Fact | undefined)[];
	/** How many outputs the node names, also those with an empty name. */
	readonly outputCount: number;
	readonly attributes: ReadonlyMap<string, AttributeValue>;
	/** A size of an output that depends on data: a symbol that is the same each time this node is asked. `label` tells the
	 *  symbols of one output apart. */
	readonly fresh: (output: number, label: string, least?: number) => Expression;
	/** Says that the model is wrong here. The rest goes on. */
	readonly report: Report;
	/** Infers a graph in an attribute; undefined when there is none. */
	readonly body: (attribute: string) => BodyInference | undefined;
}

/** An attribute without the graphs in it. */
export type AttributeValue = Pick<
	AttributeProto,
	"type" | "i" | "f" | "s" | "t" | "tp" | "sparseTensor" | "ints" | "floats" | "strings" | "tensors"
>;

export type Report = <C extends Code>(code: C, facts: Facts<C>) => void;

/** A graph in an attribute, as the operator that runs it sees it. */
export interface BodyInference {
	/** How many inputs and outputs the graph names. */
	readonly inputCount: number;
	readonly outputCount: number;
	/** What the body gives for these inputs. What is known inside is what the last call found. */
	readonly infer: (inputs: readonly Fact[], options?: { readonly neverRuns: boolean }) => readonly Fact[];
	/** A size that is another one each time the body runs. */
	readonly fresh: (label: string, least?: number) => Expression;
	/** Whether a symbol is such a size, or was made inside of the body. */
	readonly isInner: (symbol: SizeSymbol) => boolean;
}

/** A shape in which some sizes could not be told. */
export type PartialShape = readonly (Dimension | undefined)[];

/** What a shape function says of one output. What it leaves out comes from the operator's schema, or stays unknown. */
export interface Output {
	/** For what is no tensor; element and shape are for tensors. */
	readonly type?: ValueType | undefined;
	readonly element?: ElementType | undefined;
	readonly shape?: PartialShape | undefined;
	/** Elements that are known; most operators leave this to their row's value function. */
	readonly value?: Elements | undefined;
}

/** The outputs in order; undefined, or missing at the end, where nothing can be said. It never throws on purpose; when the
 *  inputs contradict each other it reports, and gives what still holds. */
export type ShapeFunction = (call: Call) => readonly (Output | undefined)[];
