import { graphFromText } from "@suture/graph";
import { expect, test } from "vitest";
import { roundingOf } from "./rounding-of.ts";

test.each([
	["float[4] x\nfloat c = {1}\ny = Mul (x, c)", 1e-3],
	["float16[4] x\ny = Relu (x)", 1e-2],
	["float[4] x\nbfloat16 c = {0}\nh = Cast <to = 16> (x)\nm = Mul (h, c)\ny = Cast <to = 1> (m)", 1e-2],
])("narrow types may round more: %s", (text, wanted) => {
	const { graph } = graphFromText(text, { opset: 17 });
	expect(graph && roundingOf(graph)).toBe(wanted);
});
