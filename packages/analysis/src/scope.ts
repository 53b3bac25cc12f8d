import type { Attribute, Body, Graph } from "@suture/graph";
import type { DimensionReader, Fact } from "@suture/ops";
import type { BodyRecord } from "./record.ts";

/** One run of inference over a graph. */
export interface Run {
	readonly graph: Graph;
	/** Whether types that the file declares for inner values count. */
	readonly declared: DeclaredUse;
	readonly readDimension: DimensionReader;
	/** Names that symbols of the model have: ours must be others. */
	readonly takenNames: ReadonlySet<string>;
	/** How many more nodes inside of bodies and functions may be inferred. Loops in loops are inferred several times each, and
	 *  functions that call each other twice double at each: without an end a model of a hundred of them would never be done. */
	readonly budget: { nodes: number };
	/** Infers a body inside of a node. Here, since a body is made of nodes, and a node may be made of bodies. */
	readonly inferBody: InferBody;
}

/** Fills a scope, given the facts of its body's inputs, and what an earlier run found. */
export type InferBody = (
	run: Run,
	scope: Scope,
	inputs: readonly Fact[],
	previous: BodyRecord | undefined,
) => BodyRecord;

/** "checked": contradictions are reported. "types only": the model runs at other sizes than it was exported for, so that
 *  sizes in it mean nothing. "ignored": as if there were none. */
export type DeclaredUse = "checked" | "types only" | "ignored";

/** Where a body stands while it is inferred. */
export interface Scope {
	readonly body: Body;
	/** What is known so far in this body. */
	readonly values: Map<string, Fact>;
	/** What names of this body do not mean; undefined for main and functions. */
	readonly outer: Scope | undefined;
	/** In front of the names of symbols that are made in this body. */
	readonly prefix: string;
	/** Names of the nodes and attributes on the way here, for places. */
	readonly path: readonly string[];
	readonly opsets: ReadonlyMap<string, number>;
	/** Of the function that this is the body of: what its attributes are in this call. */
	readonly attributes: ReadonlyMap<string, Attribute>;
	/** Whether it is a branch that a known condition does not choose. */
	readonly neverRuns: boolean;
	/** Function calls on the way here. */
	readonly depth: number;
}

/** A value as a node of the scope sees it. */
export function lookUp(scope: Scope, name: string): Fact | undefined {
	for (let at: Scope | undefined = scope; at !== undefined; at = at.outer) {
		const found = at.values.get(name);
		if (found !== undefined) return found;
	}
	return undefined;
}
