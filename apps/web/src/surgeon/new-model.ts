import { modelFromText } from "@suture/graph";
import { writeModel } from "@suture/onnx";
import { invariant } from "@suture/problems";
import { blobFromParts } from "./blob-from-parts.ts";

/** As little as a model can be: what goes in comes out. Of an opset and an IR version that today's runtimes all take. */
const text = `<ir_version: 10, opset_import: ["": 21], producer_name: "suture">
new_model (float[1,3,224,224] input) => (float[1,3,224,224] output) { ["Identity_0"] output = Identity (input) }`;

/** A model to begin with where there is none. */
export async function newModel(): Promise<Blob> {
	const { model } = modelFromText(text);
	invariant(model, "The text of a new model is one.");
	const [file] = writeModel(model, { name: "new.onnx" }).files;
	return await blobFromParts(file?.parts ?? []);
}
