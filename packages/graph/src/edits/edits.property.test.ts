import { modelBytes } from "@suture/fixtures";
import { joinParts, type ModelProto, readModel, sourceFromBytes, writeModel } from "@suture/onnx";
import fc from "fast-check";
import { expect, test } from "vitest";
import { makeIndex } from "../body-index.ts";
import {
	addressOfBody,
	addressOfNode,
	applyDiff,
	applyEdits,
	type Body,
	type BodyIndex,
	bodyAndInner,
	capturedBy,
	checkGraph,
	type Edit,
	type Graph,
	graphFromModel,
	indexOf,
	modelFromGraph,
	modelFromText,
	reversed,
	sentenceOf,
	type TensorLiteral,
} from "../index.ts";

const rich = `<ir_version: 10, opset_import: ["": 20, "my": 1], metadata_props: ["k": "v"]>
agraph (bool c, float[N,2] x, float[2] u = {1, 2}) => (float[N,2] y, float["N*2"] z, float[] all)
<float[2] w = {1, 2}, float[2] unused = {3, 4}, int64 m = {3}, float[N,2] h> {
	["add"] h = Add (x, w)
	["two"] s, t = Split <axis = 0> (h)
	["if"] k = If (c) <
		then_branch = yes () => (float[N,2] p) <float[2] v = {5, 6}> { ["in1"] a = Mul (h, v) ["in2"] p = Neg (a) },
		else_branch = no () => (float[N,2] q) {
			["in3"] q = If (c) <then_branch = t () => (float r) { r = Abs (s) }, else_branch = e () => (float r2) { r2 = Neg (h) }>
		}
	>
	["loop"] fin, all = Loop (m, "", k) <
		body = b (int64 i, bool go, float[N,2] st) => (bool go_on, float[N,2] nx, float[N,2] each) {
			go_on = Identity (go) ["l1"] nx = Add (st, w) f = Cast <to = 1> (i) each = Mul (f, t)
		}
	>
	["call"] y = my.scaled <by = 2.0> (fin, w)
	["drop"] z, mask = Dropout (y, "", c)
	["dead"] gone = Exp (u)
}
<domain: "my", opset_import: ["": 20]>
scaled <by> (a, b) => (o) { kk = Constant <value_float: float = @by> () ["fm"] m1 = Mul (a, kk) o = Add (m1, b) }`;

function modelOf(text: string): ModelProto {
	const { model, problems } = modelFromText(text);
	if (!model) throw new Error(problems[0]?.sentence);
	return model;
}

/** Edits that mean something to a graph: they draw on its names, and on a few that it has not. None leaves loose ends. */
function editsOf(graph: Graph): fc.Arbitrary<Edit> {
	const bodies = [...graph.bodies.values()];
	const weighted = bodies.map((body) => ({ weight: body.nodes.length, arbitrary: editsIn(graph, body) }));
	return fc.oneof(...weighted);
}

function editsIn(graph: Graph, body: Body): fc.Arbitrary<Edit> {
	const address = addressOfBody(graph, body.id);
	const small = <T>(list: readonly T[]) => list.slice(0, 400);
	const outside = [...graph.bodies.values()].flatMap((one) => [...indexOf(one).definitions.keys()]);
	const value = fc.oneof(
		{
			weight: 9,
			arbitrary: fc.constantFrom(...small([...indexOf(body).definitions.keys(), ...capturedBy(graph, body.id), "n1"])),
		},
		{ weight: 1, arbitrary: fc.constantFrom(...small(outside), "n1") },
		{ weight: 1, arbitrary: fc.constantFrom("n1", "n2", "", "__proto__", "toString") },
	);
	const node = fc.constantFrom(...small(body.nodes.map(addressOfNode)), { name: "n" });
	const nodeOf = (opType: string) => {
		const fitting = body.nodes.filter((one) => one.opType === opType);
		return fitting.length > 0 ? fc.constantFrom(...fitting.map(addressOfNode)) : node;
	};
	const nodes = fc.array(node, { minLength: 1, maxLength: 3 });
	const newName = fc.oneof(
		{ weight: 1, arbitrary: value },
		{ weight: 2, arbitrary: fc.constantFrom("n1", "n2", "n3", "p") },
	);
	const named = (list: Body["inputs"]) => fc.oneof(value, ...list.map(({ name = "" }) => fc.constant(name)));
	const tensor: fc.Arbitrary<TensorLiteral> = fc.oneof(
		value.map((same) => ({ same })),
		fc.constant({ type: "float", dims: [2], values: [1, "nan"] }),
		fc.constant({ type: "int4", dims: [3], values: [-8, 7, 1] }),
	);
	const position = fc.integer({ min: 0, max: 4 });
	const quoted = value.map((name) => JSON.stringify(name === "" ? "n3" : name));
	const line = fc.oneof(
		fc.tuple(quoted, quoted, quoted).map(([a, b, c]) => `${a} = Add(${b}, ${c})`),
		fc.tuple(quoted, quoted).map(([a, b]) => `%n = Neg(${b}) ["%node"] ${a} = my.new(%n)`),
		fc.tuple(quoted, quoted).map(([a, b]) => `float[1] %w = {1} float[N] ${a} ${a} = Add(${b}, %w)`),
		quoted.map(
			(a) =>
				`%o = If(c) <then_branch = t () => (float p) { p = Abs(${a}) }, else_branch = e () => (float %q) { %q = Abs(${a}) }>`,
		),
	);
	const kinds: { readonly [K in Edit["do"]]?: Readonly<Record<string, fc.Arbitrary<unknown>>> } = {
		"replace-nodes": { nodes: fc.oneof(nodes, fc.constant([])), with: line },
		"duplicate-nodes": { nodes },
		"bypass-node": { node },
		"rename-node": { node, name: newName },
		"set-operator": { node, opType: fc.constant("Other"), domain: fc.constantFrom("", "my", "new") },
		"set-attribute": { node, attribute: fc.constantFrom("axis = 1", "by = 3.0", "body = b (bool p) => (bool p) { }") },
		"remove-attribute": { node, name: fc.constantFrom("axis", "then_branch", "to") },
		"set-input": { node, input: position, value },
		"set-output": { node, output: position, value: newName },
		"sort-nodes": {},
		"remove-unreachable": { inputs: fc.boolean() },
		"rename-value": { value, name: newName },
		"set-types": { types: fc.dictionary(value, fc.constantFrom("float[N,2]", "int64", null), { maxKeys: 2 }) },
		"make-constant": { value, tensor },
		"make-input": { value, type: fc.constant("float[N]") },
		"add-input": { value: newName, type: fc.constant("float[N]"), position },
		"remove-input": { value: named(body.inputs) },
		"move-input": { value: named(body.inputs), position },
		"add-output": { value, type: fc.constant("float[N]") },
		"remove-output": { value: named(body.outputs) },
		"move-output": { value: named(body.outputs), position },
		"set-tensor": { value, tensor },
		"remove-initializers": { values: fc.array(value, { maxLength: 2 }) },
		"rename-dimension": { from: fc.constantFrom("N", "M"), to: fc.constantFrom("N", "M", "a b") },
		"fix-dimension": { name: fc.constantFrom("N", "M"), size: position },
		"set-opset": { domain: fc.constantFrom("", "my", "other"), version: fc.constantFrom(1, 20) },
		"set-metadata": { key: value, value },
		"set-model": { producerName: value, irVersion: fc.constantFrom(9, 10) },
		"inline-branch": { node: nodeOf("If"), branch: fc.constantFrom("then_branch", "else_branch") },
		"unroll-loop": { node: nodeOf("Loop"), times: fc.constantFrom(0, 1, 3) },
		"inline-function": { node: nodeOf("scaled") },
		"make-function": { nodes, domain: fc.constantFrom("my", "new"), name: fc.constantFrom("f1", "f2") },
		"merge-model": {
			model: fc.constantFrom("n1 = Relu(n2)", "float[1] w = {1} y = Add(x, w)"),
			prefix: fc.constantFrom("", "p_", "q_"),
			inputs: fc.dictionary(fc.constantFrom("n2", "x"), value, { maxKeys: 1 }),
			outputs: fc.dictionary(fc.constantFrom("n1", "y"), value, { maxKeys: 1 }),
		},
	};
	const edits = Object.entries(kinds).map(([kind, fields]) =>
		fc.record({ do: fc.constant(kind), ...fields, ...(address && { in: fc.constant(address) }) }),
	);
	return fc.oneof(...edits).map((edit) => edit as unknown as Edit);
}

/** An index as plain data, without order. */
function plain({ definitions, uses, named, outputs, duplicates, holders }: BodyIndex): unknown {
	return {
		definitions: new Map(definitions),
		uses: new Map(
			Array.from(uses, ([name, list]) => [name, new Set(list.map(({ node, input }) => `${node.id} ${input}`))]),
		),
		named: new Map(Array.from(named, ([name, list]) => [name, new Set(list.map(({ id }) => id))])),
		outputs,
		duplicates,
		holders: new Set(holders.map(({ id }) => id)),
	};
}

function expectSound(graph: Graph): void {
	expect(checkGraph(graph).filter(({ code }) => code !== "graph/duplicate-node")).toEqual([]);
	expectKept(graph);
}

/** No body is lost or left over, ids are unique, and what is known of bodies is what they are. */
function expectKept(graph: Graph): void {
	const roots = [graph.main, ...graph.functions.map(({ body }) => body)];
	expect(new Set(graph.bodies.keys())).toEqual(new Set(roots.flatMap((root) => bodyAndInner(graph, root))));
	const ids = [...graph.bodies.values()].flatMap(({ id, nodes }) => [id, ...nodes.map((node) => node.id)]);
	expect(new Set(ids).size).toBe(ids.length);
	expect(Math.max(...ids)).toBeLessThan(graph.nextId);
	for (const body of graph.bodies.values()) expect(plain(indexOf(body))).toEqual(plain(makeIndex(body)));
}

async function bytesOf(graph: Graph): Promise<Uint8Array> {
	const { files } = writeModel(modelFromGraph(graph), { name: "edited.onnx" });
	return await joinParts(files[0]?.parts ?? []);
}

async function property(model: ModelProto, numRuns: number): Promise<void> {
	const graph = graphFromModel(model);
	const before = await bytesOf(graph);
	expectSound(graph);
	await fc.assert(
		fc.asyncProperty(fc.array(editsOf(graph), { maxLength: 5 }), async (edits) => {
			let at = graph;
			for (const edit of edits) {
				const after = applyEdits(at, [edit]);
				const isRefused = after.problems.some(({ problem }) => problem.severity === "error");
				if (isRefused) expect(after.graph).toBe(at);
				expect(sentenceOf(edit, at)).not.toContain("undefined");
				at = after.graph;
				expectSound(at);
			}
			const { graph: all, diff } = applyEdits(graph, edits);
			const back = applyDiff(all, reversed(diff));
			expect(modelFromGraph(back)).toBe(model);
			expect(Buffer.compare(await bytesOf(back), before)).toBe(0);
			const bytes = await bytesOf(all);
			expect(Buffer.compare(await bytesOf(applyDiff(back, diff)), bytes)).toBe(0);
			const again = await readModel(sourceFromBytes(bytes, "edited.onnx"));
			expect(again.problems).toEqual([]);
			expect(again.model?.graph?.node.length).toBe(nodesIn(all, all.main));
		}),
		{ numRuns },
	);
}

function nodesIn(graph: Graph, id: Body["id"]): number | undefined {
	return graph.bodies.get(id)?.nodes.length;
}

test("any edits of a graph that is wrong in itself go through, and are undone", () => {
	const name = fc.constantFrom("a", "b", "c", "d", '""');
	const node = fc
		.tuple(name, name, name, fc.constantFrom("n", "m"))
		.map(([y, x, z, n]) => `["${n}"] ${y} = Add(${x}, ${z})`);
	const holder = fc
		.tuple(name, name, fc.array(node, { maxLength: 2 }))
		.map(
			([y, p, inner]) =>
				`["if"] ${y} = If(c) <then_branch = t () => (float ${p}) { ${inner.join(" ")} }, else_branch = e () => (float b) { }>`,
		);
	const nodes = fc.array(fc.oneof({ weight: 3, arbitrary: node }, { weight: 1, arbitrary: holder }), {
		minLength: 1,
		maxLength: 6,
	});
	const model = fc
		.tuple(name, name, nodes)
		.map(([x, w, lines]) =>
			modelOf(`agraph (float ${x}) => (float d) <float ${w} = {1}, float b = {2}> { ${lines.join(" ")} }`),
		);
	const sequence = model.chain((one) => {
		const graph = graphFromModel(one);
		return fc.record({
			model: fc.constant(one),
			graph: fc.constant(graph),
			edits: fc.array(editsOf(graph), { maxLength: 4 }),
		});
	});
	fc.assert(
		fc.property(sequence, ({ model: before, graph, edits }) => {
			let at = graph;
			for (const edit of edits) {
				at = applyEdits(at, [edit]).graph;
				expectKept(at);
			}
			const { graph: after, diff } = applyEdits(graph, edits);
			expect(modelFromGraph(applyDiff(after, reversed(diff)))).toBe(before);
		}),
		{ numRuns: 400 },
	);
});

test("any edits leave a graph with bodies and functions sound, and are undone to the byte", async () => {
	await property(modelOf(rich), 400);
});

test.each(["lstm.ts13", "loop_script.ts13", "bert.ts11"])("any edits on %s too", async (name) => {
	const { model } = await readModel(sourceFromBytes(modelBytes(name), name));
	if (!model) throw new Error("the fixture is a model");
	await property(model, 20);
});
