// Holds inference on models against what ONNX Runtime found when it ran them, and counts what the peers know.
//     node packages/analysis/tools/compare-models.ts [FIXTURE or MODEL.onnx …]     after run-models.py; exit 1 when anything is wrong
import { existsSync, readFileSync } from "node:fs";
import { basename } from "node:path";
import { modelBytes, modelNames } from "@suture/fixtures";
import { bodyOf, type Graph, graphFromModel } from "@suture/graph";
import { readModel, sourceFromBytes } from "@suture/onnx";
import {
	type Dimension,
	type Element,
	type Fact,
	isExpression,
	isReal,
	isTensor,
	substitute,
	symbolOf,
	textOfDimension,
	textOfType,
} from "@suture/ops";
import { factOf, inferShapes } from "../src/index.ts";

interface Observed {
	readonly dtype: string;
	readonly shape: readonly number[];
	readonly value?: readonly number[];
}

interface Run {
	readonly inputs: Readonly<Record<string, readonly number[]>>;
	readonly tensors: Readonly<Record<string, Observed>>;
}

interface Peer {
	readonly static?: number;
	readonly staticSizes?: number;
	readonly seconds?: number;
	readonly failed?: string;
}

interface Oracle {
	readonly runs: readonly Run[];
	readonly peers: Readonly<Record<"onnx" | "onnxruntime", Peer>>;
}

const dtypes: Readonly<Record<string, string>> = { float32: "float", float64: "double" };
const names = process.argv.length > 2 ? process.argv.slice(2) : modelNames;
const total = { ms: 0, wrong: 0 };
console.log(
	"model                     tensors  ours  onnx   ort   sizes known of all   onnx    ort  wrong  open    ms",
);
for (const name of names) await compare(name);
console.log(`${total.ms.toFixed(0)} ms for all, ${total.wrong} wrong`);
process.exit(total.wrong === 0 ? 0 : 1);

async function compare(name: string): Promise<void> {
	const path = new URL(`../../../.suture/oracle-shapes/${basename(name, ".onnx")}.json`, import.meta.url);
	const oracle: Oracle | undefined = existsSync(path) ? JSON.parse(readFileSync(path, "utf8")) : undefined;
	const graph = await stripped(name);
	const start = performance.now();
	const { facts, problems } = inferShapes(graph);
	const ms = performance.now() - start;
	const main = bodyOf(graph, graph.main);
	const outputs = main.nodes.flatMap(({ outputs }) => outputs).filter((output) => output !== "");
	const known = outputs.map((output) => ({ output, fact: factOf(facts, main.id, output) }));
	const wrong = (oracle?.runs ?? []).flatMap((run) => differences(graph, known, run));
	const shapes = known.map(({ fact }) => (isTensor(fact.type) ? fact.type.shape : undefined));
	const open = known.filter(({ fact }) => !isTensor(fact.type) || !fact.type.element || !fact.type.shape).length;
	const sizes = shapes.flatMap((shape) => shape ?? []);
	const peer = (key: "onnx" | "onnxruntime", what: "static" | "staticSizes") =>
		String(oracle?.peers[key][what] ?? "–").padStart(6);
	console.log(
		`${basename(name, ".onnx").padEnd(26)}${column(outputs.length, 6)}${column(shapes.filter(isStatic).length, 7)}` +
			`${peer("onnx", "static")}${peer("onnxruntime", "static")}${column(sizes.filter(isNumber).length, 9)} of ${column(sizes.length, 5)}` +
			` ${peer("onnx", "staticSizes")}${peer("onnxruntime", "staticSizes")}${column(wrong.length, 7)}${column(open, 6)}${column(Math.round(ms), 6)}`,
	);
	for (const line of wrong.slice(0, 5)) console.log(`    ${line}`);
	for (const { sentence, place } of problems.slice(0, 5)) console.log(`    ${place.node?.name}: ${sentence}`);
	total.ms += ms;
	total.wrong += wrong.length;
}

function column(count: number, width: number): string {
	return String(count).padStart(width);
}

function isNumber(size: Dimension): boolean {
	return typeof size === "number";
}

function isStatic(shape: readonly Dimension[] | undefined): boolean {
	return shape?.every(isNumber) ?? false;
}

/** Without value_info: what a peer knew must not help. */
async function stripped(name: string): Promise<Graph> {
	const { model } = await readModel(sourceFromBytes(name.includes("/") ? readFileSync(name) : modelBytes(name), name));
	if (!model?.graph) throw new Error(`${name} can't be read.`);
	return graphFromModel({ ...model, graph: { ...model.graph, valueInfo: [] } });
}

interface Known {
	readonly output: string;
	readonly fact: Fact;
}

/** Everything in which inference, at the sizes of a run, differs from the run. */
function differences(graph: Graph, known: readonly Known[], run: Run): string[] {
	const bound = new Map<string, number>();
	for (const { name = "", type } of bodyOf(graph, graph.main).inputs) {
		type?.tensorType?.shape?.dim.forEach(({ dimParam }, axis) => {
			const size = run.inputs[name]?.[axis];
			if (size !== undefined) bound.set(dimParam && dimParam !== "?" ? dimParam : `${name}.${axis}`, size);
		});
	}
	return known.flatMap(({ output, fact }) => {
		const observed = run.tensors[output];
		return observed === undefined ? [] : differencesOfValue(output, fact, observed, bound);
	});
}

function differencesOfValue(
	output: string,
	{ type, value }: Fact,
	observed: Observed,
	bound: Map<string, number>,
): string[] {
	const found: string[] = [];
	if (!isTensor(type)) return [`${output} is ${textOfType(type)}, not a tensor`];
	const dtype = dtypes[observed.dtype] ?? observed.dtype;
	if (type.element !== undefined && type.element !== dtype) found.push(`${output} is ${dtype}, not ${type.element}`);
	if (type.shape && type.shape.length !== observed.shape.length) {
		found.push(`${output} is [${observed.shape}], not ${textOfType(type)}`);
	}
	type.shape?.forEach((size, axis) => {
		const seen = observed.shape[axis];
		const said = seen === undefined ? undefined : numberAt(size, bound, seen);
		if (said !== seen) found.push(`${output} axis ${axis} is ${seen}, not ${said} = ${textOfDimension(size)}`);
	});
	observed.value?.forEach((seen, i) => {
		const element = value?.[i];
		if (element === undefined) return;
		const said = elementAt(element, bound, seen);
		if (said !== seen) found.push(`${output}[${i}] is ${seen}, not ${said}`);
	});
	return found;
}

/** The number of a size at the bound symbols. A symbol that depends on data is bound where it is first seen. */
function numberAt(size: Dimension, bound: Map<string, number>, seen: number): number | string {
	const found = substitute(size, ({ name }) => bound.get(name));
	const name = symbolOf(found)?.name;
	if (name !== undefined) bound.set(name, seen);
	if (name !== undefined) return seen;
	return typeof found === "number" ? found : textOfDimension(found);
}

function elementAt(element: NonNullable<Element>, bound: Map<string, number>, seen: number): number | string {
	if (isReal(element)) return element.key;
	if (isExpression(element)) return numberAt(element, bound, seen);
	// Beyond 2^53 an element is only near.
	return Math.abs(element) > Number.MAX_SAFE_INTEGER && Math.abs(seen) > Number.MAX_SAFE_INTEGER ? seen : element;
}
