import type { Facts } from "@suture/analysis";
import {
	type Attribute,
	type Body,
	type BodyId,
	bodyOf,
	type FunctionHead,
	type Graph,
	type Node,
	nameOf,
	placeOfNode,
	runOrder,
	valuesNeededBy,
} from "@suture/graph";
import { noFact } from "@suture/ops";
import { importerOf } from "../parser/operators.ts";
import { releaseNumber } from "../target/releases.ts";
import type { Target } from "../target/target.ts";
import { becomesConstant } from "./constant.ts";
import { type Operand, type Site, weightsOf } from "./site.ts";

/** What is common to a whole walk. */
export interface Walk {
	readonly graph: Graph;
	readonly facts: Facts;
	readonly target: Target;
	readonly release: number;
	readonly opset: number;
	readonly isQuantized: boolean;
	/** Called for each import, in the order of the parser; gives whether the node is refused. */
	readonly visit: (site: Site) => boolean;
	/** Called for a node that holds a body in which another is refused. */
	readonly refusedInside: (site: Site, inner: Site) => void;
	/** Nodes of bodies and functions that may still be visited: functions that call each other twice grow without end. */
	budget: number;
}

/** A body, and what the parser has of it by now. */
interface Scope {
	readonly body: Body;
	readonly outer: Scope | undefined;
	readonly values: Map<string, Operand>;
	readonly attributes: ReadonlyMap<string, Attribute> | undefined;
	readonly path: readonly string[];
	/** Values of the loop around that the parser never registers. */
	readonly unregistered: ReadonlySet<string>;
	/** The first node inside that is refused. */
	refused: Site | undefined;
}

const deepest = 32;

/** Goes through a model as the parser does: nodes in order, with bodies and functions where they are called, and only that
 *  branch of an If whose condition is an initializer. */
export function walk(run: Walk): void {
	const body = bodyOf(run.graph, run.graph.main);
	const scope = newScope(body, undefined, undefined, []);
	const constants = new Set(body.initializers.map(({ name }) => name));
	for (const { name = "" } of body.inputs) if (!constants.has(name)) scope.values.set(name, tensor(run, body, name));
	walkBody(run, scope);
}

function newScope(
	body: Body,
	outer: Scope | undefined,
	attributes: Scope["attributes"],
	path: readonly string[],
	unregistered: ReadonlySet<string> = new Set(),
): Scope {
	return { body, outer, values: new Map(), attributes, path, unregistered, refused: undefined };
}

function tensor({ facts }: Walk, body: Body, name: string, maker?: Site, isConstant = false): Operand {
	return { name, isWeights: false, isConstant, fact: facts.bodies.get(body.id)?.get(name) ?? noFact, maker };
}

const absent: Operand = { name: "", isWeights: false, isConstant: true, fact: noFact, maker: undefined };

function lookUp(scope: Scope, name: string): Operand | undefined {
	for (let at: Scope | undefined = scope; at; at = at.outer) {
		const found = at.values.get(name);
		if (found) return found;
	}
	return undefined;
}

function walkBody(run: Walk, scope: Scope): void {
	const { body } = scope;
	for (const { name = "" } of body.initializers)
		scope.values.set(name, { ...tensor(run, body, name), isWeights: true, isConstant: true });
	const indexes = new Map(body.nodes.map((node, index) => [node, index]));
	for (const node of runOrder(run.graph, body).order) {
		if (scope.path.length > 0 && run.budget-- <= 0) return;
		walkNode(run, scope, node, indexes.get(node) ?? 0);
	}
}

function walkNode(run: Walk, scope: Scope, node: Node, index: number): void {
	const inputs = node.inputs.map((name) =>
		name === "" ? absent : (lookUp(scope, name) ?? tensor(run, scope.body, name)),
	);
	const outputs: Operand[] = [];
	const { target, release, opset, isQuantized } = run;
	const site: Site = {
		node,
		place: placeOfNode(node, index, scope.path),
		inputs,
		outputs,
		attributes: attributesOf(node, scope.attributes),
		opset,
		release,
		target,
		isQuantized,
		missing: node.inputs.find((name) => scope.unregistered.has(name)),
	};
	const needed = [...valuesNeededBy(run.graph, node)].map((name) => lookUp(scope, name));
	for (const name of node.outputs) {
		const made = tensor(run, scope.body, name, site);
		outputs.push({ ...made, isConstant: becomesConstant(node, needed, made.fact) });
	}
	if (isPlainConstant(node)) outputs.forEach((one, i) => (outputs[i] = { ...one, isWeights: true, maker: undefined }));
	if (run.visit(site)) scope.refused ??= site;
	const { results, refused } = walkInside(run, scope, site);
	if (refused) {
		run.refusedInside(site, refused);
		scope.refused ??= site;
	}
	node.outputs.forEach((name, i) => {
		if (name === "") return;
		const inner = results?.[i];
		const made = outputs[i] ?? absent;
		scope.values.set(name, inner ? { ...inner, name, fact: made.fact } : made);
	});
}

function isPlainConstant({ opType, domain }: Node): boolean {
	return opType === "Constant" && (domain === "" || domain === "ai.onnx");
}

function attributesOf(node: Node, given: Scope["attributes"]): ReadonlyMap<string, Attribute> {
	const found = new Map<string, Attribute>();
	for (const attribute of node.attributes) {
		const { name = "", refAttrName } = attribute;
		const meant = refAttrName ? given?.get(refAttrName) : attribute;
		if (meant) found.set(name, meant);
	}
	return found;
}

interface Inside {
	/** What the outputs of the node are, where the parser hands on those of a body as they are. */
	readonly results?: readonly (Operand | undefined)[];
	readonly refused?: Site | undefined;
}

function walkInside(run: Walk, scope: Scope, site: Site): Inside {
	if (scope.path.length >= deepest) return {};
	const { node } = site;
	const head = calledFunction(run, node);
	if (head) return walkFunction(run, scope, site, head);
	const bodies = node.attributes.flatMap(({ name, bodies }) => (bodies ?? []).map((id) => [name ?? "", id] as const));
	if (bodies.length === 0) return {};
	const chosen = node.opType === "If" ? chosenBranch(site) : undefined;
	const inner = bodies
		.filter(([name]) => chosen === undefined || name === chosen)
		.map(([, id]) => walkAttribute(run, scope, site, id));
	const refused = inner.find((one) => one.refused)?.refused;
	const [only] = inner;
	return chosen !== undefined && only ? { results: resultsOf(only), refused } : { refused };
}

/** An If whose condition is an initializer of one element has that branch alone. */
function chosenBranch({ inputs }: Site): string | undefined {
	const [value, ...more] = weightsOf(inputs[0]) ?? [];
	if (value === undefined || more.length > 0) return undefined;
	return value === 1 ? "then_branch" : "else_branch";
}

function walkAttribute(run: Walk, scope: Scope, site: Site, id: BodyId): Scope {
	const body = bodyOf(run.graph, id);
	const inner = newScope(
		body,
		scope,
		scope.attributes,
		[...scope.path, nameOf(site.node)],
		site.node.opType === "Loop" ? unregisteredInLoop(site, body) : scope.unregistered,
	);
	for (const { name = "" } of body.inputs) inner.values.set(name, tensor(run, body, name));
	walkBody(run, inner);
	return inner;
}

/** The iteration number is registered only with a trip count, the condition only with a condition.
 *  onnx-tensorrt importLoop, 8.0-GA to 10.1-GA; RTX 1.7.1. */
function unregisteredInLoop({ inputs }: Site, { inputs: parameters }: Body): Set<string> {
	return new Set([0, 1].flatMap((i) => ((inputs[i]?.name ?? "") === "" ? (parameters[i]?.name ?? []) : [])));
}

/** The function of the model that the parser imports for a node: one that has no importer. Since 9.0. */
function calledFunction({ graph, release }: Walk, { opType, domain, overload }: Node): FunctionHead | undefined {
	if (release < releaseNumber("9.0") || importerOf(opType, release) !== "plugin") return undefined;
	return graph.functions.find((head) => head.name === opType && head.domain === domain && head.overload === overload);
}

function walkFunction(run: Walk, scope: Scope, site: Site, head: FunctionHead): Inside {
	const body = bodyOf(run.graph, head.body);
	const attributes = new Map<string, Attribute>(head.attributeDefaults.map((one) => [one.name ?? "", one]));
	for (const [name, attribute] of site.attributes) attributes.set(name, attribute);
	const inner = newScope(body, undefined, attributes, [...scope.path, nameOf(site.node)]);
	body.inputs.forEach(({ name = "" }, i) => {
		const given = site.inputs[i] ?? absent;
		inner.values.set(name, { ...given, fact: given.name === "" ? noFact : tensor(run, body, name).fact });
	});
	walkBody(run, inner);
	return { results: resultsOf(inner), refused: inner.refused };
}

function resultsOf(scope: Scope): (Operand | undefined)[] {
	return scope.body.outputs.map(({ name = "" }) => lookUp(scope, name));
}
