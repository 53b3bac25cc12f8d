import { expect, test } from "vitest";
import { newModel } from "./new-model.ts";
import { openDocument } from "./open-document.ts";
import { problemsIn } from "./preview.ts";

test("a new model opens, and nothing is wrong with it", async () => {
	const { document } = await openDocument({ from: "files", files: [new File([await newModel()], "new.onnx")] });
	expect(document && problemsIn(document.graph, document.inferred)).toEqual([]);
});
