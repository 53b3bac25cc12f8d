import { indexOf, type Node } from "@suture/graph";
import type { BodyDifference } from "../difference.ts";
import type { OperatorCount } from "../groups.ts";
import { nodeName } from "../node-name.ts";
import { count } from "./count-text.ts";

/** "ReduceMean × 2, Sub, Pow": the first ten. */
export function operatorsText(counts: readonly OperatorCount[]): string {
	const texts = counts.slice(0, 10).map(({ operator, times: n }) => (n === 1 ? operator : `${operator} × ${n}`));
	const rest = counts.slice(10).reduce((sum, one) => sum + one.times, 0);
	return [...texts, ...(rest > 0 ? [`and ${count(rest)} more`] : [])].join(", ");
}

/** The names of nodes, or of the first and the last. */
export function nodesText(nodes: readonly Node[]): string {
	const computed = nodes.filter(({ opType }) => opType !== "Constant");
	const names = (computed.length > 0 ? computed : nodes).map(nodeName);
	return names.length <= 3 ? names.join(", ") : `${names[0]} … ${names.at(-1)}`;
}

/** Who takes what some nodes make. */
export function beforeText(nodes: readonly Node[], body: BodyDifference["before"]): string {
	const { uses, outputs } = indexOf(body);
	const own = new Set(nodes);
	const values = nodes.flatMap((node) => node.outputs);
	const taker = values.flatMap((value) => uses.get(value) ?? []).find(({ node }) => !own.has(node));
	if (taker) return `, before ${nodeName(taker.node)}`;
	const output = values.find((value) => outputs.has(value));
	return output === undefined ? "" : `, before output ${output}`;
}
