import { dirname } from "node:path";
import { Readable } from "node:stream";
import { SutureError } from "@suture/problems";
import { buildRequestSchema, type Job, type JobEvent, jobSchema, logSeverities } from "@suture/protocol";
import { chooseBuilder } from "@suture/tensorrt";
import { z } from "zod";
import type { App } from "../app.ts";
import type { Builders } from "../builder/builders.ts";
import type { BuildQueue } from "../jobs/build-queue.ts";
import type { JobStore } from "../jobs/job-store.ts";
import { enginePath } from "../jobs/run-job.ts";
import type { ModelStore } from "../models/model-store.ts";

export interface JobRouteTools {
	readonly jobs: JobStore;
	readonly models: ModelStore;
	readonly queue: BuildQueue;
	readonly builders: Builders;
	readonly jobsFolder: string;
	readonly hostId: string;
}

const idParams = z.object({ id: z.string() });

export function jobRoutes(app: App, { jobs, models, queue, builders, jobsFolder, hostId }: JobRouteTools): void {
	app.get(
		"/api/jobs",
		{
			schema: {
				summary: "Jobs, newest first",
				querystring: z.object({ limit: z.coerce.number().int().min(1).max(500).default(50) }),
				response: { 200: z.array(jobSchema) },
			},
		},
		({ query }) => jobs.list(query.limit),
	);

	app.post(
		"/api/jobs",
		{
			schema: { summary: "Build an engine", body: buildRequestSchema, response: { 201: jobSchema } },
			bodyLimit: 50_000_000,
		},
		async ({ body }, reply) => {
			const found = await builders.found();
			const builder = chooseBuilder(found, body.target);
			if (!builder) {
				const known = found.flatMap(({ target }) => (target === null ? [] : [target]));
				throw new SutureError("build/no-builder", { target: body.target ?? "any TensorRT", known });
			}
			const { entry } = await models.get(body.model);
			const model = { id: entry.id, name: entry.name };
			const job = await jobs.create({ ...body, model: entry.id }, model, `${builder.backend}-${builder.version}`);
			await queue.add(job, builder);
			return reply.code(201).send(job);
		},
	);

	app.get(
		"/api/jobs/:id",
		{ schema: { summary: "A job", params: idParams, response: { 200: jobSchema } } },
		({ params }) => jobs.get(params.id),
	);

	app.post(
		"/api/jobs/:id/cancel",
		{ schema: { summary: "End a job", params: idParams, response: { 200: jobSchema } } },
		async ({ params }) => {
			await queue.cancel(params.id);
			return await jobs.get(params.id);
		},
	);

	app.get(
		"/api/jobs/:id/events",
		{
			schema: {
				summary: "A job's events from a number on, in order",
				params: idParams,
				querystring: z.object({
					from: z.coerce.number().int().min(0).default(0),
					limit: z.coerce.number().int().min(1).max(10_000).default(1000),
					severity: z.enum(logSeverities).default("verbose"),
				}),
			},
		},
		async ({ params, query }, reply) => {
			await jobs.get(params.id);
			const rows = await jobs.events(params.id, query.from, query.limit, query.severity);
			const events = rows.map(({ seq, body }) => `{"seq":${seq},"event":${body}}`);
			return reply.type("application/json").send(`[${events.join(",\n")}]`);
		},
	);

	app.get(
		"/api/jobs/:id/log",
		{ schema: { summary: "The log as text, in trtexec's form", params: idParams } },
		async ({ params }, reply) => {
			const job = await jobs.get(params.id);
			return reply
				.type("text/plain; charset=utf-8")
				.header("content-disposition", `attachment; filename="${fileStem(job)}.log"`)
				.send(Readable.from(logLines(jobs, params.id)));
		},
	);

	app.get(
		"/api/jobs/:id/engine",
		{ schema: { summary: "The engine of a build that succeeded", params: idParams } },
		async ({ params }, reply) => {
			const job = await jobs.get(params.id);
			if (job.outcome?.result !== "built") throw new SutureError("job/no-engine", { job: job.id });
			const worker = await jobs.workerOf(job.id);
			if (worker !== hostId) throw new SutureError("job/engine-gone", { job: job.id, host: worker ?? "unknown" });
			const path = enginePath(jobsFolder, job.id);
			return reply
				.type("application/octet-stream")
				.header("content-disposition", `attachment; filename="${fileStem(job)}.engine"`)
				.sendFile("model.engine", dirname(path));
		},
	);
}

/** A name for what is downloaded: letters, digits, dots and dashes of the model's name. */
function fileStem(job: Job): string {
	const stem = job.model.name.replace(/\.onnx$/, "").replace(/[^A-Za-z0-9._-]+/g, "-");
	return `${stem}.${job.builder}`;
}

const letters = { "internal-error": "F", error: "E", warning: "W", info: "I", verbose: "V" } as const;

async function* logLines(jobs: JobStore, id: string): AsyncGenerator<string> {
	for (let from = 0; ; ) {
		const rows = await jobs.events(id, from, 5000);
		if (rows.length === 0) return;
		const lines = rows.map(({ body }) => JSON.parse(body) as JobEvent).filter((event) => event.kind === "log");
		yield lines.map(({ t, severity, text }) => `[${t.toFixed(4)}] [${letters[severity]}] [TRT] ${text}\n`).join("");
		from = (rows.at(-1)?.seq ?? from) + 1;
	}
}
