import { createReadStream } from "node:fs";
import { createInterface } from "node:readline";
import { type Graph, graphFromModel, graphFromText } from "@suture/graph";
import { invariant, type Problem, SutureError } from "@suture/problems";
import { diagnose as diagnoseEvents, readLog } from "@suture/tensorrt";
import { type Answer, exitCodes, problemJson, problemText } from "../answer.ts";
import { openForVerb } from "../open.ts";

interface DiagnoseOptions {
	readonly model?: string;
}

/** `diagnose LOG [--model MODEL]`: what the errors of a log mean. Lines are counted from 1, as editors do. */
export async function diagnose(path: string, { model }: DiagnoseOptions): Promise<Answer> {
	const events = readLog(await linesOf(path));
	const problems = diagnoseEvents(events, await graphOf(model));
	const json = { problems: problems.map((found) => ({ ...withNode(found), evidence: evidenceOf(found) })) };
	const text = problems.map((found) => `line ${evidenceOf(found).join(", ")}\n${problemText(found)}`).join("");
	return {
		json,
		text: text === "" ? `No refusal and no error of TensorRT was found in ${path}.\n` : text,
		exitCode: problems.length === 0 ? exitCodes.fine : exitCodes.foundProblems,
	};
}

/** A verbose build has 800,000; a file of more is no log, or one that would not fit into memory. */
const mostLines = 5_000_000;

async function linesOf(path: string): Promise<string[]> {
	const lines: string[] = [];
	try {
		for await (const line of createInterface({ input: createReadStream(path), crlfDelay: Infinity })) {
			lines.push(line);
			if (lines.length >= mostLines) break;
		}
	} catch (cause) {
		const reason = cause instanceof Error ? cause.message : String(cause);
		throw new SutureError("file/unreadable", { file: path, reason }, { cause });
	}
	return lines;
}

async function graphOf(model: string | undefined): Promise<Graph> {
	if (model === undefined) {
		const { graph } = graphFromText("nothing () => () {}");
		invariant(graph !== undefined, "A graph may be empty.");
		return graph;
	}
	await using readable = await openForVerb(model);
	return graphFromModel(readable.model);
}

/** Without the model the log alone says what the node is called. */
function withNode(found: Problem): ReturnType<typeof problemJson> {
	const json = problemJson(found);
	const { node, operator } = found.facts;
	return {
		...json,
		node: json.node ?? (typeof node === "string" && node !== "" ? node : null),
		operator: json.operator ?? (typeof operator === "string" && operator !== "" ? operator : null),
	};
}

function evidenceOf({ place }: Problem): number[] {
	return (place.lines ?? []).map((line) => line + 1);
}
