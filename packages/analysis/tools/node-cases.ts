// Models of one operator with what they give when they run, held against inference. For node-cases.test.ts and
// list-node-cases.ts.
import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { bodyOf, type Graph, graphFromModel } from "@suture/graph";
import { type ModelProto, readModel, sourceFromBytes } from "@suture/onnx";
import { type Dimension, type Fact, isTensor, textOfType, type ValueType } from "@suture/ops";
import { factOf, inferShapes } from "../src/index.ts";

type Expected =
	| { readonly element: string; readonly shape: readonly number[] }
	| { readonly sequence: readonly Expected[] }
	| { readonly optional: Expected | null }
	| { readonly map: true };

interface Entry {
	readonly name: string;
	readonly at: number;
	readonly length: number;
	readonly outputs: readonly Expected[];
}

export interface NodeCase {
	readonly name: string;
	/** The operators of its main graph. */
	readonly operators: readonly string[];
	readonly model: ModelProto;
	readonly outputs: readonly Expected[];
}

/** All cases of onnx.backend.test, or of ONNX Runtime's operators ("contrib"). Inputs that could be shapes, axes or scales have
 *  their numbers as initializers too. */
export async function nodeCases(from: "node" | "contrib" = "node"): Promise<readonly NodeCase[]> {
	const bytes = gunzipSync(readFileSync(new URL(`../data/${from}-cases.gz`, import.meta.url)));
	const indexLength = bytes.readUInt32LE(0);
	const index: readonly Entry[] = JSON.parse(bytes.toString("utf8", 4, 4 + indexLength));
	const start = 4 + indexLength;
	return await Promise.all(
		index.map(async ({ name, at, length, outputs }) => {
			const data = bytes.subarray(start + at, start + at + length);
			const { model } = await readModel(sourceFromBytes(data, name));
			if (!model) throw new Error(`${name} can't be read.`);
			const operators = [...new Set(model.graph?.node.map(({ opType = "" }) => opType))];
			return { name, operators, model, outputs };
		}),
	);
}

export interface Outcome {
	/** What inference says and the case does not. */
	readonly wrong: readonly string[];
	/** What the case says and inference leaves open. */
	readonly open: readonly string[];
}

/** Infers a case and holds its outputs against the expected ones. "as inputs": nothing is known of any input's numbers. */
export function outcomeOf({ model, outputs }: NodeCase, constants: "as initializers" | "as inputs"): Outcome {
	const graph = graphOf(model, constants);
	const main = bodyOf(graph, graph.main);
	const { facts, problems } = inferShapes(graph, { useDeclared: false });
	const wrong = problems.map(({ sentence }) => `problem: ${sentence}`);
	const open: string[] = [];
	main.outputs.forEach(({ name = "" }, i) => {
		const expected = outputs[i];
		if (expected) compare(name, factOf(facts, main.id, name), expected, wrong, open);
	});
	return { wrong, open };
}

function graphOf(model: ModelProto, constants: "as initializers" | "as inputs"): Graph {
	if (constants === "as initializers" || !model.graph) return graphFromModel(model);
	const inputs = new Set(model.graph.input.map(({ name }) => name));
	const initializer = model.graph.initializer.filter(({ name }) => !inputs.has(name));
	return graphFromModel({ ...model, graph: { ...model.graph, initializer } });
}

function compare(name: string, { type }: Fact, expected: Expected, wrong: string[], open: string[]): void {
	compareTypes(name, type, expected, wrong, open);
}

function compareTypes(
	name: string,
	type: ValueType | undefined,
	expected: Expected,
	wrong: string[],
	open: string[],
): void {
	if (type === undefined) {
		open.push(`${name} has no type`);
	} else if ("sequence" in expected) {
		if (type.kind !== "sequence") wrong.push(`${name} is a sequence, not ${textOfType(type)}`);
		// The elements may differ in shape: the sequence says what they have in common.
		else for (const one of expected.sequence) compareTypes(`${name}[]`, type.of, one, wrong, open);
	} else if ("optional" in expected) {
		if (type.kind !== "optional") wrong.push(`${name} is optional, not ${textOfType(type)}`);
		else if (expected.optional) compareTypes(name, type.of, expected.optional, wrong, open);
	} else if ("map" in expected) {
		if (type.kind !== "map") wrong.push(`${name} is a map, not ${textOfType(type)}`);
	} else if (!isTensor(type)) {
		wrong.push(`${name} is ${expected.element}[${expected.shape}], not ${textOfType(type)}`);
	} else {
		if (type.element === undefined) open.push(`${name} has no element type`);
		else if (type.element !== expected.element) wrong.push(`${name} is ${expected.element}, not ${type.element}`);
		compareShapes(name, type.shape, expected.shape, wrong, open);
	}
}

function compareShapes(
	name: string,
	shape: readonly Dimension[] | undefined,
	expected: readonly number[],
	wrong: string[],
	open: string[],
): void {
	if (shape === undefined) {
		open.push(`${name} has no rank`);
	} else if (shape.length !== expected.length) {
		wrong.push(`${name} has rank ${expected.length}, not ${shape.length}`);
	} else {
		shape.forEach((size, axis) => {
			if (typeof size !== "number") open.push(`${name} axis ${axis}`);
			else if (size !== expected[axis]) wrong.push(`${name} axis ${axis} is ${expected[axis]}, not ${size}`);
		});
	}
}
