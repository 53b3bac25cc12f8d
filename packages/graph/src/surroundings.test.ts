import { modelBytes } from "@suture/fixtures";
import { readModel, sourceFromBytes } from "@suture/onnx";
import { expect, test } from "vitest";
import {
	addressOfNode,
	applyEdits,
	bodyOf,
	type Edit,
	findNode,
	type Graph,
	graphFromModel,
	graphFromText,
	indexOf,
	type Node,
	textFromNodes,
	withSurroundings,
} from "./index.ts";

function graphOf(lines: string): Graph {
	const { graph, problems } = graphFromText(
		`<ir_version: 8, opset_import: ["": 17]> g (float[4] x, float[4] u) => (float[4] z) <float[4] w = {1, 2, 3, 4}> { ${lines} }`,
	);
	if (!graph) throw new Error(problems[0]?.sentence);
	return graph;
}

const linesOf = (graph: Graph) => textFromNodes(graph, bodyOf(graph, graph.main).nodes, { names: true });

/** Edits that were made on one graph, applied to another: its lines then, and what was said by step. */
function replayed(on: Graph, to: Graph, edits: readonly Edit[]) {
	const { graph, problems } = applyEdits(to, withSurroundings(on, edits));
	return { lines: linesOf(graph), said: problems.map(({ step, problem }) => [step, problem.code]) };
}

const first = graphOf(`["n1"] v1 = Exp (x) ["n2"] v2 = Mul (v1, w) ["n3"] v3 = Relu (v2) ["n4"] z = Add (v3, u)`);
const renamed = graphOf(`["a"] va = Exp (x) ["b"] vb = Mul (va, w) ["c"] vc = Relu (vb) ["d"] z = Add (vc, u)`);

test("where names and outputs are others, a node is known by what is around it, and that is said", () => {
	const edits: Edit[] = [{ do: "set-operator", node: { name: "n3", output: "v3" }, opType: "Sigmoid" }];
	const { lines, said } = replayed(first, renamed, edits);
	expect(lines).toContain("[c] vc = Sigmoid (vb)");
	expect(said).toEqual([[0, "edit/found-near"]]);
});

test("lines of an edit are read in the names of the values that its nodes take and make now", () => {
	const edits: Edit[] = [
		{ do: "replace-nodes", nodes: [{ name: "n2" }, { name: "n3" }], with: "%t = Div (v1, w) v3 = Tanh (%t)" },
	];
	expect(replayed(first, renamed, edits).lines).toBe(
		`[a] va = Exp (x)\nt = Div (va, w)\nvc = Tanh (t)\n[d] z = Add (vc, u)`,
	);
});

test("a name that has moved on to another node is not believed", () => {
	const moved = graphOf(
		`["n2"] v2 = Exp (x) ["n3"] v3 = Relu (v2) ["n4"] v4 = Mul (v3, w) ["n5"] v5 = Relu (v4) ["n6"] z = Add (v5, u)`,
	);
	const { lines, said } = replayed(first, moved, [{ do: "set-operator", node: { name: "n3" }, opType: "Sigmoid" }]);
	expect([lines.includes("[n5] v5 = Sigmoid (v4)"), said]).toEqual([true, [[0, "edit/found-near"]]]);
});

test("name and output together are believed, whatever stands around", () => {
	const changed = graphOf(`["n2"] v2 = Neg (x) ["n3"] v3 = Relu (v2) ["n9"] z = Mul (v3, u)`);
	const edits: Edit[] = [{ do: "set-operator", node: { name: "n3", output: "v3" }, opType: "Sigmoid" }];
	expect(replayed(first, changed, edits).said).toEqual([]);
});

const three = (a: string, b: string, c: string) =>
	graphOf(`["${a}"] ${a} = Relu (x) ["${b}"] ${b} = Relu (${a}) ["${c}"] ${c} = Relu (${b}) ["e"] z = Relu (${c})`);

test("of several that look the same from near, the place among them tells", () => {
	const edits: Edit[] = [{ do: "set-operator", node: { name: "b" }, opType: "Sigmoid" }];
	expect(replayed(three("a", "b", "c"), three("k", "l", "m"), edits).lines).toContain("[l] l = Sigmoid (k)");
});

test("where nothing tells them apart the step is left out and says so, and the others are applied", () => {
	const pair = (a: string, b: string) =>
		graphOf(
			`["${a}"] ${a} = Relu (x) ["${b}"] ${b} = Relu (x) ["${a}_"] ${a}_ = Neg (${a}) ["${b}_"] ${b}_ = Neg (${b}) ["e"] z = Exp (u)`,
		);
	const edits: Edit[] = [
		{ do: "set-operator", node: { name: "a" }, opType: "Sigmoid" },
		{ do: "set-operator", node: { name: "e" }, opType: "Tanh" },
	];
	const { lines, said } = replayed(pair("a", "b"), pair("k", "l"), edits);
	expect([lines.includes("z = Tanh (u)"), said]).toEqual([true, [[0, "edit/alike-nodes"]]]);
});

test("a node that only a former edit brings is found too", () => {
	const edits: Edit[] = [
		{ do: "replace-nodes", nodes: [{ name: "n3" }], with: '["new"] v3 = Tanh (v2)' },
		{ do: "set-operator", node: { name: "new" }, opType: "Sigmoid" },
	];
	expect(replayed(first, renamed, edits).lines).toContain("[new] vc = Sigmoid (vb)");
});

/** What a new export of the same network may look like: nodes and the values inside numbered anew, in another order in which they
 *  can run. Also which node became which. */
function anotherExport(graph: Graph): { graph: Graph; nodes: ReadonlyMap<Node, Node> } {
	const main = bodyOf(graph, graph.main);
	const { definitions, outputs } = indexOf(main);
	const done = new Set<Node>();
	const isReady = (node: Node) =>
		node.inputs.every((value) => {
			const definition = definitions.get(value);
			return definition?.by !== "node" || done.has(definition.node);
		});
	let waiting = main.nodes.toReversed();
	while (waiting.length > 0) {
		const ready = waiting.filter(isReady);
		for (const node of ready) done.add(node);
		waiting = waiting.filter((node) => !done.has(node));
	}
	const names = new Map<string, string>();
	const name = (value: string) => {
		const isInside = definitions.get(value)?.by === "node" && !outputs.has(value);
		if (isInside && !names.has(value)) names.set(value, String(names.size + 1));
		return names.get(value) ?? value;
	};
	const nodes = new Map(
		[...done].map((node, i) => [
			node,
			{ ...node, name: `${node.opType}_${i}`, inputs: node.inputs.map(name), outputs: node.outputs.map(name) },
		]),
	);
	const body = { ...main, nodes: [...nodes.values()], valueInfo: [] };
	return { graph: { ...graph, bodies: new Map(graph.bodies).set(main.id, body) }, nodes };
}

test("a step that changes what is around another node is met before it", () => {
	const edits: Edit[] = [
		{ do: "set-operator", node: { name: "n2" }, opType: "Div" },
		{ do: "set-operator", node: { name: "n3" }, opType: "Sigmoid" },
		{ do: "bypass-node", node: { name: "n2" } },
	];
	expect(replayed(first, renamed, edits).lines).toBe("[a] va = Exp (x)\n[c] vc = Sigmoid (va)\n[d] z = Add (vc, u)");
});

test.each([
	["bert.ts11", 1],
	["segformer.ts13", 1],
	["swin.dy18", 1],
	["deformable_detr.ts16", 0.6],
])("in another export of %s no node is taken for another, and at least %d of all are found", async (file, share) => {
	const { model } = await readModel(sourceFromBytes(modelBytes(file), file));
	if (!model) throw new Error(`${file} can't be read`);
	const graph = graphFromModel(model);
	const other = anotherExport(graph);
	const main = bodyOf(graph, graph.main);
	const asked = main.nodes.filter((_, i) => i % Math.ceil(main.nodes.length / 150) === 0);
	const found = asked.flatMap((node) => {
		const [edit] = withSurroundings(graph, [{ do: "bypass-node", node: addressOfNode(node) }]);
		const one = edit?.do === "bypass-node" ? findNode(bodyOf(other.graph, graph.main), edit.node) : undefined;
		return one && "found" in one ? [[one.found.name, other.nodes.get(node)?.name]] : [];
	});
	for (const [is, wanted] of found) expect(is).toBe(wanted);
	expect(found.length / asked.length).toBeGreaterThanOrEqual(share);
});
