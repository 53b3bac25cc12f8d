import { expect, test } from "vitest";
import { graphOf } from "../tools/types-of-text.ts";
import { valueBytes } from "./index.ts";

test("bytes follow from the sizes of the inputs, except where they depend on contents", () => {
	const graph = graphOf("float[n,3] x  y = Shape(x)  h = Cast <to = 10> (x)  z = NonZero(x)");
	const bytes = valueBytes(graph, new Map([["x", [4, 3]]]));
	expect(["x", "y", "h", "z", "nothing"].map(bytes)).toEqual([48, 16, 24, undefined, undefined]);
});
