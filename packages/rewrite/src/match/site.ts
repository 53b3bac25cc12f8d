import { type Facts, factOf } from "@suture/analysis";
import {
	addressOfBody,
	type Body,
	type BodyAddress,
	type BodyIndex,
	bodiesOfNode,
	bodyOf,
	capturedBy,
	type Graph,
	holderOf,
	indexOf,
	type Node,
} from "@suture/graph";
import type { TensorProto } from "@suture/onnx";
import { type ElementType, elementOfFact, type Fact, noFact, type Shape, shapeOfFact } from "@suture/ops";
import { tensorOfConstant } from "./constant-node.ts";
import { opsetOf } from "./opset.ts";

/** A body as rules look at it: who makes a value, who reads it, what is known about it. */
export interface Site {
	readonly graph: Graph;
	readonly facts: Facts;
	readonly body: Body;
	readonly index: BodyIndex;
	/** Undefined for main. */
	readonly address: BodyAddress | undefined;
	/** Version of ai.onnx that holds in the body. */
	readonly opset: number;
	/** The body is a function's, or lies in one: it has no initializers. */
	readonly isFunction: boolean;
	/** The body around this one; undefined for main and for functions. */
	readonly outer: Site | undefined;
	/** Values of the body that bodies inside it read. */
	readonly captured: ReadonlySet<string>;
	/** Initializers that whoever runs the model may replace. */
	readonly replaceable: ReadonlySet<string>;
	/** Whether the body runs at all, as far as is known. */
	readonly isKnown: boolean;
}

const sites = new WeakMap<Facts, Map<Body["id"], Site>>();

/** The site of a body. `facts` are those of `graph`. */
export function siteOf(graph: Graph, facts: Facts, id: Body["id"]): Site {
	let known = sites.get(facts);
	if (!known) {
		known = new Map();
		sites.set(facts, known);
	}
	let site = known.get(id);
	if (site?.graph !== graph) {
		site = makeSite(graph, facts, id);
		known.set(id, site);
	}
	return site;
}

function makeSite(graph: Graph, facts: Facts, id: Body["id"]): Site {
	const body = bodyOf(graph, id);
	const index = indexOf(body);
	const holder = holderOf(graph, id);
	const outer = holder && siteOf(graph, facts, holder.body.id);
	const captured = new Set(index.holders.flatMap(bodiesOfNode).flatMap((inner) => [...capturedBy(graph, inner)]));
	return {
		graph,
		facts,
		body,
		index,
		address: addressOfBody(graph, id),
		opset: outer?.opset ?? opsetOf(graph, id),
		isFunction: outer?.isFunction ?? graph.functions.some((head) => head.body === id),
		outer,
		captured,
		replaceable: replaceableOf(graph, body),
		isKnown: facts.bodies.has(id),
	};
}

/** From IR version 4 on, an initializer that is an input too is only a default. */
export function replaceableOf({ header, main }: Graph, body: Body): ReadonlySet<string> {
	if (body.id !== main || (header.irVersion ?? 0) < 4) return none;
	const inputs = new Set(body.inputs.map(({ name }) => name ?? ""));
	return new Set(body.initializers.map(({ name }) => name ?? "").filter((name) => inputs.has(name)));
}

const none: ReadonlySet<string> = new Set();

/** The site in which a value is defined that this one reads; undefined for a stranger. */
export function homeOf(site: Site, value: string): Site | undefined {
	for (let at: Site | undefined = site; at; at = at.outer) if (at.index.definitions.has(value)) return at;
	return undefined;
}

/** The node of this very body that makes a value. One that takes attributes from a call of its function is a stranger. */
export function makerOf(site: Site, value: string | undefined): Node | undefined {
	const definition = value ? site.index.definitions.get(value) : undefined;
	return definition?.by === "node" && isPlain(definition.node) ? definition.node : undefined;
}

/** Whether the node says all of its attributes itself. */
export function isPlain({ attributes }: Node): boolean {
	for (const { refAttrName } of attributes) if (refAttrName) return false;
	return true;
}

/** The maker when it is of this operator of ai.onnx. */
export function madeBy(site: Site, value: string | undefined, ...operators: readonly string[]): Node | undefined {
	const node = makerOf(site, value);
	return node && node.domain === "" && operators.includes(node.opType) ? node : undefined;
}

/** The constant tensor that a value is, from this body or around it. */
export function tensorAt(site: Site, value: string | undefined): TensorProto | undefined {
	const home = value ? homeOf(site, value) : undefined;
	const definition = home?.index.definitions.get(value ?? "");
	if (definition?.by === "initializer") {
		return home?.replaceable.has(value ?? "") ? undefined : home?.body.initializers[definition.position];
	}
	return definition?.by === "node" ? tensorOfConstant(definition.node) : undefined;
}

export function factAt(site: Site, value: string | undefined): Fact {
	const home = value ? homeOf(site, value) : undefined;
	return home ? factOf(home.facts, home.body.id, value ?? "") : noFact;
}

export function shapeAt(site: Site, value: string | undefined): Shape | undefined {
	return shapeOfFact(factAt(site, value));
}

export function rankAt(site: Site, value: string | undefined): number | undefined {
	return shapeAt(site, value)?.length;
}

export function elementAt(site: Site, value: string | undefined): ElementType | undefined {
	return elementOfFact(factAt(site, value));
}

/** The elements of a small tensor when all of them are numbers. */
export function numbersAt(site: Site, value: string | undefined): readonly number[] | undefined {
	const { value: elements } = factAt(site, value);
	if (elements === undefined) return undefined;
	for (const one of elements) if (typeof one !== "number") return undefined;
	return elements as readonly number[]; // the loop has seen each
}

/** Nodes of this body that read a value, each once. */
export function readersOf(site: Site, value: string): readonly Node[] {
	const uses = site.index.uses.get(value) ?? [];
	return uses.length < 2 ? uses.map(({ node }) => node) : [...new Set(uses.map(({ node }) => node))];
}

export function isOutput(site: Site, value: string): boolean {
	return site.index.outputs.has(value);
}

/** Whether nobody but nodes of this body sees a value. */
export function isInner(site: Site, value: string): boolean {
	return !site.index.outputs.has(value) && !site.captured.has(value);
}

/** Whether one node alone reads a value, at whatever inputs. */
export function isReadOnlyBy(site: Site, value: string, node: Node): boolean {
	return isInner(site, value) && (site.index.uses.get(value) ?? []).every((use) => use.node === node);
}

/** Whether a value is needed at all. */
export function isUsed(site: Site, value: string): boolean {
	return value !== "" && (site.index.uses.has(value) || !isInner(site, value));
}
