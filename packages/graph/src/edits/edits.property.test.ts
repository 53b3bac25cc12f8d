import { modelBytes } from "@suture/fixtures";
import { joinParts, type ModelProto, readModel, sourceFromBytes, writeModel } from "@suture/onnx";
import fc from "fast-check";
import { expect, test } from "vitest";
import { makeIndex } from "../body-index.ts";
import {
	applyDiff,
	applyEdits,
	type Body,
	type BodyIndex,
	bodyAndInner,
	checkGraph,
	type Graph,
	graphFromModel,
	indexOf,
	modelFromGraph,
	modelFromText,
	reversed,
	sentenceOf,
} from "../index.ts";
import { editsOf, richText } from "./random-edits.ts";

function modelOf(text: string): ModelProto {
	const { model, problems } = modelFromText(text);
	if (!model) throw new Error(problems[0]?.sentence);
	return model;
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
	await property(modelOf(richText), 400);
});

test.each(["lstm.ts13", "loop_script.ts13", "bert.ts11"])("any edits on %s too", async (name) => {
	const { model } = await readModel(sourceFromBytes(modelBytes(name), name));
	if (!model) throw new Error("the fixture is a model");
	await property(model, 20);
});
