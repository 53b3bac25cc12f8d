// How many models ours and onnx.version_converter convert, and how many of these give the same in ONNX Runtime.
//     node apps/cli/tools/compare-converter.ts 26,17,13,11,9 MODEL…
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { planConversion } from "@suture/convert";
import { runPython, withFolder } from "@suture/fixtures";
import { applyEdits, graphFromModel } from "@suture/graph";
import { SutureError } from "@suture/problems";
import { writeOuts } from "@suture/repair";
import { openForVerb } from "../src/open.ts";
import { modelBytes, type RunnableModel, verify } from "../src/verify.ts";

// An assertion of its C++ ends the process, so each conversion has its own.
const script = `
import sys, onnx
from onnx import version_converter
onnx.save(version_converter.convert_version(onnx.load(sys.argv[1]), int(sys.argv[2])), sys.argv[3])
onnx.checker.check_model(sys.argv[3], full_check=True)
`;

interface Count {
	models: number;
	ours: number;
	oursSame: number;
	theirs: number;
	theirsSame: number;
}

const [opsets = "", ...models] = process.argv.slice(2);
const counts = new Map<string, Count>();
for (const path of models) {
	await using readable = await openForVerb(path);
	const graph = graphFromModel(readable.model);
	for (const to of opsets.split(",").map(Number)) {
		const { from = 0, edits, problems } = planConversion(graph, to, writeOuts);
		if (from === to) continue;
		const key = `${from < to ? "up" : "down"} to ${to}`;
		const count = counts.get(key) ?? { models: 0, ours: 0, oursSame: 0, theirs: 0, theirsSame: 0 };
		counts.set(key, count);
		count.models++;
		const before: RunnableModel = { model: path, graph };
		if (!problems.some(({ severity }) => severity === "error")) {
			const after = applyEdits(graph, edits).graph;
			count.ours++;
			if (await isSame(before, { model: await modelBytes(after), graph: after })) count.oursSame++;
		}
		const theirs = await theirConversion(path, to);
		if (!theirs) continue;
		count.theirs++;
		if (await isSame(before, { model: theirs, graph })) count.theirsSame++;
	}
}
console.table(Object.fromEntries(counts));

async function theirConversion(path: string, to: number): Promise<Uint8Array | undefined> {
	return await withFolder(async (folder) => {
		const out = join(folder, "converted.onnx");
		try {
			await runPython(script, path, String(to), out);
			return await readFile(out);
		} catch {
			return undefined;
		}
	});
}

/** Also where ONNX Runtime has no kernel for the model as it is. */
async function isSame(before: RunnableModel, after: RunnableModel): Promise<boolean> {
	try {
		return (await verify(before, after)).ok !== false;
	} catch (error) {
		if (error instanceof SutureError) return false;
		throw error;
	}
}
