import { graphFromText, textFromGraph } from "@suture/graph";
import { parseTarget } from "@suture/tensorrt";
import { expect, test } from "vitest";
import { splitForTarget } from "./index.ts";

/** Parts for TensorRT 8.4, a text each, and what is refused of the engine all the same. */
function parts(text: string): { parts: Record<string, string>; remaining: number } {
	const { graph } = graphFromText(`<ir_version: 8, opset_import: ["" : 13]> ${text}`);
	const read = parseTarget("tensorrt-8.4.3");
	if (!graph || "problem" in read) throw new Error("The test is wrong.");
	const found = splitForTarget(graph, read.target);
	const texts = found.parts.map((part) => [part.role, textFromGraph(part.graph).replace(/^<[^>]*>\n/, "")]);
	return { parts: Object.fromEntries(texts), remaining: found.remaining.length };
}

test("what casts bytes, which TensorRT 8.4 can't, goes in front with the bytes", () => {
	const found = parts(
		"m (uint8[1,8,8,3] x) => (float[1,3,8,8] y) { t = Transpose <perm = [0, 3, 1, 2]> (x) f = Cast <to = 1> (t) y = Relu (f) }",
	);
	expect(found.remaining).toBe(0);
	expect(found.parts["pre"]).toContain("f = Cast");
	expect(found.parts["engine"]).not.toContain("Cast");
});

test("what makes bytes goes behind", () => {
	const found = parts("m (float[1,8] x) => (uint8[1,8] y) { r = Relu (x) y = Cast <to = 2> (r) }");
	expect(found).toMatchObject({ remaining: 0, parts: { engine: expect.not.stringContaining("Cast") } });
	expect(found.parts["post"]).toContain("y = Cast");
});
