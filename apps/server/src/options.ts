import { randomBytes } from "node:crypto";
import { parseArgs } from "node:util";
import { SutureError } from "@suture/problems";
import { isLoopbackName } from "./access.ts";

export interface ServerOptions {
	readonly dataFolder: string;
	readonly modelFolder: string | undefined;
	readonly webFolder: string | undefined;
	readonly databaseUrl: string | undefined;
	readonly pythons: readonly string[];
	readonly address: string;
	readonly port: number;
	readonly token: string | undefined;
}

export const usage: string = `Options
  --port N        port to listen on                        (SUTURE_PORT, default 7860; 0 takes a free one)
  --host ADDRESS  address to listen on                     (SUTURE_HOST, default 127.0.0.1)
  --token TEXT    asked of every client                    (SUTURE_TOKEN; made up when the address is not loopback)
  --data FOLDER   where models, engines and logs are kept  (SUTURE_DATA, default ./data)
  --models FOLDER models to offer                          (SUTURE_MODELS)
  --web FOLDER    the built page; npm start gives its own
  DATABASE_URL    a Postgres server instead of the embedded one
  SUTURE_PYTHON   a Python that has TensorRT's package, besides those that are looked for`;

/** Reads the command line, then the environment. Throws SutureError `request/invalid` for what makes no sense. */
export function readOptions(args: readonly string[], env: NodeJS.ProcessEnv): ServerOptions {
	const { values } = parse(args);
	const asked = values.port ?? (env["SUTURE_PORT"] || "7860");
	const port = /^\d{1,5}$/.test(asked) ? Number(asked) : Number.NaN;
	if (!(port <= 65_535)) invalid(`the port is "${asked}", not a number up to 65535`);
	const address = values.host ?? env["SUTURE_HOST"] ?? "127.0.0.1";
	const given = values.token ?? (env["SUTURE_TOKEN"] || undefined);
	if (given !== undefined && given.length < 8) invalid("the token is shorter than 8 characters");
	return {
		dataFolder: values.data ?? env["SUTURE_DATA"] ?? "data",
		modelFolder: values.models ?? env["SUTURE_MODELS"],
		webFolder: values.web,
		databaseUrl: env["DATABASE_URL"] || undefined,
		pythons: [...new Set([env["SUTURE_PYTHON"], env["SUTURE_RTX_PYTHON"], "python3"])].filter(
			(one) => one !== undefined && one !== "",
		),
		address,
		port,
		token: given ?? (isLoopbackName(address) ? undefined : randomBytes(18).toString("base64url")),
	} as ServerOptions;
}

function parse(args: readonly string[]) {
	const text = { type: "string" } as const;
	try {
		return parseArgs({
			args: [...args],
			options: { port: text, host: text, token: text, data: text, models: text, web: text },
		});
	} catch (error) {
		return invalid(error instanceof Error ? error.message : String(error));
	}
}

function invalid(reason: string): never {
	throw new SutureError("request/invalid", { reason });
}
