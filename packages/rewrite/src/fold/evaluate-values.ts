import type { Node } from "@suture/graph";
import type { RunTensor } from "@suture/onnx";
import { constantModel } from "./constant-model.ts";
import { mostStepsInAll } from "./effort.ts";
import type { Evaluator } from "./evaluator.ts";
import type { ConstantNodes, FoldedValue, Reason } from "./plan-folding.ts";

/** What calculations may still take. */
export interface Budget {
	/** Sessions to open: each failure costs at least one. */
	sessions: number;
	spentSteps: number;
}

export function startBudget(spentSteps = 0): Budget {
	return { sessions: 32, spentSteps };
}

export interface Evaluated {
	readonly found: ReadonlyMap<FoldedValue, RunTensor>;
	readonly failed: ReadonlyMap<Node, Reason>;
}

const nothing: Evaluated = { found: new Map(), failed: new Map() };

/** Calculates values in one session, or in some when one fails. Those that did not fit are in neither list while others did. */
export async function evaluateValues(
	wanted: readonly FoldedValue[],
	constant: ConstantNodes,
	evaluate: Evaluator,
	budget: Budget,
): Promise<Evaluated> {
	if (wanted.length === 0 || budget.sessions <= 0) return nothing;
	const model = await constantModel(wanted, constant, mostStepsInAll - budget.spentSteps);
	if (model.values.length === 0) return unfit(wanted, model.hindrance);
	budget.sessions--;
	budget.spentSteps += model.steps;
	try {
		const outputs = await evaluate(model.bytes, model.outputs);
		const found = new Map<FoldedValue, RunTensor>();
		model.values.forEach((one, i) => {
			const tensor = outputs.get(model.outputs[i] ?? "");
			if (tensor) found.set(one, model.outputs[i] === one.value ? tensor : asBfloat16(tensor));
		});
		return { ...nothing, found };
	} catch (error) {
		const message = error instanceof Error ? error.message : String(error);
		const [only, ...more] = model.values;
		const node = nodeNamedIn(message, model.nodes) ?? (more.length === 0 ? only?.node : undefined);
		if (node) return { ...nothing, failed: new Map([[node, { why: "not run", message }]]) };
		return await evaluateHalves(model.values, constant, evaluate, budget);
	}
}

/** The upper halves of floats that were bfloat16 before. */
function asBfloat16({ dims, contents }: RunTensor): RunTensor {
	if (!(contents instanceof Uint8Array)) throw new TypeError("Floats are no strings.");
	return { type: "bfloat16", dims, contents: contents.filter((_, i) => i % 4 >= 2) };
}

/** Not even one of them fits. */
function unfit(wanted: readonly FoldedValue[], why: "too long" | "too much" | undefined): Evaluated {
	return why === undefined ? nothing : { ...nothing, failed: new Map(wanted.map(({ node }) => [node, { why }])) };
}

/** The runtime does not say which node it stumbled over. */
async function evaluateHalves(
	values: readonly FoldedValue[],
	constant: ConstantNodes,
	evaluate: Evaluator,
	budget: Budget,
): Promise<Evaluated> {
	const middle = values.length >> 1;
	const first = await evaluateValues(values.slice(0, middle), constant, evaluate, budget);
	const second = await evaluateValues(values.slice(middle), constant, evaluate, budget);
	return {
		found: new Map([...first.found, ...second.found]),
		failed: new Map([...first.failed, ...second.failed]),
	};
}

/** ONNX Runtime names the node it has no kernel for, or that failed. */
function nodeNamedIn(message: string, nodes: ReadonlyMap<string, Node>): Node | undefined {
	for (const [name] of message.matchAll(/\bsuture_\d+\b/g)) {
		const node = nodes.get(name);
		if (node) return node;
	}
	return undefined;
}
