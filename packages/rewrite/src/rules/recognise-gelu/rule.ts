import type { Node } from "@suture/graph";
import type { Rule } from "../../finding.ts";
import { told } from "../../match/forward.ts";
import { replacement } from "../../match/replacement.ts";
import { madeBy, type Site } from "../../match/site.ts";
import { uniformAt } from "../../match/uniform.ts";

export const recogniseGelu: Rule = {
	name: "recognise-gelu",
	title: "Write GELU as one node",
	level: "exact",
	onRequest: true,
	operators: ["Mul"],
	match(site, node) {
		// The operator came with opset 20.
		const found = site.opset < 20 ? undefined : geluOf(site, node);
		if (!found) return undefined;
		const { x, nodes } = found;
		return {
			rounds: true,
			nodes: [node, ...nodes],
			sentence: `What ends with ${told(node)} is GELU.`,
			edits: [replacement(site, [node], [{ name: node.name, opType: "Gelu", inputs: [x], outputs: node.outputs }])],
		};
	},
};

/** x · ½ · (1 + erf(x / √2)), the three factors in any order. */
function geluOf(site: Site, node: Node): { x: string; nodes: readonly Node[] } | undefined {
	for (const inner of node.inputs.map((value) => madeBy(site, value, "Mul"))) {
		const others = node.inputs.filter((value) => value !== inner?.outputs[0]);
		if (!inner || others.length !== 1) continue;
		const factors = [...inner.inputs, ...others];
		const half = factors.find((value) => uniformAt(site, value) === 0.5);
		const plus = factors.map((value) => madeBy(site, value, "Add")).find((one) => one !== undefined);
		const x = factors.find((value) => value !== half && value !== plus?.outputs[0]);
		const erf = plus && madeBy(site, other(site, plus, 1), "Erf");
		if (!half || !plus || !erf || x === undefined || !isScaled(site, erf.inputs[0], x)) continue;
		return { x, nodes: [inner, plus, erf] };
	}
	return undefined;
}

/** The operand beside a certain number. */
function other(site: Site, { inputs }: Node, number: number): string | undefined {
	const [left, right] = inputs;
	if (uniformAt(site, right) === number) return left;
	return uniformAt(site, left) === number ? right : undefined;
}

/** Whether a value is x / √2. */
function isScaled(site: Site, value: string | undefined, x: string): boolean {
	const node = madeBy(site, value, "Div", "Mul");
	if (!node) return false;
	const isDiv = node.opType === "Div";
	const factor = node.inputs.find((one) => one !== x);
	const number = uniformAt(site, factor);
	const wanted = isDiv ? Math.SQRT2 : Math.SQRT1_2;
	return (
		number !== undefined && Math.abs(number - wanted) < 1e-6 && (isDiv ? node.inputs[0] === x : node.inputs.includes(x))
	);
}
