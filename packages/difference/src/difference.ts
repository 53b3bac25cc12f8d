import { addressOfBody, type Body, type BodyAddress, type BodyId, bodyOf, type Graph, type Node } from "@suture/graph";
import type { OperatorSetIdProto, TensorProto } from "@suture/onnx";
import type { OpsetOf } from "./attribute-keys.ts";
import { type ConstantChange, constantChange } from "./constant-changes.ts";
import { type Constant, constantKey, constantsOf } from "./constants.ts";
import { type FunctionChange, pairFunctions } from "./functions.ts";
import { type HeaderChange, headerChanges } from "./header-changes.ts";
import { type InterfaceChange, interfaceChanges } from "./interface-changes.ts";
import { matchNodes } from "./match-nodes.ts";
import { type MatchedValues, matchValues } from "./match-values.ts";
import type { Matching } from "./matching.ts";
import { type NodeChange, nodeChange } from "./node-changes.ts";
import { pairInterface } from "./pair-interface.ts";
import { newReading, type Reading } from "./reading.ts";
import { constantsLeft, type Region, regionsOf } from "./regions.ts";
import { type Outside, type Side, sideOf } from "./side.ts";

/** What differs between two graphs. */
export interface Difference {
	readonly before: Graph;
	readonly after: Graph;
	readonly header: readonly HeaderChange[];
	/** Main first; bodies that are on both sides, also those without a difference. */
	readonly bodies: readonly BodyDifference[];
	/** Functions that came, went, or have other attributes or operator sets. */
	readonly functions: readonly FunctionChange[];
}

/** One thing under two names. */
export interface Renamed<T> {
	readonly before: T;
	readonly after: T;
}

export interface BodyDifference {
	readonly before: Body;
	readonly after: Body;
	/** Where the body is in the model after; undefined for main. */
	readonly address: BodyAddress | undefined;
	/** Every node that is there before and after, with what it is after. */
	readonly partners: ReadonlyMap<Node, Node>;
	/** Every value that is there before and after, also what took the place of one, with what it is after. */
	readonly values: ReadonlyMap<string, string>;
	/** In an order in which they can run. */
	readonly removed: readonly Node[];
	readonly added: readonly Node[];
	readonly changed: readonly NodeChange[];
	readonly renamed: readonly Renamed<Node>[];
	/** The removed and added nodes, those of one place together; constants that more than one place takes are in none. */
	readonly regions: readonly Region[];
	readonly inputs: readonly InterfaceChange[];
	readonly outputs: readonly InterfaceChange[];
	/** Initializers and Constant nodes that are on both sides. */
	readonly constants: readonly ConstantChange[];
	/** Initializers only: a Constant node that came or went is a node. */
	readonly removedInitializers: readonly Constant[];
	readonly addedInitializers: readonly Constant[];
	/** Values of matched nodes, inputs and constants. */
	readonly renamedValues: readonly Renamed<string>[];
	/** Nodes whose doc string or metadata differ. */
	readonly annotated: readonly Renamed<Node>[];
}

export interface DifferenceOptions {
	/** What `fingerprintsOf` found, so that large weights are told apart by contents too. */
	readonly fingerprints?: ReadonlyMap<TensorProto, string>;
}

/** The difference of two graphs, of one history or of two exports. Nodes are matched by what they do and by names; another
 *  order of nodes is no difference. Types that a file declares of values between nodes are not compared: they follow from the
 *  rest. Time: about linear in nodes and edges. Never throws because of a graph. */
export function difference(before: Graph, after: Graph, options: DifferenceOptions = {}): Difference {
	const reading = newReading(options.fingerprints ?? new Map());
	const bodies: BodyDifference[] = [];
	const { pairs, changes } = pairFunctions(before, after, reading);
	const work: Comparing = { before, after, reading, bodies };
	const nothing: Outside = () => undefined;
	compareBodies(work, roots(before, before.main, before.header.opsetImport, nothing), {
		...roots(after, after.main, after.header.opsetImport, nothing),
	});
	for (const [one, other] of pairs) {
		compareBodies(
			work,
			roots(before, one.body, one.opsetImport, nothing),
			roots(after, other.body, other.opsetImport, nothing),
		);
	}
	return { before, after, header: headerChanges(before, after), bodies, functions: changes };
}

/** Whether two graphs are the same, but for the order of their nodes. */
export function isSame({ header, bodies, functions }: Difference): boolean {
	return header.length === 0 && functions.length === 0 && bodies.every(isSameBody);
}

export function isSameBody(body: BodyDifference): boolean {
	return [
		body.removed,
		body.added,
		body.changed,
		body.renamed,
		body.inputs,
		body.outputs,
		body.constants,
		body.removedInitializers,
		body.addedInitializers,
		body.renamedValues,
		body.annotated,
	].every((list) => list.length === 0);
}

interface Comparing {
	readonly before: Graph;
	readonly after: Graph;
	readonly reading: Reading;
	readonly bodies: BodyDifference[];
}

interface Place {
	readonly graph: Graph;
	readonly body: BodyId;
	readonly opsetOf: OpsetOf;
	readonly outside: Outside;
}

function roots(graph: Graph, body: BodyId, imports: readonly OperatorSetIdProto[], outside: Outside): Place {
	const plain = (domain: string | undefined) => (domain === "ai.onnx" ? "" : (domain ?? ""));
	const versions = new Map(imports.map(({ domain, version }) => [plain(domain), version]));
	return { graph, body, opsetOf: (domain) => versions.get(plain(domain)), outside };
}

function compareBodies(work: Comparing, one: Place, other: Place): void {
	const { reading, bodies } = work;
	const [before, after] = [one, other].map(({ graph, body, opsetOf, outside }) =>
		sideOf(graph, bodyOf(graph, body), opsetOf, outside, reading),
	) as [Side, Side];
	const ends = {
		inputs: pairInterface(before.body.inputs, after.body.inputs),
		outputs: pairInterface(before.body.outputs, after.body.outputs),
	};
	const matching = matchNodes(before, after, ends, reading);
	const matched = matchValues(matching, ends, reading);
	bodies.push(bodyDifference(matching, matched, ends, reading));
	const outsides = outsidesOf(matching, matched, reading, bodies.length);
	for (const [a, b] of matching.pairs) {
		for (const attribute of a.attributes) {
			const there = attribute.bodies && b.attributes.find(({ name }) => name === attribute.name)?.bodies;
			attribute.bodies?.forEach((body, i) => {
				const partner = there?.[i];
				if (partner === undefined) return;
				compareBodies(
					work,
					{ ...one, body, outside: outsides.before },
					{ ...other, body: partner, outside: outsides.after },
				);
			});
		}
	}
}

function bodyDifference(
	matching: Matching,
	matched: MatchedValues,
	ends: Parameters<typeof matchValues>[1],
	reading: Reading,
): BodyDifference {
	const { before, after, toAfter, toBefore } = matching;
	const { values, replaced, constants } = matched;
	const pairs = after.body.nodes.flatMap((b): [Node, Node][] => {
		const a = toBefore.get(b);
		return a ? [[a, b]] : [];
	});
	const isLeft = (partners: ReadonlyMap<string, string>) => (one: Constant) =>
		one.as !== "node" && !partners.has(one.name);
	return {
		before: before.body,
		after: after.body,
		address: addressOfBody(after.graph, after.body.id),
		partners: toAfter,
		values: values.toAfter,
		removed: [...constantsLeft(before, toAfter), ...matching.leftBefore()],
		added: [...constantsLeft(after, toBefore), ...matching.leftAfter()],
		changed: pairs.flatMap(([a, b]) =>
			matching.before.operatorKeys.has(a) ? (nodeChange(matching, matched, [a, b], reading) ?? []) : [],
		),
		renamed: pairs.filter(([a, b]) => a.name !== b.name).map(([a, b]) => ({ before: a, after: b })),
		regions: regionsOf(matching, matched),
		inputs: interfaceChanges(before.body.inputs, after.body.inputs, ends.inputs),
		outputs: interfaceChanges(before.body.outputs, after.body.outputs, ends.outputs),
		constants: constants.flatMap(([a, b]) => constantChange(a, b, reading) ?? []),
		removedInitializers: [...constantsOf(before.body).values()].filter(isLeft(values.toAfter)),
		addedInitializers: [...constantsOf(after.body).values()].filter(isLeft(values.toBefore)),
		renamedValues: [...values.toAfter]
			.filter(([was, is]) => was !== is && !replaced.has(was))
			.map(([was, is]) => ({ before: was, after: is })),
		annotated: pairs.filter(([a, b]) => isAnnotated(a, b)).map(([a, b]) => ({ before: a, after: b })),
	};
}

function isAnnotated(a: Node, b: Node): boolean {
	if (a === b) return false;
	const text = (node: Node) =>
		JSON.stringify([node.docString ?? "", node.metadataProps.map(({ key, value }) => [key, value])]);
	return text(a) !== text(b);
}

/** What bodies inside see of the values around them: those that are the same have the same token. */
function outsidesOf(
	{ before, after }: Matching,
	{ values }: MatchedValues,
	reading: Reading,
	level: number,
): { before: Outside; after: Outside } {
	const see = (side: Side, pairOf: (value: string) => string | undefined): Outside => {
		const { makers } = side;
		const inputs = new Set(side.body.inputs.map(({ name = "" }) => name));
		return (value) => {
			const constant = side.constantOf(value);
			const pair = pairOf(value);
			if (pair !== undefined) return outer(reading.intern(`outer pair ${level} ${pair}`), constant);
			if (constant) return outer(constantKey(constant, reading), constant);
			const isHere = makers.has(value) || inputs.has(value);
			return isHere ? outer(reading.intern(`outer ${level} ${side === before} ${value}`)) : side.outside(value);
		};
	};
	return {
		before: see(before, (value) => values.toAfter.get(value)),
		after: see(after, (value) => (values.toBefore.has(value) ? value : undefined)),
	};
}

function outer(token: number, constant?: Constant): { token: number; constant?: Constant } {
	return constant ? { token, constant } : { token };
}
