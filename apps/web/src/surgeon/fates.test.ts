import { difference } from "@suture/difference";
import { type Graph, graphFromText, nameOf } from "@suture/graph";
import { expect, test } from "vitest";
import type { Fate } from "./compared.ts";
import { fatesOf } from "./fates.ts";

function graphOf(text: string): Graph {
	const { graph } = graphFromText(text);
	if (!graph) throw new Error("the text is a graph");
	return graph;
}

/** What became of each node after, by name. */
function fatesAfter(before: string, after: string): Record<string, Fate | undefined> {
	const [one, other] = [graphOf(before), graphOf(after)];
	const { after: fates } = fatesOf(difference(one, other));
	const nodes = [...other.bodies.values()].flatMap((body) => body.nodes);
	return Object.fromEntries(nodes.flatMap((node) => (fates.has(node.id) ? [[nameOf(node), fates.get(node.id)]] : [])));
}

const plain = `<ir_version: 8, opset_import: ["": 17]> g (float[4] x) => (float[4] y) <float[4] w = {1, 2, 3, 4}> {
	["a"] a = Mul (x, w)
	["b"] b = Relu (a)
	["c"] y = Neg (b)
}`;

test("a node that takes a weight of other contents is changed", () => {
	expect(fatesAfter(plain, plain.replace("{1,", "{5,"))).toEqual({ a: "changed" });
});

test("what came is added, and who takes it is changed", () => {
	const other = plain.replace('["c"] y = Neg (b)', '["new"] e = Exp (b) ["c"] y = Neg (e)');
	expect(fatesAfter(plain, other)).toEqual({ new: "added", c: "changed" });
});

test("another name is no change", () => {
	expect(fatesAfter(plain, plain.replace('["b"]', '["other"]'))).toEqual({});
});

test("a node is changed when something in its body is, also in a body inside of that", () => {
	const nested = (operator: string) => `<ir_version: 8, opset_import: ["": 17]> g (bool c, float[4] x) => (float[4] y) {
		["outer"] y = If (c) <
			then_branch = t () => (float[4] t) {
				["inner"] t = If (c) <
					then_branch = tt () => (float[4] tt) { ["deep"] tt = ${operator} (x) },
					else_branch = te () => (float[4] te) { ["other"] te = Neg (x) }
				>
			},
			else_branch = e () => (float[4] e) { ["last"] e = Exp (x) }
		>
	}`;
	expect(fatesAfter(nested("Relu"), nested("Abs"))).toMatchObject({ outer: "changed", inner: "changed" });
	expect(fatesAfter(nested("Relu"), nested("Abs"))["last"]).toBeUndefined();
});

test("a node is changed when the function that it calls is", () => {
	const calling = (operator: string) => `<ir_version: 8, opset_import: ["": 17, "my": 1]>
	g (float[4] x) => (float[4] y) { ["call"] y = my.f (x) }
	<domain: "my", opset_import: ["": 17]>
	f (a) => (b) { ["step"] b = ${operator} (a) }`;
	expect(fatesAfter(calling("Relu"), calling("Abs"))).toMatchObject({ call: "changed" });
});
