import { existsSync } from "node:fs";
import type { IncomingMessage, ServerResponse } from "node:http";
import fastifyStatic from "@fastify/static";
import swagger from "@fastify/swagger";
import swaggerUi from "@fastify/swagger-ui";
import websocket from "@fastify/websocket";
import { type Code, problem, SutureError } from "@suture/problems";
import { chunkBytes } from "@suture/protocol";
import fastify, {
	type FastifyBaseLogger,
	type FastifyError,
	type FastifyInstance,
	type RawServerDefault,
} from "fastify";
import {
	hasZodFastifySchemaValidationErrors,
	jsonSchemaTransform,
	serializerCompiler,
	validatorCompiler,
	type ZodTypeProvider,
} from "fastify-type-provider-zod";
import { type AccessOptions, guardAccess } from "./access.ts";
import { hostRoutes } from "./routes/host.ts";
import { type JobRouteTools, jobRoutes } from "./routes/jobs.ts";
import { type ModelRouteTools, modelRoutes } from "./routes/models.ts";
import { Stream } from "./stream.ts";
import { version } from "./version.ts";

/** Fastify with zod schemas. */
export type App = FastifyInstance<
	RawServerDefault,
	IncomingMessage,
	ServerResponse,
	FastifyBaseLogger,
	ZodTypeProvider
>;

export interface AppOptions extends AccessOptions, ModelRouteTools, JobRouteTools {
	/** The built web app; without it only the API is served. */
	readonly webFolder: string | undefined;
	readonly modelFolder: string | undefined;
	/** Log requests and errors to stdout. */
	readonly log: boolean;
}

/** The HTTP side of a host. `changed` tells all streams that a job has news. */
export async function makeApp(options: AppOptions): Promise<{ app: App; changed: (job: string) => void }> {
	const app: App = fastify({
		logger: options.log ? { level: "warn" } : false,
		routerOptions: { maxParamLength: 2000 },
		// A host that ends does not wait for pages that stay open.
		forceCloseConnections: true,
	}).withTypeProvider<ZodTypeProvider>();
	app.setValidatorCompiler(validatorCompiler);
	app.setSerializerCompiler(serializerCompiler);
	app.addContentTypeParser(
		"application/octet-stream",
		{ parseAs: "buffer", bodyLimit: chunkBytes },
		(_request, body, done) => done(null, body),
	);
	guardAccess(app, options);
	answerErrors(app);
	await app.register(swagger, {
		openapi: { info: { title: "Suture", version, description: "Models, builds and their logs on this host." } },
		transform: jsonSchemaTransform,
	});
	await app.register(swaggerUi, { routePrefix: "/api/docs" });
	await app.register(websocket, { options: { maxPayload: 65_536 } });
	await app.register(fastifyStatic, { root: options.webFolder ?? import.meta.dirname, serve: false });

	hostRoutes(app, options);
	modelRoutes(app, options);
	jobRoutes(app, options);
	const changed = streamRoute(app, options);
	webRoutes(app, options.webFolder);
	return { app, changed };
}

function streamRoute(app: App, { jobs }: AppOptions): (job: string) => void {
	const streams = new Set<Stream>();
	app.register(async (scope) => {
		scope.get("/api/stream", { websocket: true, schema: { hide: true } }, (socket) => {
			const stream = new Stream(socket, jobs);
			streams.add(stream);
			socket.on("close", () => streams.delete(stream));
		});
	});
	return (job) => {
		for (const stream of streams) stream.changed(job);
	};
}

function webRoutes(app: App, folder: string | undefined): void {
	if (folder === undefined || !existsSync(folder)) return;
	app.get("/*", { schema: { hide: true } }, async (request, reply) => {
		const path = decodeURIComponent(new URL(request.url, "http://host").pathname);
		if (path.startsWith("/api/")) throw new SutureError("request/unknown", { path });
		// Names of assets hold a hash of their contents, so they never change; the page itself always may.
		const isAsset = path.startsWith("/assets/");
		reply.header("cache-control", isAsset ? "public, max-age=31536000, immutable" : "no-cache");
		return reply.sendFile(path === "/" ? "index.html" : path.slice(1), folder, { cacheControl: false });
	});
}

const statusOf: Partial<Record<Code, number>> = {
	"model/unknown": 404,
	"job/unknown": 404,
	"job/no-engine": 404,
	"job/engine-gone": 404,
	"file/missing": 404,
	"file/outside": 403,
	"request/unknown": 404,
	"request/forbidden": 403,
	"file/no-room": 507,
	"file/unwritable": 500,
};

/** Every failure is answered as `{ problem }`, with a sentence for a person and a code for a program. */
function answerErrors(app: App): void {
	app.setNotFoundHandler((request, reply) => {
		void reply.code(404).send({ problem: problem("request/unknown", { path: request.url }) });
	});
	app.setErrorHandler((error: FastifyError, request, reply) => {
		// A refused upgrade leaves a socket that nobody reads from any more: it would never notice that the client went.
		if (request.headers.upgrade !== undefined) reply.raw.once("finish", () => request.raw.socket.destroy());
		if (error instanceof SutureError) {
			void reply.code(statusOf[error.problem.code] ?? 400).send({ problem: error.problem });
		} else if (hasZodFastifySchemaValidationErrors(error) || (error.statusCode ?? 500) < 500) {
			const status = error.statusCode ?? 400;
			void reply.code(status).send({ problem: problem("request/invalid", { reason: error.message }) });
		} else {
			request.log.error(error);
			void reply.code(500).send({ problem: problem("request/failed", { reason: error.message }) });
		}
	});
}
