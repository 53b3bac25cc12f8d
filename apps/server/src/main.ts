import { SutureError } from "@suture/problems";
import { isLoopbackName } from "./access.ts";
import { claimFolder } from "./claim-folder.ts";
import { startHost } from "./host.ts";
import { readOptions, type ServerOptions, usage } from "./options.ts";

/** Starts the server and says where it is. Speaks to setup/start.mjs by exit codes: 0 done, 2 could not start. */
async function main(): Promise<void> {
	const options = readOptions(process.argv.slice(2), process.env);
	const claim = claimFolder(options.dataFolder);
	if (!("release" in claim)) {
		say(`Suture runs already with the data folder ${options.dataFolder} (process ${claim.pid}).`);
		if (claim.url !== undefined) say(`\n  ${claim.url}\n`);
		return;
	}
	const host = await startHost({ ...options, hostId: claim.hostId, log: true });
	const port = await host.listen(options.address, options.port);
	const url = urlOf(options, port);
	claim.announce(url);
	say(`\n  Suture is ready: ${url}\n`);
	let stopping = false;
	const stop = async () => {
		if (stopping) process.exit(1);
		stopping = true;
		await host.close();
		claim.release();
		process.exit(0);
	};
	process.on("SIGINT", stop);
	process.on("SIGTERM", stop);
}

function urlOf({ address, token }: ServerOptions, port: number): string {
	const name = isLoopbackName(address) ? "localhost" : address;
	return `http://${name}:${port}/${token === undefined ? "" : `?token=${token}`}`;
}

function say(line: string): void {
	process.stdout.write(`${line}\n`);
}

try {
	await main();
} catch (error) {
	if (!(error instanceof SutureError)) throw error;
	process.stderr.write(`${error.message}\n\n${usage}\n`);
	process.exitCode = 2;
}
