import { mkdir, writeFile } from "node:fs/promises";
import { totalmem } from "node:os";
import { join } from "node:path";
import { type Problem, problem, SutureError, worst } from "@suture/problems";
import type { Job, Outcome } from "@suture/protocol";
import { checkShapes, planBuild } from "@suture/tensorrt";
import type { FoundBuilder } from "../builder/find-builders.ts";
import { runBuilder } from "../builder/run-builder.ts";
import type { ModelStore } from "../models/model-store.ts";
import type { JobStore } from "./job-store.ts";
import { prepareModel } from "./prepare-model.ts";

export interface JobTools {
	readonly jobs: JobStore;
	readonly models: ModelStore;
	/** Folder in which each job has one of its own. */
	readonly jobsFolder: string;
	readonly builder: FoundBuilder;
	readonly signal: AbortSignal;
}

/** Runs a job to its end: makes the model, builds it, keeps every event. Never rejects for what goes wrong with the job, which
 *  then ends with the reason; rejects when the database fails. */
export async function runJob(job: Job, tools: JobTools): Promise<void> {
	const started = performance.now();
	const seconds = () => (performance.now() - started) / 1000;
	let outcome: Outcome;
	try {
		outcome = await buildJob(job, tools, seconds);
	} catch (error) {
		outcome = failed(problemFrom(error), seconds());
	}
	await tools.jobs.end(job.id, seconds(), outcome);
}

async function buildJob({ id, request }: Job, tools: JobTools, seconds: () => number): Promise<Outcome> {
	const { jobs, models, builder, signal } = tools;
	const folder = join(tools.jobsFolder, id);
	const stored = await models.get(request.model);
	const { made, problems } = await prepareModel(stored.path, request.recipe, join(folder, "model"));
	const all = [...problems, ...(made ? checkShapes(made.graph, request.shapes) : [])];
	await jobs.append(id, [
		{ kind: "prepared", t: seconds(), seconds: seconds(), byteLength: made?.byteLength ?? 0, problems: all },
	]);
	const grave = all.find(({ severity }) => severity === "error");
	if (!made || worst(all) === "error")
		return failed(grave ?? problem("model/unknown", { wanted: request.model }), seconds());

	await mkdir(folder, { recursive: true });
	const requestPath = join(folder, "request.json");
	const plan = planBuild(request, builder.backend, made.path, enginePath(tools.jobsFolder, id));
	await writeFile(requestPath, JSON.stringify(plan));
	return await runBuilder({
		python: builder.python,
		request: requestPath,
		timeLimitSeconds: request.timeLimitSeconds,
		memoryLimitBytes: request.memoryLimitBytes ?? hostMemoryLimit(),
		signal,
		onEvents: (events) => jobs.append(id, events),
	});
}

/** Where the engine of a job lies on its host. */
export function enginePath(jobsFolder: string, id: string): string {
	return join(jobsFolder, id, "model.engine");
}

/** A build that would take the whole host down is ended before. */
function hostMemoryLimit(): number {
	const constrained = process.constrainedMemory();
	return Math.floor(0.9 * Math.min(totalmem(), constrained > 0 ? constrained : Infinity));
}

function failed(why: Problem, seconds: number): Outcome {
	return { result: "failed", problem: why, engineBytes: null, seconds, peakBytes: null };
}

function problemFrom(error: unknown): Problem {
	if (error instanceof SutureError) return error.problem;
	return problem("request/failed", { reason: error instanceof Error ? error.message : String(error) });
}
