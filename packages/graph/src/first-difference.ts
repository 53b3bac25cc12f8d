import { bodyOf } from "./body-of.ts";
import type { Attribute, Body, BodyId, Graph, Node } from "./graph.ts";

/** Where two graphs of one history are not the same, as one would name it; undefined where they are the same: in names, wires,
 *  attributes, weights, declared types, and the order of inputs and outputs. In what order nodes, initializers and declarations
 *  stand does not count. Contents of tensors that lie in a file are compared by where they lie, so nothing is read. */
export function firstDifference(before: Graph, after: Graph): string | undefined {
	if (!sameHeader(before, after)) return "the model's properties";
	const [heads, headsAfter] = [before, after].map(({ functions }) => byKey(functions, headKey));
	if (!heads || !headsAfter || heads.size !== headsAfter.size) return "the list of functions";
	for (const [key, head] of heads) {
		const other = headsAfter.get(key);
		const { body: _, ...rest } = head;
		if (!other || !sameData(rest, { ...other, body: undefined })) return `the function ${head.name}`;
		const where = inBodies(before, head.body, after, other.body);
		if (where !== undefined) return where;
	}
	return inBodies(before, before.main, after, after.main);
}

function sameHeader({ header: before }: Graph, { header: after }: Graph): boolean {
	const sorted = ({ opsetImport, metadataProps }: Graph["header"]) => [
		byKey(opsetImport, ({ domain = "" }) => domain),
		byKey(metadataProps, ({ key = "" }) => key),
	];
	const plain = (header: Graph["header"]) => ({ ...header, opsetImport: [], metadataProps: [] });
	return before === after || (sameData(plain(before), plain(after)) && sameData(sorted(before), sorted(after)));
}

const headKey = ({ domain, name, overload }: Graph["functions"][number]) => JSON.stringify([domain, name, overload]);

function inBodies(graphBefore: Graph, idBefore: BodyId, graphAfter: Graph, idAfter: BodyId): string | undefined {
	const [before, after] = [bodyOf(graphBefore, idBefore), bodyOf(graphAfter, idAfter)];
	const around = before === after ? undefined : aroundNodes(before, after);
	if (around !== undefined) return around;
	if (before.nodes.length !== after.nodes.length) return "the list of nodes";
	const nodes = byKey(after.nodes, nodeKey);
	for (const node of before.nodes) {
		const other = nodes.get(nodeKey(node));
		const called = node.name || `the ${node.opType} that makes ${node.outputs[0] ?? "nothing"}`;
		if (!other || !sameNode(node, other)) return called;
		const where = inAttributes(graphBefore, node, graphAfter, other);
		if (where !== undefined) return where;
	}
	return undefined;
}

/** Outputs are unique in a body that is right; equal nodes without any are interchangeable. */
const nodeKey = ({ outputs, name, opType, inputs }: Node) =>
	JSON.stringify(outputs.some((output) => output !== "") ? outputs : [name, opType, inputs]);

function aroundNodes(before: Body, after: Body): string | undefined {
	if (!sameData(before.inputs, after.inputs)) return "the list of inputs";
	if (!sameData(before.outputs, after.outputs)) return "the list of outputs";
	const lists = (body: Body) => [
		...body.initializers.map((tensor) => ({ name: tensor.name ?? "", tensor })),
		...body.sparseInitializers.map((tensor) => ({ name: tensor.values?.name ?? "", tensor })),
	];
	const weights = differingName(lists(before), lists(after));
	if (weights !== undefined) return `the weight ${weights}`;
	const types = differingName(before.valueInfo, after.valueInfo);
	if (types !== undefined) return `the declared type of ${types}`;
	const annotations = (body: Body) => body.quantizationAnnotation.map((one) => ({ name: one.tensorName ?? "", one }));
	const quantized = differingName(annotations(before), annotations(after));
	if (quantized !== undefined) return `the quantization of ${quantized}`;
	const rest = ({ name, docString, metadataProps }: Body) => [name, docString, metadataProps];
	return sameData(rest(before), rest(after)) ? undefined : "the graph's own name or description";
}

interface Named {
	readonly name?: string;
}

function differingName(before: readonly Named[], after: readonly Named[]): string | undefined {
	if (before === after) return undefined;
	const nameOf = ({ name = "" }: Named) => name;
	const [left, right] = [byKey(before, nameOf), byKey(after, nameOf)];
	const missing = [...right.keys()].find((name) => !left.has(name));
	return missing ?? [...left].find(([name, one]) => !sameData(one, right.get(name)))?.[0];
}

function sameNode(before: Node, after: Node): boolean {
	if (before === after) return true;
	const plain = (node: Node) => ({
		...node,
		id: 0,
		origin: undefined,
		attributes: byKey(node.attributes, nameOfAttribute),
	});
	return sameData(plain(before), plain(after));
}

const nameOfAttribute = ({ name = "" }: Attribute) => name;

function inAttributes(graphBefore: Graph, before: Node, graphAfter: Graph, after: Node): string | undefined {
	const others = byKey(after.attributes, nameOfAttribute);
	for (const attribute of before.attributes) {
		for (const [i, body] of (attribute.bodies ?? []).entries()) {
			const other = others.get(nameOfAttribute(attribute))?.bodies?.[i];
			const where = other === undefined ? before.name : inBodies(graphBefore, body, graphAfter, other);
			if (where !== undefined) return where;
		}
	}
	return undefined;
}

function byKey<T>(list: readonly T[], keyOf: (one: T) => string): Map<string, T> {
	return new Map(list.map((one) => [keyOf(one), one]));
}

/** Fields that say where something came from or which id it has here, not what it is. */
const notMeant: ReadonlySet<string> = new Set(["origin", "bodies"]);

/** Whether plain data says the same; what is not given and undefined are alike. Other objects are the same only as themselves. */
function sameData(left: unknown, right: unknown): boolean {
	if (Object.is(left, right)) return true;
	if (Array.isArray(left) && Array.isArray(right)) {
		return left.length === right.length && left.every((one, i) => sameData(one, right[i]));
	}
	if (left instanceof Uint8Array && right instanceof Uint8Array) {
		return left.length === right.length && left.every((byte, i) => byte === right[i]);
	}
	if (left instanceof Map && right instanceof Map) {
		return left.size === right.size && [...left].every(([key, one]) => right.has(key) && sameData(one, right.get(key)));
	}
	return isPlain(left) && isPlain(right) && sameFields(left, right);
}

function sameFields(left: Readonly<Record<string, unknown>>, right: Readonly<Record<string, unknown>>): boolean {
	const keys = new Set([...Object.keys(left), ...Object.keys(right)]);
	return [...keys].every((key) => notMeant.has(key) || sameData(left[key], right[key]));
}

function isPlain(value: unknown): value is Readonly<Record<string, unknown>> {
	return typeof value === "object" && value !== null && Object.getPrototypeOf(value) === Object.prototype;
}
