import { bodyOf, type Graph, graphFromModel } from "@suture/graph";
import type { ComparedValue, ValuesCompared } from "@suture/proof";
import { type Answer, exitCodes } from "../answer.ts";
import { compareAll } from "../compare-all.ts";
import { fixedSizes, inputSizes } from "../input-sizes.ts";
import { openForVerb } from "../open.ts";
import { notRun, type Verified, verifiedText, verify } from "../verify.ts";

interface CompareOptions {
	readonly allTensors?: boolean;
	readonly input?: readonly string[];
}

/** `compare A B`: whether two models give the same on the same random inputs, by running both in ONNX Runtime. */
export async function compare(pathA: string, pathB: string, { allTensors, input }: CompareOptions): Promise<Answer> {
	await using a = await openForVerb(pathA);
	await using b = await openForVerb(pathB);
	const [left, right] = [graphFromModel(a.model), graphFromModel(b.model)];
	const sizes = fixedSizes(inputSizes(input));
	const own = new Set(outputsOf(right));
	// Another exporter gives outputs other names.
	const isRenamed = outputsOf(left).some((name) => !own.has(name));
	if (allTensors || isRenamed) {
		return answerOfAll(await compareAll(left, right, sizes, allTensors ? "all" : "outputs"), outputsOf(left));
	}
	const verified = await verify({ model: pathA, graph: left }, { model: pathB, graph: right }, { sizes });
	const tensors = outputsOf(left).length;
	return {
		json: { ...verified, tensors },
		text: `${tensors} tensors compared. ${verifiedText(verified)}`,
		exitCode: exitCodeOf(verified),
	};
}

function outputsOf(graph: Graph): string[] {
	return bodyOf(graph, graph.main).outputs.map(({ name = "" }) => name);
}

function exitCodeOf({ ok }: Verified): Answer["exitCode"] {
	return ok === null ? exitCodes.couldNotRun : ok ? exitCodes.fine : exitCodes.foundProblems;
}

function answerOfAll(found: ValuesCompared, outputs: readonly string[]): Answer {
	const { values, leftOut } = found;
	const verified = verifiedOf(found, outputs);
	const worst = values.toSorted((a, b) => b.difference.maxRelativeError - a.difference.maxRelativeError);
	const json = {
		...verified,
		tensors: values.length,
		values: worst.map(({ before, after, type, dims, difference }) => ({ before, after, type, dims, ...difference })),
		leftOut,
	};
	const lines = [
		`${values.length} tensors compared. ${verifiedText(verified)}`,
		...worst
			.filter(({ difference: { ok } }) => !ok)
			.slice(0, mostLines)
			.map(valueLine),
		...(leftOut.length === 0 ? [] : [`${leftOut.length} left out: ${leftOut[0]?.before}: ${leftOut[0]?.reason}\n`]),
	];
	return { json, text: lines.join(""), exitCode: exitCodeOf(verified) };
}

/** Values that are listed for people. */
const mostLines = 20;

function verifiedOf({ values, leftOut, sizes, reason }: ValuesCompared, outputs: readonly string[]): Verified {
	if (values.length === 0) return notRun(reason ?? leftOut[0]?.reason ?? "The models have no values in common.");
	const largest = (of: (one: ComparedValue) => number) => values.reduce((most, one) => Math.max(most, of(one)), 0);
	const missing = leftOut.find(({ before }) => outputs.includes(before));
	return {
		ok: missing === undefined && values.every(({ difference }) => difference.ok),
		maxAbsoluteError: largest(({ difference }) => difference.maxAbsoluteError),
		maxRelativeError: largest(({ difference }) => difference.maxRelativeError),
		runs: [sizes],
		...(missing ? { reason: `output ${missing.before} is not compared: ${missing.reason}` } : {}),
	};
}

function valueLine({ before, after, difference }: ComparedValue): string {
	const { maxAbsoluteError, maxRelativeError, cosineError, reason } = difference;
	const name = before === after ? before : `${before} → ${after}`;
	const errors = `absolute ${maxAbsoluteError.toPrecision(2)}, relative ${maxRelativeError.toPrecision(2)}, cosine ${cosineError.toPrecision(2)}`;
	return `  ${name}: ${reason ?? errors}\n`;
}
