import { type BodyId, bodyOf, type Graph } from "@suture/graph";
import { type Dimension, type Fact, isTensor, mergeFacts, noFact, symbol, type ValueType } from "@suture/ops";
import type { Problem } from "@suture/problems";
import type { Facts } from "./facts.ts";
import { inferBody } from "./infer-body.ts";
import type { InputSizes } from "./input-sizes.ts";
import { inputTypes } from "./input-types.ts";
import { opsetsOf } from "./opsets.ts";
import { problemsOf } from "./problems-of.ts";
import type { BodyRecord } from "./record.ts";
import type { DeclaredUse, Run, Scope } from "./scope.ts";

export interface InferOptions {
	/** Sizes of inputs in place of the model's own, as `readInputSizes` gives them. */
	readonly inputs?: InputSizes;
	/** Whether types that the file declares for inner values and outputs count where inference knows nothing, and are checked
	 *  where it does. True without it. */
	readonly useDeclared?: boolean;
	/** What was known before an edit: all that the edit does not reach is taken from there. */
	readonly previous?: Facts;
}

export interface Inferred {
	readonly facts: Facts;
	readonly problems: readonly Problem[];
}

/** Types, shapes and small values of everything in a graph. Never throws because of the model: what contradicts itself is
 *  reported at its node, and the rest goes on. Time: linear in nodes; with `previous` only what an edit reaches is done. */
export function inferShapes(graph: Graph, { inputs, useDeclared = true, previous }: InferOptions = {}): Inferred {
	const asked = inputs ?? new Map<string, readonly (Dimension | undefined)[]>();
	const { types, readDimension, symbols, problems } = inputTypes(graph, asked);
	const declared: DeclaredUse = !useDeclared ? "ignored" : asked.size > 0 ? "types only" : "checked";
	const run: Run = {
		graph,
		declared,
		readDimension,
		takenNames: symbols,
		budget: { nodes: mostInnerNodes },
		inferBody,
	};
	const earlier = previous && memories.get(previous);
	const record = inferBody(
		run,
		mainScope(graph),
		mainInputs(graph, types),
		isUsable(earlier, run) ? earlier.main : undefined,
	);
	const facts: Facts = { graph, bodies: valuesByBody(record) };
	memories.set(facts, { main: record, run });
	return { facts, problems: [...problems, ...problemsOf(record)] };
}

/** Seconds of work; the largest body of a real network has some thousand nodes and is inferred some ten times. */
const mostInnerNodes = 100_000;

/** What a later run needs of an earlier one. It hangs on the facts, so that whoever keeps these keeps it. */
export interface Memory {
	readonly main: BodyRecord;
	readonly run: Run;
}

const memories = new WeakMap<Facts, Memory>();

/** How the bodies came to their facts, for whoever asks where something is from. */
export function memoryOf(facts: Facts): Memory | undefined {
	return memories.get(facts);
}

/** A node's record does not say what these are, so where they differ nothing can be taken over. */
function isUsable(memory: Memory | undefined, { graph, declared, takenNames }: Run): memory is Memory {
	if (memory === undefined) return false;
	const before = memory.run;
	// A symbol of the model that is new may have the name of one that was made up.
	const hasNewName = [...takenNames].some((name) => madeUp.test(name) && !before.takenNames.has(name));
	return (
		!hasNewName &&
		before.graph.main === graph.main &&
		before.declared === declared &&
		before.graph.header.opsetImport === graph.header.opsetImport &&
		before.graph.functions === graph.functions
	);
}

const madeUp = /\.\w+$|\[\d+\]$/;

function mainScope(graph: Graph): Scope {
	return {
		body: bodyOf(graph, graph.main),
		values: new Map(),
		outer: undefined,
		prefix: "",
		path: [],
		opsets: opsetsOf(graph.header.opsetImport),
		attributes: new Map(),
		neverRuns: false,
		depth: 0,
	};
}

function mainInputs(graph: Graph, types: ReadonlyMap<string, ValueType>): Fact[] {
	return bodyOf(graph, graph.main).inputs.map(({ name = "" }) => inputFact(name, types.get(name)));
}

/** An input of a few whole numbers may be sizes: they get names. */
function inputFact(name: string, type: ValueType | undefined): Fact {
	if (type === undefined) return noFact;
	if (!isTensor(type) || (type.element !== "int64" && type.element !== "int32")) return { type };
	const [length = 1, ...more] = type.shape ?? [mostNamed + 1];
	if (more.length > 0 || typeof length !== "number" || length > mostNamed) return { type };
	const isScalar = type.shape?.length === 0;
	const element = (i: number) => symbol(isScalar ? name : `${name}[${i}]`, Number.NEGATIVE_INFINITY);
	return { type, value: Array.from({ length }, (_, i) => element(i)) };
}

const mostNamed = 8;

/** The values of each body; of one that runs in several places, what is common to all. */
function valuesByBody(main: BodyRecord): Map<BodyId, ReadonlyMap<string, Fact>> {
	const found = new Map<BodyId, ReadonlyMap<string, Fact>>();
	const open = [main];
	for (let record = open.pop(); record !== undefined; record = open.pop()) {
		const { body, values } = record.scope;
		const known = found.get(body.id);
		found.set(body.id, known ? common(known, values) : values);
		for (const { inside } of record.nodes.values()) if (inside) open.push(...inside.records.values());
	}
	return found;
}

function common(left: ReadonlyMap<string, Fact>, right: ReadonlyMap<string, Fact>): ReadonlyMap<string, Fact> {
	return new Map(
		[...left].map(([name, fact]) => [
			name,
			mergeFacts(fact, right.get(name) ?? noFact, (axis) => symbol(`${name}.${axis}`, 0)),
		]),
	);
}
