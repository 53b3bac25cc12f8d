import { modelBytes } from "@suture/fixtures";
import { applyEdits, bodyOf, type Graph, graphFromModel, graphFromText } from "@suture/graph";
import { readModel, sourceFromBytes } from "@suture/onnx";
import { expect, test } from "vitest";
import { difference, fingerprintsOf, isSame, measureConstants, textFromDifference } from "./index.ts";

async function graphOf(bytes: Uint8Array): Promise<Graph> {
	const { model } = await readModel(sourceFromBytes(bytes, "model.onnx"));
	if (!model) throw new Error("the fixture is a model");
	return graphFromModel(model);
}

async function compared(before: Graph, after: Graph): Promise<string> {
	const fingerprints = await fingerprintsOf(before, after);
	return textFromDifference(await measureConstants(difference(before, after, { fingerprints })));
}

test("two exports of one network for two opsets give a page that a person can read", async () => {
	const [before, after] = [await graphOf(modelBytes("bert.ts11")), await graphOf(modelBytes("bert.ts17"))];
	expect(await compared(before, after)).toMatchInlineSnapshot(`
		"nodes 413 → 382: 334 kept, 43 changed, 62 renamed, 79 removed, 48 added
		~ opset ai.onnx: 11 → 17
		~ IR version: 6 → 8
		~ output 448: float[Add448_dim_0,Add448_dim_1,64] → 443: float[LayerNormalization443_dim_0,LayerNormalization443_dim_1,64]
		~ 7 × ReduceMean × 2, Sub, Pow, Add × 2, Sqrt, Div, Mul became LayerNormalization
		    /m/embeddings/LayerNorm/ReduceMean … /m/embeddings/LayerNorm/Add_1 → /m/embeddings/LayerNorm/LayerNormalization
		~ Less, Not became GreaterOrEqual
		    /m/Less, /m/Not → /m/GreaterOrEqual
		~ 40 × Unsqueeze: attribute axes is input 1 now
		    /m/embeddings/Unsqueeze: axes = [0] is input 1 now
		~ 3 × Softmax: axis 3 → -1
		    /m/encoder/layer.0/attention/self/Softmax
		= 62 nodes and 35 values renamed
		    Identity_82 → Identity_108
		    Identity_83 → Identity_109
		    Identity_84 → Identity_110
		"
	`);
});

test("the same file read twice does not differ, weights included", async () => {
	const bytes = modelBytes("swin.dy18");
	expect(await compared(await graphOf(bytes), await graphOf(bytes))).toBe("");
});

test("a weight of which one element was changed says how many and by how much", async () => {
	const bytes = modelBytes("lstm.ts13");
	const before = await graphOf(bytes);
	const main = bodyOf(before, before.main);
	const large = main.initializers.find(({ rawData }) => rawData?.at === "source");
	if (large?.rawData?.at !== "source") throw new Error("the fixture has a large weight");
	const changed = Uint8Array.from(bytes);
	const view = new DataView(changed.buffer, changed.byteOffset + large.rawData.start);
	view.setFloat32(400, view.getFloat32(400, true) + 0.5, true);
	const text = await compared(before, await graphOf(changed));
	expect(text).toMatch(
		new RegExp(
			`^nodes .* kept\n~ initializer ${large.name}: float\\[.*\\]; 1 of [\\d,]+ elements differs by up to 0\\.5, .* % of`,
		),
	);
	expect(isSame(difference(before, await graphOf(changed)))).toBe(false);
});

test("swin with edits, against its file read anew, in well under a second", async () => {
	const bytes = modelBytes("swin.ts17");
	const [before, again] = [await graphOf(bytes), await graphOf(bytes)];
	const [add, softmax] = ["Add", "Softmax"].map((operator) =>
		bodyOf(again, again.main).nodes.findLast(({ opType, name }) => opType === operator && name !== ""),
	);
	const { graph: after, problems } = applyEdits(again, [
		{ do: "set-operator", node: { name: add?.name ?? "" }, opType: "Sub" },
		{ do: "bypass-node", node: { name: softmax?.name ?? "" } },
	]);
	expect(problems).toEqual([]);
	const started = performance.now();
	const { bodies } = difference(before, after, { fingerprints: await fingerprintsOf(before, after) });
	// Measured: 70 to 150 ms; the limit leaves room for a busy machine.
	expect(performance.now() - started).toBeLessThan(3000);
	expect(bodies[0]?.removed.map(({ name }) => name)).toEqual([softmax?.name]);
	expect(bodies[0]?.changed.filter(({ operator }) => operator).map(({ before: { name } }) => name)).toEqual([
		add?.name,
	]);
	expect([bodies[0]?.added.length, bodies[0]?.renamed.length, bodies[0]?.constants.length]).toEqual([0, 0, 0]);
});

test("20,000 nodes of one operator under other names are no square", () => {
	const chain = (prefix: string) =>
		Array.from({ length: 20_000 }, (_, i) => `${prefix}${i + 1} = Relu (${prefix}${i})`).join("\n");
	const [before, after] = ["a", "b"].map(
		(p) => graphFromText(`g (float[N] ${p}0) => (float[N] ${p}20000) { ${chain(p)} }`).graph,
	);
	if (!before || !after) throw new Error("the text is a graph");
	const started = performance.now();
	const { bodies } = difference(before, after);
	expect(performance.now() - started).toBeLessThan(20_000);
	expect([bodies[0]?.changed.length, bodies[0]?.removed.length, bodies[0]?.partners.size]).toEqual([0, 0, 20_000]);
});
