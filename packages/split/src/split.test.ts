import { inferShapes } from "@suture/analysis";
import {
	bodyOf,
	checkGraph,
	type Graph,
	graphFromText,
	modelFromGraph,
	type NodeId,
	textFromGraph,
} from "@suture/graph";
import { joinParts, type RunTensor, writeModel } from "@suture/onnx";
import { compareTensors } from "@suture/proof";
import { openSession } from "@suture/runtime";
import fc from "fast-check";
import { expect, test } from "vitest";
import { type Split, type SplitOptions, split } from "./index.ts";

function graphOf(text: string): Graph {
	const { graph, problems } = graphFromText(`<ir_version: 8, opset_import: ["" : 13]> ${text}`);
	if (!graph) throw new Error(problems.map(({ sentence }) => sentence).join(" "));
	return graph;
}

/** The split of a text; refused are nodes by what they make. */
function splitOf(text: string, refused: readonly string[], options: SplitOptions = {}): Split {
	const graph = graphOf(text);
	const ids = idsOf(graph, refused);
	expect(ids).toHaveLength(refused.length);
	return split(graph, inferShapes(graph).facts, new Set(ids), options);
}

function idsOf(graph: Graph, made: readonly string[]): NodeId[] {
	return bodyOf(graph, graph.main)
		.nodes.filter(({ outputs }) => outputs.some((output) => made.includes(output)))
		.map(({ id }) => id);
}

/** Roles with what goes in and comes out. */
function sketch({ parts }: Split): string[] {
	return parts.map(({ role, inputs, outputs }) => `${role} ${inputs} -> ${outputs}`);
}

function lines(graph: Graph | undefined): string {
	return graph ? textFromGraph(graph).replace(/^<[^>]*>\n/, "") : "";
}

const chain =
	"m (float[1,8,32,32] x, float[8,8,3,3] w) => (float[1,8,32,32] y) { a = Conv <pads = [1, 1, 1, 1]> (x, w) b = Relu (a) c = Conv <pads = [1, 1, 1, 1]> (b, w) y = Sigmoid (c) }";

test("leaves a model whole of which nothing is refused", () => {
	expect(sketch(splitOf(chain, []))).toEqual(["engine x,w -> y"]);
});

test("puts what is refused at the end behind the engine, at the start in front", () => {
	expect(sketch(splitOf(chain, ["y"]))).toEqual(["engine x,w -> c", "post c -> y"]);
	expect(sketch(splitOf(chain, ["a"]))).toEqual(["pre x,w -> a", "engine w,a -> y"]);
	expect(sketch(splitOf(chain, ["a", "y"]))).toEqual(["pre x,w -> a", "engine w,a -> c", "post c -> y"]);
});

test("keeps the side with more work in the engine, and says why", () => {
	const more = chain.replace("y = Sigmoid (c)", "d = Conv <pads = [1, 1, 1, 1]> (c, w) y = Sigmoid (d)");
	const found = splitOf(more, ["b"]);
	expect(sketch(found)).toEqual(["pre x,w -> b", "engine w,b -> y"]);
	expect(found.placed).toMatchObject([{ role: "pre" }]);
	expect(found.placed[0]?.sentence).toContain("What it needs is 33 % of the work, what needs it 67 %.");
	expect(found.moved.map(({ outputs }) => outputs[0])).toEqual(["a"]);
});

test("takes a few small nodes along where that makes one small tensor cross instead of three", () => {
	const text = `m (float[1,8,64,64] x, float[8,8,3,3] w) => (float[1,8] y) <float one = {1}>
{ a = Conv (x, w)  p = Add (a, one)  q = Mul (a, one)  r = Sub (a, one)  s = Sum (p, q, r)  y = ReduceMax <axes = [2, 3], keepdims = 0> (s) }`;
	expect(sketch(splitOf(text, ["s"]))).toEqual(["engine x,w -> a", "post a -> y"]);
});

test("gives each part what it needs, and no more", () => {
	const found = splitOf(
		"m (float[4,800] x, float[800,800] w, float[800,800] v) => (float[4,800] y, float[4,800] z) { h = MatMul (x, w) e = Erf (h) y = MatMul (e, v) z = Add (h, y) }",
		["e"],
	);
	expect(sketch(found)).toEqual(["engine x,w -> h", "post v,h -> y,z"]);
});

test("casts what an engine of the target does not take on its way, and back", () => {
	const text =
		"m (float[1,900000] x) => (float[1,5] y, float[1,5] s) <int64[1] k = {5}> { r = Relu(x) s, i = TopK (r, k) t = Cast <to = 1> (i) y = Erf (t) }";
	const found = splitOf(text, ["t"]);
	expect(found.boundaries).toEqual([
		{
			value: "i",
			from: "engine",
			to: ["post"],
			type: "int64[1,5]",
			bytes: 40,
			carrier: { name: "i_int32", element: "int32", type: "int32[1,5]" },
		},
	]);
	expect(lines(found.parts[1]?.graph)).toBe(
		"m (int32[1,5] i_int32) => (float[1,5] y) {\n  i = Cast <to = 7> (i_int32)\n  t = Cast <to = 1> (i)\n  y = Erf (t)\n}\n",
	);
	expect(splitOf(text, ["t"], { types: ["float", "int64"] }).boundaries[0]?.carrier).toBeUndefined();
});

test("keeps values that no engine can take out of it", () => {
	const text = `m (float[N] x) => (float[M] y) <int64 zero = {0}>
{ a = Relu (x) q = SequenceConstruct (a, a) b = SequenceAt (q, zero) y = Erf (b) }`;
	expect(sketch(splitOf(text, ["q"]))).toEqual(["engine x -> a", "post a -> y"]);
});

test("takes along what a branch needs from outside", () => {
	const text = `m (float[99,99] x, bool c) => (float[99,99] y)
{ a = MatMul (x, x) b = If (c) <then_branch = t () => (float[99,99] p) { p = Exp (a) }, else_branch = e () => (float[99,99] q) { q = Neg (a) }> y = Erf (b) }`;
	const found = splitOf(text, ["b"]);
	expect(sketch(found)).toEqual(["engine x -> a", "post c,a -> y"]);
	expect(found.parts.flatMap(({ graph }) => checkGraph(graph))).toEqual([]);
});

test("gives everything to ONNX Runtime when all is refused", () => {
	expect(splitOf(chain, ["a", "b", "c", "y"]).parts.map(({ role }) => role)).not.toContain("engine");
});

/** A random graph: each node takes earlier values. */
const graphs = fc
	.array(
		fc.record({
			op: fc.constantFrom("Relu", "Neg", "Add", "Mul", "Cast", "Floor", "Less"),
			left: fc.nat(),
			right: fc.nat(),
			refused: fc.boolean(),
		}),
		{ minLength: 1, maxLength: 14 },
	)
	.map((rows) => {
		const floats = ["x", "z"];
		const bools: string[] = [];
		const refused: string[] = [];
		const text = rows.map(({ op, left, right, refused: isRefused }, i) => {
			const name = `v${i}`;
			const pick = (at: number) => floats[at % floats.length];
			if (isRefused && op !== "Relu") refused.push(name);
			if (op === "Less") {
				bools.push(name);
				return `${name} = Less (${pick(left)}, ${pick(right)})`;
			}
			const from = bools[left % Math.max(1, bools.length)];
			const [one, two] = [pick(left), pick(right)];
			floats.push(name);
			if (op === "Cast") return from === undefined ? `${name} = Abs (${one})` : `${name} = Cast <to = 1> (${from})`;
			return op === "Add" || op === "Mul" ? `${name} = ${op} (${one}, ${two})` : `${name} = ${op} (${one})`;
		});
		const outputs = [...new Set(floats.slice(-2).filter((name) => name.startsWith("v")))];
		const last = outputs.length > 0 ? outputs : [bools.at(-1) ?? "v0"];
		const types = last.map((name) => `${bools.includes(name) ? "bool" : "float"}[2,3] ${name}`).join(", ");
		return { text: `m (float[2,3] x, float[2,3] z) => (${types}) { ${text.join(" ")} }`, refused };
	});

async function run(graph: Graph, given: ReadonlyMap<string, RunTensor>, outputs: readonly string[]) {
	const session = await openSession(
		await joinParts(writeModel(modelFromGraph(graph), { name: "m.onnx" }).files[0]?.parts ?? []),
	);
	try {
		return await session.run(given, outputs);
	} finally {
		await session.close();
	}
}

test("parts one after the other do what the whole does", { timeout: 120_000 }, async () => {
	const tensor = (values: number[]): RunTensor => ({
		type: "float",
		dims: [2, 3],
		contents: new Uint8Array(Float32Array.from(values).buffer),
	});
	const inputs = new Map([
		["x", tensor([0.5, -1.5, 2.25, 0, 1, -3])],
		["z", tensor([1.5, -1.5, -0.75, 4, 0.25, 2])],
	]);
	await fc.assert(
		fc.asyncProperty(graphs, async ({ text, refused }) => {
			const graph = graphOf(text);
			const ids = new Set(idsOf(graph, refused));
			const { parts } = splitOf(text, refused);
			const outputs = bodyOf(graph, graph.main).outputs.map(({ name = "" }) => name);
			const known = new Map(inputs);
			for (const part of parts) {
				expect(checkGraph(part.graph)).toEqual([]);
				const isRefused = bodyOf(part.graph, part.graph.main).nodes.some(({ id }) => ids.has(id));
				expect(part.role === "engine" && isRefused).toBe(false);
				const given = new Map(part.inputs.map((name) => [name, known.get(name) as RunTensor]));
				for (const [name, value] of await run(part.graph, given, part.outputs)) known.set(name, value);
			}
			const whole = await run(graph, inputs, outputs);
			for (const [name, value] of whole) expect(compareTensors(value, known.get(name) as RunTensor).ok).toBe(true);
		}),
		{ numRuns: 60 },
	);
});
