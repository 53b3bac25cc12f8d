import { type Body, bodyOf, type Graph, indexOf, type Node } from "@suture/graph";
import { attributesKey } from "./attribute-keys.ts";
import { isCommutative } from "./commutative.ts";
import { constantKey, constantsOf } from "./constants.ts";
import type { Reading } from "./reading.ts";
import type { Side } from "./side.ts";

/** What structure is compared by. "strict": operators, attributes, constants. "loose": operators and the wiring of what is
 *  computed, so that a constant may change, or come as an attribute in one opset and as an input in another. */
export type Level = "strict" | "loose";

/** Tokens of what is known to be the same on both sides. */
export interface Anchors {
	readonly nodes: ReadonlyMap<Node, number>;
	readonly values: ReadonlyMap<string, number>;
	/** Of the body's outputs, by position. */
	readonly outputs: readonly number[];
}

/** From inputs downward: nodes with equal tokens compute the same of the same anchors. */
export function inwardTokens(side: Side, level: Level, anchors: Anchors, reading: Reading): Map<Node, number> {
	const { intern } = reading;
	const values = new Map<string, number>(anchors.values);
	for (const { name = "", type } of side.body.inputs) {
		if (!values.has(name)) values.set(name, intern(`input ${JSON.stringify(type)}`));
	}
	const tokens = new Map<Node, number>();
	const unmade = intern("unmade");
	const tokenOf = (value: string) => values.get(value) ?? side.outside(value)?.token ?? unmade;
	for (const node of side.nodes) {
		const taken = node.inputs.flatMap((value) => {
			if (value === "") return level === "strict" ? ["none"] : [];
			const constant = side.constantOf(value);
			if (constant) return level === "strict" ? [`constant ${constantKey(constant, reading)}`] : [];
			return [String(tokenOf(value))];
		});
		if (isCommutative(node)) taken.sort();
		const own = (level === "strict" ? side.strictKeys : side.operatorKeys).get(node);
		const bodies = node.attributes.flatMap(({ bodies: inner = [] }) =>
			inner.map((id) => bodyToken({ ...side, body: bodyOf(side.graph, id) }, level, tokenOf, reading)),
		);
		const token = anchors.nodes.get(node) ?? intern(`in ${own} (${taken.join()}) {${bodies.join()}}`);
		tokens.set(node, token);
		node.outputs.forEach((value, output) => {
			if (value !== "" && !values.has(value)) values.set(value, intern(`${token}#${output}`));
		});
	}
	return tokens;
}

interface Inner {
	readonly graph: Graph;
	readonly body: Body;
	readonly opsetOf: Side["opsetOf"];
	readonly outside: Side["outside"];
	readonly constantOf: Side["constantOf"];
}

/** What a body inside of a node computes, from its outputs back. */
function bodyToken(inner: Inner, level: Level, outer: (value: string) => number, reading: Reading): number {
	const { graph, body, opsetOf } = inner;
	const { intern } = reading;
	const constants = constantsOf(body);
	const { definitions } = indexOf(body);
	const constantOf = (value: string) =>
		constants.get(value) ?? (definitions.has(value) ? undefined : inner.constantOf(value));
	const values = new Map(body.inputs.map(({ name = "" }, position) => [name, intern(`inner input ${position}`)]));
	const tokenOf = (value: string) => {
		if (value === "") return "none";
		const constant = constantOf(value);
		if (constant) return level === "strict" ? `constant ${constantKey(constant, reading)}` : "";
		return String(values.get(value) ?? outer(value));
	};
	for (const node of body.nodes) {
		if (constants.get(node.outputs[0] ?? "")?.as === "node") continue;
		const taken = node.inputs.map(tokenOf).filter((token) => level === "strict" || token !== "");
		if (isCommutative(node)) taken.sort();
		const attributes = level === "strict" ? attributesKey(node, opsetOf, reading) : 0;
		const bodies = node.attributes.flatMap(({ bodies: ids = [] }) =>
			ids.map((id) =>
				bodyToken(
					{ ...inner, body: bodyOf(graph, id), constantOf },
					level,
					(value) => values.get(value) ?? outer(value),
					reading,
				),
			),
		);
		const token = intern(JSON.stringify(["inner", node.opType, node.domain, node.overload, attributes, taken, bodies]));
		node.outputs.forEach((value, output) => value !== "" && values.set(value, intern(`${token}#${output}`)));
	}
	return intern(`body ${body.outputs.map(({ name = "" }) => tokenOf(name)).join()}`);
}

/** From outputs upward: nodes with equal tokens are used for the same. */
export function outwardTokens(side: Side, level: Level, anchors: Anchors, reading: Reading): Map<Node, number> {
	const { intern } = reading;
	const tokens = new Map<Node, number>();
	const outputs = Map.groupBy(anchors.outputs.keys(), (position) => side.body.outputs[position]?.name ?? "");
	for (const node of side.nodes.toReversed()) {
		const own = (level === "strict" ? side.strictKeys : side.operatorKeys).get(node);
		const given = node.outputs.map((value) => {
			const takers = (side.takers.get(value) ?? []).map(({ node: taker, slot }) => `${tokens.get(taker)}@${slot}`);
			const ends = (outputs.get(value) ?? []).map((position) => `output ${anchors.outputs[position]}`);
			return [...takers, ...ends].sort().join();
		});
		tokens.set(node, anchors.nodes.get(node) ?? intern(`out ${own} (${given.join("|")})`));
	}
	return tokens;
}
