import { existsSync } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { graphFromModel } from "@suture/graph";
import { SutureError } from "@suture/problems";
import {
	buildRequestSchema,
	type JobEvent,
	logSeverities,
	type NumberedEvent,
	type ShapeRange,
} from "@suture/protocol";
import { findBuilders, runBuilder } from "@suture/server";
import { checkShapes, chooseBuilder, diagnose, planBuild } from "@suture/tensorrt";
import { type Answer, exitCodes, problemJson, problemText } from "../answer.ts";
import { openForVerb } from "../open.ts";

interface BuildOptions {
	readonly target?: string;
	readonly output: string;
	readonly shapes?: readonly string[];
	readonly computeCapability?: string;
	readonly optimizationLevel?: string;
	readonly timeLimit: string;
	readonly memoryLimit?: string;
	readonly log: string;
}

const installedPython = fileURLToPath(new URL("../../../../.suture/builder/bin/python", import.meta.url));

/** `build MODEL --target T -o ENGINE`: a real build by a builder process, its log on stderr. */
export async function build(path: string, options: BuildOptions): Promise<Answer> {
	const request = readRequest(options);
	const pythons = [process.env["SUTURE_PYTHON"], existsSync(installedPython) ? installedPython : undefined, "python3"];
	const builders = await findBuilders(pythons.filter((one) => one !== undefined));
	const builder = chooseBuilder(builders, options.target);
	if (!builder) {
		const known = builders.flatMap(({ target }) => (target === null ? [] : [target]));
		throw new SutureError("build/no-builder", { target: options.target ?? "any TensorRT", known });
	}
	await using readable = await openForVerb(path);
	const graph = graphFromModel(readable.model);
	const wrong = checkShapes(graph, request.shapes);
	if (wrong[0]) throw SutureError.from(wrong[0]);

	const folder = await mkdtemp(join(tmpdir(), "suture-build-"));
	const cancel = new AbortController();
	const stop = () => cancel.abort();
	process.once("SIGINT", stop);
	try {
		const plan = planBuild(request, builder.backend, resolve(path), resolve(options.output));
		const file = join(folder, "request.json");
		await writeFile(file, JSON.stringify(plan));
		const told: NumberedEvent[] = [];
		let seq = 0;
		const outcome = await runBuilder({
			python: builder.python,
			request: file,
			timeLimitSeconds: request.timeLimitSeconds,
			memoryLimitBytes: request.memoryLimitBytes,
			signal: cancel.signal,
			onEvents: async (events) => {
				for (const event of events) {
					if (event.kind === "log") process.stderr.write(`[${event.severity}] ${event.text}\n`);
					else if (tells(event)) told.push({ seq, event });
					seq++;
				}
			},
		});
		const found = diagnose(told, graph);
		const isExplained = found.some(({ severity }) => severity === "error");
		const problems = [...found, ...(outcome.problem && !isExplained ? [outcome.problem] : [])];
		const ok = outcome.result === "built";
		const json = {
			ok,
			builder: `${builder.backend}-${builder.version}`,
			seconds: Number(outcome.seconds.toFixed(3)),
			engineBytes: outcome.engineBytes,
			peakBytes: outcome.peakBytes,
			problems: problems.map(problemJson),
		};
		const text = ok
			? `Built ${options.output} with ${json.builder} in ${outcome.seconds.toFixed(1)} s: ${outcome.engineBytes?.toLocaleString("en-US")} bytes.\n`
			: `No engine: ${json.builder} ${outcome.result === "refused" ? "refused the model" : "did not finish"}.\n`;
		return { json, text: problems.map(problemText).join("") + text, exitCode: exitCodeOf(outcome.result) };
	} finally {
		process.removeListener("SIGINT", stop);
		await rm(folder, { recursive: true, force: true });
	}
}

function exitCodeOf(result: "built" | "refused" | "failed" | "cancelled"): number {
	if (result === "built") return exitCodes.fine;
	return result === "failed" ? exitCodes.couldNotRun : exitCodes.foundProblems;
}

function tells({ kind }: JobEvent): boolean {
	return kind === "parser-error" || kind === "error" || kind === "profile" || kind === "result";
}

function readRequest({
	shapes,
	computeCapability,
	optimizationLevel,
	timeLimit,
	memoryLimit,
	log,
	target,
}: BuildOptions) {
	const read = buildRequestSchema.safeParse({
		model: "command line",
		target,
		severity: log,
		shapes: Object.fromEntries((shapes ?? []).map(parseRange)),
		timeLimitSeconds: Number(timeLimit),
		...(computeCapability === undefined ? {} : { computeCapability }),
		...(optimizationLevel === undefined ? {} : { optimizationLevel: Number(optimizationLevel) }),
		...(memoryLimit === undefined ? {} : { memoryLimitBytes: Number(memoryLimit) }),
	});
	if (read.success) return read.data;
	const [issue] = read.error.issues;
	const known = issue?.path[0] === "severity" ? ` (${logSeverities.join(", ")})` : "";
	throw new SutureError("request/invalid", { reason: `${issue?.path.join(".")}: ${issue?.message}${known}` });
}

/** x=1x3x224x224, or x=1x3x224x224:1x3x512x512:4x3x512x512. A name may hold an equals sign; sizes can't. */
function parseRange(text: string): [string, ShapeRange] {
	const at = text.lastIndexOf("=");
	const parts = text.slice(at + 1).split(":");
	const [first, second, third] = parts.map((part) =>
		part === "" || part === "scalar" ? [] : part.split(/[x,×]/i).map(Number),
	);
	if (
		at < 1 ||
		!first ||
		parts.length === 2 ||
		parts.length > 3 ||
		[first, second, third].some((one) => one?.some((size) => !Number.isInteger(size)))
	) {
		throw new SutureError("request/invalid", {
			reason: `--shapes ${text} reads name=1x3x224x224, or name=min:opt:max`,
		});
	}
	return [text.slice(0, at), { min: first, opt: second ?? first, max: third ?? first }];
}
