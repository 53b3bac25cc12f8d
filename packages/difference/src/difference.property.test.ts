import { modelBytes } from "@suture/fixtures";
import {
	addressOfBody,
	addressOfNode,
	applyEdits,
	type Body,
	bodyOf,
	type Edit,
	type Graph,
	graphFromModel,
	indexOf,
	type Node,
} from "@suture/graph";
import { type ModelProto, readModel, sourceFromBytes } from "@suture/onnx";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { graphOf } from "./checking.ts";
import { difference, isSame, jsonFromDifference, textFromDifference } from "./index.ts";

const rich = `<ir_version: 10, opset_import: ["": 20, "my": 1]>
agraph (bool c, float[N,2] x, float[2] u = {1, 2}) => (float[N,2] y, float[N,2] z, float[] all)
<float[2] w = {1, 2}, float[2] unused = {3, 4}, int64 m = {3}> {
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

const models = ["lstm.ts13", "loop_script.ts13", "bert.ts11", "deformable_detr.ts16", "t5.ts17"];

async function modelOf(name: string): Promise<ModelProto> {
	const { model } = await readModel(sourceFromBytes(modelBytes(name), name));
	if (!model) throw new Error("the fixture is a model");
	return model;
}

/** Every node and value of a graph under another name, and nodes in another order that can run. */
function disguised(graph: Graph, seed: number): Graph {
	let random = seed;
	const next = () => {
		random = (Math.imul(random, 1103515245) + 12345) >>> 0;
		return random / 2 ** 32;
	};
	const suffix = (name: string | undefined) => (name ? `r${name.length}_${name}` : name);
	const renamed = <T extends { readonly name?: string }>(one: T): T =>
		one.name ? { ...one, name: suffix(one.name) } : one;
	const bodies = new Map(
		Array.from(graph.bodies, ([id, body]) => {
			const nodes = shuffled(graph, body, next).map(({ origin: _, ...node }) => ({
				...node,
				origin: undefined,
				name: suffix(node.name) ?? "",
				inputs: node.inputs.map((value) => suffix(value) ?? ""),
				outputs: node.outputs.map((value) => suffix(value) ?? ""),
			}));
			const changed: Body = {
				...body,
				nodes,
				inputs: body.inputs.map(renamed),
				outputs: body.outputs.map(renamed),
				initializers: body.initializers.map(renamed),
				valueInfo: [],
			};
			return [id, changed] as const;
		}),
	);
	return { ...graph, bodies };
}

/** Nodes in a random order in which they can run. */
function shuffled(graph: Graph, body: Body, next: () => number): Node[] {
	const { definitions } = indexOf(body);
	const done = new Set<Node>();
	const order: Node[] = [];
	const visit = (node: Node) => {
		if (done.has(node)) return;
		done.add(node);
		const needed = [
			...node.inputs,
			...node.attributes.flatMap(({ bodies = [] }) => bodies.flatMap((id) => all(graph, id))),
		];
		for (const value of needed.toSorted(() => next() - 0.5)) {
			const definition = definitions.get(value);
			if (definition?.by === "node") visit(definition.node);
		}
		order.push(node);
	};
	for (const node of body.nodes.toSorted(() => next() - 0.5)) visit(node);
	return order;
}

/** Every name that a body mentions. */
function all(graph: Graph, id: number): string[] {
	const { nodes, outputs } = bodyOf(graph, id);
	return [
		...outputs.map(({ name = "" }) => name),
		...nodes.flatMap((node) => [
			...node.inputs,
			...node.attributes.flatMap(({ bodies = [] }) => bodies.flatMap((inner) => all(graph, inner))),
		]),
	];
}

function expectOnlyRenames(before: Graph, after: Graph): void {
	for (const body of difference(before, after).bodies) {
		const { removed, added, changed, constants, removedInitializers, addedInitializers } = body;
		expect({ removed, added, changed, constants, removedInitializers, addedInitializers }).toEqual({
			removed: [],
			added: [],
			changed: [],
			constants: [],
			removedInitializers: [],
			addedInitializers: [],
		});
		expect(body.partners.size).toBe(body.before.nodes.length);
	}
}

describe("a graph under other names and in another order differs in names only", () => {
	test("with bodies and functions", () => {
		const graph = graphOf(rich);
		fc.assert(
			fc.property(fc.nat(), (seed) => expectOnlyRenames(graph, disguised(graph, seed))),
			{ numRuns: 100 },
		);
	});

	test.each(models)("%s", async (name) => {
		const graph = graphFromModel(await modelOf(name));
		for (const seed of [1, 2]) expectOnlyRenames(graph, disguised(graph, seed));
	});
});

test.each(models)("%s does not differ from itself", async (name) => {
	const model = await modelOf(name);
	expect(isSame(difference(graphFromModel(model), graphFromModel(model)))).toBe(true);
	expect(isSame(difference(graphFromModel(model), graphFromModel(model, 1000)))).toBe(true);
});

/** An edit of one node, and how to see in a difference that it names it. */
interface Told {
	readonly edit: Edit;
	readonly node: Node;
	readonly as: "removed" | "changed" | "renamed";
}

function toldEdits(graph: Graph): fc.Arbitrary<Told> {
	const places = [...graph.bodies.values()].flatMap((body) => {
		const address = addressOfBody(graph, body.id);
		return body.nodes.map((node) => ({ node, common: { node: addressOfNode(node), ...(address && { in: address }) } }));
	});
	return fc
		.constantFrom(...places)
		.chain(({ node, common }) =>
			fc.constantFrom<Told>(
				{ edit: { do: "set-operator", ...common, opType: "Other" }, node, as: "changed" },
				{ edit: { do: "set-attribute", ...common, attribute: "made_up = 7" }, node, as: "changed" },
				{ edit: { do: "rename-node", ...common, name: "another name" }, node, as: "renamed" },
				{ edit: { do: "bypass-node", ...common }, node, as: "removed" },
			),
		);
}

async function expectTold(before: Graph, fresh: () => Graph, numRuns: number): Promise<void> {
	fc.assert(
		fc.property(toldEdits(before), ({ edit, node, as }) => {
			// Also against a graph that was read anew, which shares no object with it.
			for (const from of [before, fresh()]) {
				const { graph: after, problems } = applyEdits(from, [edit]);
				if (problems.some(({ problem }) => problem.severity === "error")) return;
				const { bodies } = difference(before, after);
				const told = bodies.flatMap((body) => [
					...body.removed.map((one) => ["removed", one] as const),
					...body.changed.map((one) => ["changed", one.before] as const),
					...body.renamed.map((one) => ["renamed", one.before] as const),
				]);
				// A Constant that is another operator now is no constant any more: that went, and a node came.
				const named = told
					.filter(([what]) => what === as || as === "renamed" || node.opType === "Constant")
					.map(([, one]) => one);
				expect(named).toContain(node);
				const touched = told.filter(([what]) => what !== "changed").length;
				expect(touched).toBeLessThanOrEqual(4);
			}
		}),
		{ numRuns },
	);
}

test("an edit is named by the difference, in bodies and functions too", async () => {
	await expectTold(graphOf(rich), () => graphOf(rich), 200);
});

test.each(["bert.ts11", "deformable_detr.ts16"])("an edit of %s is named by the difference", async (name) => {
	const model = await modelOf(name);
	const again = await modelOf(name);
	await expectTold(graphFromModel(model), () => graphFromModel(again), 6);
});

test("graphs that are wrong in any way are compared, and do not differ from themselves", () => {
	const name = fc.constantFrom("a", "b", "c", "d", "__proto__", '""');
	const operator = fc.constantFrom("Add", "Sub", "If", "my.op");
	const node = fc
		.tuple(name, operator, name, name, fc.constantFrom("n", "m", "toString"))
		.map(([y, op, x, z, n]) => `["${n}"] ${y} = ${op}(${x}, ${z})`);
	const holder = fc
		.tuple(name, name, fc.array(node, { maxLength: 2 }))
		.map(([y, p, inner]) => `["if"] ${y} = If(c) <then_branch = t () => (float ${p}) { ${inner.join(" ")} }>`);
	const nodes = fc.array(fc.oneof({ weight: 3, arbitrary: node }, { weight: 1, arbitrary: holder }), { maxLength: 7 });
	const graph = fc
		.tuple(name, name, nodes)
		.map(([x, w, lines]) =>
			graphOf(
				`g (float ${x}, float a) => (float d, float ${w}) <float ${w} = {1}, float b = {2}> { ${lines.join(" ")} }`,
			),
		);
	fc.assert(
		fc.property(graph, graph, (before, after) => {
			const found = difference(before, after);
			expect(textFromDifference(found) === "").toBe(isSame(found));
			expect(JSON.parse(JSON.stringify(jsonFromDifference(found)))).toMatchObject({ equal: isSame(found) });
			expect(textFromDifference(difference(before, before))).toBe("");
		}),
		{ numRuns: 300 },
	);
});
