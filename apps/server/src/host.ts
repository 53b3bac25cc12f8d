import type { AddressInfo } from "node:net";
import { join, resolve } from "node:path";
import { type App, makeApp } from "./app.ts";
import { Builders } from "./builder/builders.ts";
import type { Database } from "./database/database.ts";
import { openEmbedded } from "./database/embedded.ts";
import { openPostgres } from "./database/postgres.ts";
import { migrate } from "./database/schema.ts";
import { BuildQueue } from "./jobs/build-queue.ts";
import { JobStore, jobChannel } from "./jobs/job-store.ts";
import { examplePlace } from "./models/example-place.ts";
import { folderPlace } from "./models/folder-place.ts";
import { ModelStore } from "./models/model-store.ts";
import { UploadPlace } from "./models/upload-place.ts";

export interface HostOptions {
	/** Folder of everything that this host keeps. It must be claimed: see `claim-folder.ts`. */
	readonly dataFolder: string;
	readonly hostId: string;
	/** Folder of models to offer. */
	readonly modelFolder: string | undefined;
	readonly webFolder: string | undefined;
	/** A Postgres server; without it, Postgres is embedded and keeps its data in the data folder. */
	readonly databaseUrl: string | undefined;
	/** Pythons that may have a TensorRT, best first. */
	readonly pythons: readonly string[];
	readonly token: string | undefined;
	readonly log: boolean;
}

export interface RunningHost {
	/** Listens, and gives the port: the asked one, or with 0 a free one. */
	listen(address: string, port: number): Promise<number>;
	/** Ends builds, connections and the database. */
	close(): Promise<void>;
}

/** Makes a host out of its parts and starts what works in the background. */
export async function startHost(options: HostOptions): Promise<RunningHost> {
	const dataFolder = resolve(options.dataFolder);
	const failed = (error: unknown) => app.log.error(error);
	const builders = new Builders(options.pythons);
	const database = await openDatabase(options, dataFolder, failed);
	await migrate(database);
	const jobs = new JobStore(database);
	const uploads = new UploadPlace(database, dataFolder);
	const folder = options.modelFolder === undefined ? [] : [folderPlace(resolve(options.modelFolder))];
	const models = new ModelStore([...folder, uploads, examplePlace]);
	const jobsFolder = join(dataFolder, "jobs");
	const queue = new BuildQueue({ database, jobs, models, jobsFolder, hostId: options.hostId, failed });
	const { app, changed }: { app: App; changed: (job: string) => void } = await makeApp({
		...options,
		webFolder: options.webFolder === undefined ? undefined : resolve(options.webFolder),
		jobs,
		models,
		uploads,
		queue,
		builders,
		jobsFolder,
	});
	const stopListening = await database.listen(jobChannel, changed);
	await queue.start();
	void serveAll(queue, builders).catch(failed);
	return {
		async listen(address, port) {
			await app.listen({ host: address, port });
			return (app.server.address() as AddressInfo).port;
		},
		async close() {
			await queue.stop();
			await stopListening();
			await app.close();
			await database.close();
		},
	};
}

async function serveAll(queue: BuildQueue, builders: Builders): Promise<void> {
	for (const builder of await builders.found()) if (builder.available) await queue.serve(builder);
}

async function openDatabase(
	{ databaseUrl }: HostOptions,
	dataFolder: string,
	failed: (error: unknown) => void,
): Promise<Database> {
	return databaseUrl === undefined
		? await openEmbedded(join(dataFolder, "postgres"))
		: await openPostgres(databaseUrl, failed);
}
