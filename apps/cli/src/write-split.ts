import { mkdir, writeFile } from "node:fs/promises";
import { basename, join } from "node:path";
import type { Graph } from "@suture/graph";
import { type Problem, SutureError } from "@suture/problems";
import { cmakeLists, cppProgram, planProgram, pythonProgram } from "@suture/program";
import type { Part } from "@suture/split";
import { saveGraph } from "./save.ts";

/** A part as --json has it. */
export interface PartJson {
	readonly part: string;
	readonly file: string;
	readonly nodes: number;
	/** Of the multiplications and additions, between 0 and 1. */
	readonly work: number;
	readonly inputs: readonly string[];
	readonly outputs: readonly string[];
}

export interface WrittenSplit {
	readonly parts: readonly PartJson[];
	readonly files: readonly string[];
	readonly problems: readonly Problem[];
}

/** Writes the parts of a model into a folder, with the programs that run them: pre.onnx, engine.onnx, post.onnx as far as there are
 *  such, program.py, program.cpp, CMakeLists.txt. `path` is the file that the model was read from, `libraries` are those of plugins that
 *  the engine needs. Rejects with SutureError. */
export async function writeSplit(
	whole: Graph,
	parts: readonly Part[],
	path: string,
	folder: string,
	libraries: readonly string[] = [],
): Promise<WrittenSplit> {
	const plan = planProgram(whole, parts, { title: basename(path), libraries });
	await mkdir(folder, { recursive: true });
	const files: string[] = [];
	const problems: Problem[] = [];
	for (const [i, part] of parts.entries()) {
		const saved = await saveGraph(part.graph, path, join(folder, plan.parts[i]?.file ?? `${part.role}.onnx`));
		files.push(...saved.files);
		problems.push(...saved.problems);
	}
	const texts = {
		"program.py": pythonProgram(plan),
		"program.cpp": cppProgram(plan),
		"CMakeLists.txt": cmakeLists(plan),
	};
	for (const [name, text] of Object.entries(texts)) {
		const file = join(folder, name);
		await writeFile(file, text).catch((cause: NodeJS.ErrnoException) => {
			throw new SutureError("file/unwritable", { file, reason: cause.message }, { cause });
		});
		files.push(file);
	}
	const rows = parts.map(({ role, nodes, work, inputs, outputs }, i) => ({
		part: role,
		file: join(folder, plan.parts[i]?.file ?? ""),
		nodes,
		work: Math.round(work * 1e6) / 1e6,
		inputs,
		outputs,
	}));
	return { parts: rows, files, problems };
}
