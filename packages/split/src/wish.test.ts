import { inferShapes } from "@suture/analysis";
import { bodyOf, type Graph, graphFromText, type NodeId } from "@suture/graph";
import fc from "fast-check";
import { expect, test } from "vitest";
import { type Role, type Split, split, type Wish } from "./index.ts";

function graphOf(text: string): Graph {
	const { graph, problems } = graphFromText(`<ir_version: 8, opset_import: ["" : 13]> ${text}`);
	if (!graph) throw new Error(problems.map(({ sentence }) => sentence).join(" "));
	return graph;
}

function idOf(graph: Graph, made: string): NodeId {
	return bodyOf(graph, graph.main).nodes.find(({ outputs }) => outputs.includes(made))?.id ?? -1;
}

/** Nodes are named by what they make: `{ c: "post" }`. */
function splitOf(
	text: string,
	refused: readonly string[],
	...wishes: readonly Readonly<Record<string, Role>>[]
): Split {
	const graph = graphOf(text);
	const asked = wishes.flatMap((wish) =>
		[...Map.groupBy(Object.entries(wish), ([, role]) => role)].map(
			([role, named]): Wish => ({ role, nodes: named.map(([made]) => idOf(graph, made)) }),
		),
	);
	const ids = new Set(refused.map((made) => idOf(graph, made)));
	return split(graph, inferShapes(graph).facts, ids, { wishes: asked });
}

/** Roles with what goes in and comes out. */
function sketch({ parts }: Split): string[] {
	return parts.map(({ role, inputs, outputs }) => `${role} ${inputs} -> ${outputs}`);
}

function reasons({ denied }: Split): string[] {
	return denied.map(({ problem }) => problem.sentence.replaceAll(/the \w+ that makes /g, ""));
}

const chain = `m (float[8,32,32] x) => (float[8,32,32] y)
{ a = MatMul (x, x) b = Relu (a) c = MatMul (b, b) d = Floor (c) y = Sigmoid (d) }`;

test("puts a node where it is wished, and all that must go along", () => {
	expect(sketch(splitOf(chain, [], { b: "pre" }))).toEqual(["pre x -> b", "engine b -> y"]);
	expect(sketch(splitOf(chain, [], { d: "post" }))).toEqual(["engine x -> c", "post c -> y"]);
	expect(sketch(splitOf(chain, ["b"], { a: "engine" }))).toEqual(["engine x -> a", "post a -> y"]);
	expect(sketch(splitOf(chain, [], { a: "pre", y: "post" }))).toEqual(["pre x -> a", "engine a -> d", "post d -> y"]);
});

test("says that a refused node can't be in the engine", () => {
	const found = splitOf(chain, ["d"], { d: "engine" });
	expect(reasons(found)).toEqual(["d can't run in the engine: the target refuses it."]);
	expect(sketch(found)).toEqual(["engine x -> c", "post c -> y"]);
});

test("says what lies between nodes that can't be in the engine together", () => {
	const found = splitOf(chain, ["b"], { a: "engine", c: "engine" });
	expect(found.granted).toEqual([]);
	expect(reasons(found)).toHaveLength(1);
	expect(reasons(found)[0]).toContain("can't run in the engine");
	expect(reasons(found)[0]).toContain("b, which");
	expect(reasons(found)[0]).toContain("is refused by the target");
});

test("lets the later of two wishes win that contradict each other", () => {
	const found = splitOf(chain, [], { b: "post" }, { c: "engine" });
	expect(found.granted.map(({ role }) => role)).toEqual(["engine"]);
	expect(reasons(found)).toEqual(["b can't run behind the engine: c, which needs it, is wanted in the engine."]);
	expect(sketch(found)).toEqual(["engine x -> y"]);
	expect(reasons(splitOf(chain, [], { b: "post" }, { b: "pre" }))).toEqual([
		"b can't run behind the engine: it was wished elsewhere later.",
	]);
});

test("sends nothing that is held to the other end", () => {
	const graph = graphOf(chain);
	const [b, c] = [idOf(graph, "b"), idOf(graph, "c")];
	const wish: Wish = { nodes: [c], role: "engine", holding: new Map([[b, "post"]]) };
	const found = split(graph, inferShapes(graph).facts, new Set([b]), { wishes: [wish] });
	expect(reasons(found)).toEqual([
		"c can't run in the engine: b, which it needs, is refused by the target and stays behind the engine.",
	]);
});

test("keeps a sequence within a part", () => {
	const text = `m (float[4] x) => (float[8] y)
{ a = Relu (x) s = SequenceConstruct (a, a) t = ConcatFromSequence <axis = 0> (s) y = Erf (t) }`;
	const found = splitOf(text, ["s"], { t: "engine" });
	expect(reasons(found)).toEqual([
		"t can't run in the engine: s, which it needs, is refused by the target; s, a value that no engine takes or gives, can't go from one part to another.",
	]);
});

test("moves no constant", () => {
	const text = "m (float[1] x) => (float[1] y) { k = Constant <value = float[1] {2.0}> () y = Add (x, k) }";
	expect(reasons(splitOf(text, [], { k: "post" }))).toEqual(["k is a constant: each part that needs it has it."]);
});

/** Random chains with random refused nodes and wishes; each node reads one or two before it. */
const wished = fc.record({
	reads: fc.array(fc.tuple(fc.nat(), fc.nat()), { minLength: 2, maxLength: 12 }),
	refused: fc.array(fc.nat({ max: 11 }), { maxLength: 4 }),
	wishes: fc.array(fc.tuple(fc.nat({ max: 11 }), fc.constantFrom<Role>("pre", "engine", "post")), { maxLength: 6 }),
});

test("grants a wish exactly when there is a division that has it", () => {
	fc.assert(
		fc.property(wished, ({ reads, refused, wishes }) => {
			const name = (i: number, at: number) => (i % (at + 1) === at ? "x" : `v${i % (at + 1)}`);
			const lines = reads.map(([left, right], at) => `v${at} = Add (${name(left, at)}, ${name(right, at)})`);
			const last = `v${reads.length - 1}`;
			const graph = graphOf(`m (float[2] x) => (float[2] ${last}) { ${lines.join(" ")} }`);
			const { nodes } = bodyOf(graph, graph.main);
			const ids = new Set(refused.flatMap((i) => nodes[i]?.id ?? []));
			const asked = wishes.flatMap(([i, role]): Wish[] => (nodes[i] ? [{ nodes: [nodes[i].id], role }] : []));
			const found = split(graph, inferShapes(graph).facts, ids, { wishes: asked });
			for (const wish of found.granted) for (const id of wish.nodes) expect(found.roles.get(id)).toBe(wish.role);
			for (const id of ids) expect(found.roles.get(id)).not.toBe("engine");
			const order: readonly Role[] = ["pre", "engine", "post"];
			for (const node of nodes)
				for (const value of node.inputs) {
					const maker = nodes.find(({ outputs }) => outputs.includes(value));
					if (!maker) continue;
					const [above, below] = [maker, node].map(({ id }) => order.indexOf(found.roles.get(id) ?? "engine"));
					expect(above).toBeLessThanOrEqual(below ?? -1);
				}
			for (const { wish } of found.denied) {
				// Brute force: no division has it together with the later wishes that were granted.
				const later = found.granted.filter((one) => asked.indexOf(one) > asked.indexOf(wish));
				expect(isPossible(nodes, ids, [...later, wish])).toBe(false);
			}
		}),
		{ numRuns: 300 },
	);
});

function isPossible(
	nodes: ReturnType<typeof bodyOf>["nodes"],
	refused: ReadonlySet<NodeId>,
	wishes: readonly Wish[],
): boolean {
	const makers = new Map(nodes.flatMap((node) => node.outputs.map((value) => [value, node.id] as const)));
	const side = new Map<NodeId, number>();
	const place = (at: number): boolean => {
		const node = nodes[at];
		if (!node) return true;
		return ([0, 1, 2] as const).some((one) => {
			const role = (["pre", "engine", "post"] as const)[one];
			if (one === 1 && refused.has(node.id)) return false;
			if (wishes.some((wish) => wish.nodes.includes(node.id) && wish.role !== role)) return false;
			if (node.inputs.some((value) => (side.get(makers.get(value) ?? -1) ?? 0) > one)) return false;
			side.set(node.id, one);
			return place(at + 1);
		});
	};
	return place(0);
}
