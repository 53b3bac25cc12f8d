import { graphFromText, modelFromGraph } from "@suture/graph";
import { joinParts, type RunTensor, writeModel } from "@suture/onnx";
import { evaluateModel, openSession, sha256 } from "@suture/runtime";
import fc from "fast-check";
import { expect, test } from "vitest";
import { countNodes, rewriteGraph } from "../../index.ts";
import { mergeClips } from "./rule.ts";

const { NaN: nan, POSITIVE_INFINITY: inf, NEGATIVE_INFINITY: minusInf } = Number;
const values = [nan, inf, minusInf, 0, -0, 1e-45, -1e-45, 1, -1, 5.5, -5.5, 6, 7, 3.4e38, -3.4e38];

interface Kind {
	readonly element: string;
	readonly bounds: fc.Arbitrary<string>;
	readonly x: RunTensor;
}

const written = (bound: number) =>
	Object.is(bound, -0) ? "-0.0" : String(bound).replace("Infinity", "inf").replace("NaN", "nan");
const reals = fc.oneof(fc.constantFrom(...values), fc.integer({ min: -8, max: 8 }), fc.float()).map(written);
const whole = [0, 1, -1, 5, -5, 6, 7, 2 ** 31 - 1, -(2 ** 31)];
const wholes = fc.oneof(fc.constantFrom(...whole), fc.integer({ min: -8, max: 8 })).map(String);

const bytesOf = (array: { readonly buffer: ArrayBufferLike }) => new Uint8Array(array.buffer);

const kinds: readonly Kind[] = [
	{ element: "float", bounds: reals, x: { type: "float", dims: [15], contents: bytesOf(Float32Array.from(values)) } },
	{ element: "double", bounds: reals, x: { type: "double", dims: [15], contents: bytesOf(Float64Array.from(values)) } },
	{
		element: "int64",
		bounds: wholes,
		x: { type: "int64", dims: [9], contents: bytesOf(BigInt64Array.from(whole.map(BigInt))) },
	},
	{ element: "int32", bounds: wholes, x: { type: "int32", dims: [9], contents: bytesOf(Int32Array.from(whole)) } },
];

/** A node that bounds `from`, and the weights that it reads. */
function bounding(from: string, to: string, { element, bounds }: Kind): fc.Arbitrary<string> {
	const bound = (name: string) => bounds.map((value) => `${element} ${name} = {${value}}  `);
	const [low, high] = [`${to}_low`, `${to}_high`];
	const relu = element === "float" || element === "double" ? [fc.constant(`${to} = Relu (${from})`)] : [];
	return fc.oneof(
		...relu,
		bound(low).map((text) => `${text}${to} = Max (${from}, ${low})`),
		bound(high).map((text) => `${text}${to} = Min (${high}, ${from})`),
		bound(low).map((text) => `${text}${to} = Clip (${from}, ${low})`),
		bound(high).map((text) => `${text}${to} = Clip (${from}, , ${high})`),
		fc
			.tuple(bound(low), bound(high))
			.map(([first, second]) => `${first}${second}${to} = Clip (${from}, ${low}, ${high})`),
	);
}

async function outputOf(graph: Parameters<typeof modelFromGraph>[0], x: RunTensor): Promise<RunTensor | undefined> {
	const [file] = writeModel(modelFromGraph(graph), { name: "clips.onnx" }).files;
	const session = await openSession(await joinParts(file?.parts ?? []), { threads: 1 });
	try {
		return (await session.run(new Map([["x", x]]), ["y"])).get("y");
	} finally {
		await session.close();
	}
}

test.each(kinds)("bounds of $element give what they gave, for NaN and infinities too", async (kind) => {
	let merged = 0;
	const chains = fc.tuple(bounding("x", "a", kind), bounding("a", "b", kind), bounding("b", "y", kind));
	await fc.assert(
		fc.asyncProperty(chains, async (nodes) => {
			const { graph } = graphFromText(`${kind.element}[n] x  ${nodes.join("  ")}`, { opset: 17 });
			if (!graph) throw new Error("The text can't be read.");
			const { graph: after } = await rewriteGraph(graph, { evaluate: evaluateModel, sha256, rules: [mergeClips] });
			if (countNodes(after) < 3) merged++;
			const [left, right] = [await outputOf(graph, kind.x), await outputOf(after, kind.x)];
			// ONNX leaves it open which of 0 and -0 is the larger one.
			expect(numbersOf(right).map((one) => one + 0)).toEqual(numbersOf(left).map((one) => one + 0));
		}),
		{ numRuns: 60 },
	);
	expect(merged).toBeGreaterThan(20);
});

function numbersOf(tensor: RunTensor | undefined): readonly number[] {
	if (!(tensor?.contents instanceof Uint8Array)) throw new Error("There is no output.");
	const buffer = tensor.contents.slice().buffer;
	switch (tensor.type) {
		case "float":
			return [...new Float32Array(buffer)];
		case "double":
			return [...new Float64Array(buffer)];
		case "int32":
			return [...new Int32Array(buffer)];
		default:
			return [...new BigInt64Array(buffer)].map(Number);
	}
}
