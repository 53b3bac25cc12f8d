import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { modelBytes, modelNames, runPython, withFolder } from "@suture/fixtures";
import { applyDiff, diffOf, type Edit, modelFromGraph } from "@suture/graph";
import { editsOf } from "@suture/graph/random-edits";
import fc from "fast-check";
import { expect, test } from "vitest";
import { type OpenDocument, openDocument } from "./open-document.ts";
import { problemsIn } from "./preview.ts";

/** Prints what onnx says against each model of a folder, as JSON by file name. */
const script = `
import json, os, sys, onnx
said = {}
for name in os.listdir(sys.argv[1]):
    try:
        model = onnx.load(os.path.join(sys.argv[1], name))
        onnx.checker.check_model(model, full_check=True)
    except Exception as error:
        said[name] = str(error)
print(json.dumps(said))
`;

/** More by hand: SUTURE_SEQUENCES=200 npx vitest run apps/web/src/surgeon/valid-means-valid.test.ts */
const sequences = Number(process.env["SUTURE_SEQUENCES"] ?? 2);
const firstSeed = Number(process.env["SUTURE_SEED"] ?? 1);
const stepsEach = 12;

async function open(name: string): Promise<OpenDocument> {
	const file = new File([modelBytes(name) as Uint8Array<ArrayBuffer>], `${name}.onnx`);
	const { document } = await openDocument({ from: "files", files: [file] });
	if (!document) throw new Error("the fixture is a model");
	return document;
}

/** What onnx.checker refuses and a TensorRT may take, so that it is no more than a warning. */
const notOnnx: ReadonlySet<string> = new Set(["operator/unknown", "graph/unshaped"]);

const isValid = ({ graph, inferred }: OpenDocument) =>
	problemsIn(graph, inferred).every(({ severity, code }) => severity !== "error" && !notOnnx.has(code));

/** Edits that fit one after the other, and leave the page without errors; the page would say that such a model is valid. */
function editValidly(document: OpenDocument, seed: number): Edit[] {
	const done: Edit[] = [];
	for (let i = 0; i < stepsEach; i++) {
		const [edit] = fc.sample(editsOf(document.graph), { numRuns: 1, seed: seedOf(document.files.name, seed, i) });
		const before = document.timeline.done;
		if (!edit || document.perform([edit]).some(({ problem }) => problem.severity === "error")) continue;
		if (document.timeline.done === before) continue;
		if (isValid(document)) done.push(edit);
		else document.goTo(before);
	}
	return done;
}

/** Another sequence for every model. */
function seedOf(name: string, sequence: number, step: number): number {
	return Array.from(`${name} ${sequence} ${step}`).reduce(
		(hash, letter) => Math.imul(hash ^ letter.charCodeAt(0), 16777619),
		2166136261,
	);
}

test("what the page calls valid is valid to onnx.checker, whatever was edited, and undo leads back", {
	timeout: 30_000 + 30_000 * sequences,
}, async () => {
	await withFolder(async (folder) => {
		const edits = new Map<string, readonly Edit[]>();
		for (const name of modelNames) {
			const document = await open(name);
			const base = document.graph;
			expect(isValid(document)).toBe(true);
			for (let i = 0; i < sequences; i++) {
				const seed = firstSeed + i;
				document.goTo(0);
				const file = `${name}.${seed}.onnx`;
				edits.set(file, editValidly(document, seed));
				const back = applyDiff(document.graph, diffOf(document.graph, base));
				expect(modelFromGraph(back)).toBe(modelFromGraph(base));
				const { files } = await document.save();
				for (const { blob } of files) await writeFile(join(folder, file), blob.stream());
			}
		}
		const said = JSON.parse(await runPython(script, folder)) as Record<string, string>;
		const wrong = Object.entries(said).map(([file, reason]) => ({ file, reason, edits: edits.get(file) }));
		expect(wrong).toEqual([]);
	});
});
