// Simplifies models with Suture and, where they are installed, with its peers beside it, and prints what each leaves.
//
//     node apps/cli/tools/benchmark.ts [--python /venv/bin/python] [MODEL.onnx …]
//
// Without models: those of fixtures. Seconds are those inside the tool: the model is read, the result is not written. Every tool runs in
// a process of its own that does all models, so that all are as warm; --cold starts one for each model.
import { spawnSync } from "node:child_process";
import { basename } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { modelNames, modelPath } from "@suture/fixtures";
import { graphFromModel, modelFromGraph } from "@suture/graph";
import { writeModel } from "@suture/onnx";
import { countNodes, rewriteGraph, rulesOfLevel, withoutTraces } from "@suture/rewrite";
import { evaluateModel, sha256 } from "@suture/runtime";
import { openModel } from "@suture/server";

interface Row {
	readonly model: string;
	readonly before: number;
	readonly nodes: number;
	readonly bytes: number;
	readonly seconds: number;
}

const peerScript = `
import json, os, sys, time
import onnx
def nodes(graph):
    for node in graph.node:
        yield node
        for attribute in node.attribute:
            for inner in ([attribute.g] if attribute.HasField("g") else []) + list(attribute.graphs):
                yield from nodes(inner)
def count(model):
    return sum(node.op_type != "Constant" for node in nodes(model.graph))
for path in sys.argv[2:]:
    try:
        model = onnx.load(path)
        before = count(model)
        if sys.argv[1] == "onnxsim":
            import onnxsim
            started = time.perf_counter()
            result, _ = onnxsim.simplify(model)
        else:
            import onnxslim
            started = time.perf_counter()
            result = onnxslim.slim(model)
        seconds = time.perf_counter() - started
        name = os.path.basename(path).removesuffix(".onnx")
        print("\\n" + json.dumps({"model": name, "before": before, "nodes": count(result), "bytes": result.ByteSize(), "seconds": seconds}), flush=True)
    except Exception as error:
        print(error, file=sys.stderr)
`;

/** The launcher, too, keeps what was compiled. */
const asTheLauncher = {
	...process.env,
	NODE_COMPILE_CACHE: fileURLToPath(new URL("../../../.suture/compiled", import.meta.url)),
};

const { values, positionals } = parseArgs({
	options: { python: { type: "string" }, cold: { type: "boolean" }, only: { type: "string" } },
	allowPositionals: true,
});
const paths = positionals.length > 0 ? positionals : modelNames.map(modelPath);
if (values.only === "suture") {
	for (const path of paths) process.stdout.write(`${JSON.stringify(await simplified(path))}\n`);
} else {
	print();
}

async function simplified(path: string): Promise<Row> {
	const { model, close } = await openModel(path);
	if (!model) throw new Error(`${path} can't be read.`);
	const started = performance.now();
	const graph = graphFromModel(model);
	const result = await rewriteGraph(graph, { evaluate: evaluateModel, sha256, rules: rulesOfLevel("exact") });
	const seconds = (performance.now() - started) / 1000;
	const files = writeModel(modelFromGraph(withoutTraces(result.graph)), { name: basename(path) }).files;
	const bytes = files.reduce((sum, { byteLength }) => sum + byteLength, 0);
	await close();
	return { model: basename(path, ".onnx"), before: countNodes(graph), nodes: countNodes(result.graph), bytes, seconds };
}

function print(): void {
	const own = fileURLToPath(import.meta.url);
	const ran = new Map([["Suture", rows(process.execPath, ["--max-semi-space-size=64", own, "--only", "suture"])]]);
	for (const peer of values.python === undefined ? [] : ["onnxsim", "onnxslim"]) {
		ran.set(peer, rows(values.python ?? "", ["-c", peerScript, peer]));
	}
	const line = (cells: readonly string[]) => process.stdout.write(`${cells.map((cell) => cell.padEnd(26)).join("")}\n`);
	const row = ({ nodes, bytes, seconds }: Row) => `${nodes}, ${bytes} B, ${seconds.toFixed(3)} s`;
	line(["model", "nodes before", ...ran.keys()]);
	for (const path of paths) {
		const model = basename(path, ".onnx");
		const cells = [...ran.values()].map((found) => found.get(model));
		line([
			model,
			String(ran.get("Suture")?.get(model)?.before ?? ""),
			...cells.map((cell) => (cell ? row(cell) : "failed")),
		]);
	}
	line(["sum", "", ...[...ran.values()].map((found) => row(sumOf([...found.values()])))]);
}

function sumOf(all: readonly Row[]): Row {
	const sum = (of: (row: Row) => number) => all.reduce((total, row) => total + of(row), 0);
	return {
		model: "sum",
		before: sum(({ before }) => before),
		nodes: sum(({ nodes }) => nodes),
		bytes: sum(({ bytes }) => bytes),
		seconds: sum(({ seconds }) => seconds),
	};
}

/** What a tool prints, a line of JSON for each model. */
function rows(command: string, args: readonly string[]): ReadonlyMap<string, Row> {
	const groups = values.cold ? paths.map((path) => [path]) : [paths];
	const lines = groups.flatMap((group) => {
		const { stdout } = spawnSync(command, [...args, ...group], {
			encoding: "utf8",
			maxBuffer: 1 << 28,
			timeout: 600_000,
			env: asTheLauncher,
		});
		return stdout.split("\n").filter((line) => line.startsWith("{"));
	});
	// Both scripts print rows.
	return new Map(lines.map((line) => JSON.parse(line) as Row).map((one) => [one.model, one]));
}
