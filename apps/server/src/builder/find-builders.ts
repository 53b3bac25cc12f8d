import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { type Builder, builderSchema } from "@suture/protocol";
import { targetOf } from "@suture/tensorrt";
import { z } from "zod";
import { builderFolder } from "./builder-folder.ts";

/** A builder and the Python that has it. */
export interface FoundBuilder extends Builder {
	readonly python: string;
}

const probeSchema = z.object({
	backends: z.array(
		z.object({
			backend: builderSchema.shape.backend,
			available: z.boolean(),
			version: z.string().nullish(),
			devices: builderSchema.shape.devices.nullish(),
			computeCapabilities: z.array(z.string()).nullish(),
			reason: z.string().nullish(),
			remedy: z.string().nullish(),
		}),
	),
});

/** Asks each Python which TensorRT it can drive. Of each kind the first available one counts, else the first reason why not. */
export async function findBuilders(pythons: readonly string[]): Promise<FoundBuilder[]> {
	const answers = await Promise.all(pythons.map(probe));
	const kinds = builderSchema.shape.backend.options;
	return kinds.flatMap((kind) => {
		const candidates = answers.flat().filter(({ backend }) => backend === kind);
		const best = candidates.find(({ available }) => available) ?? candidates[0];
		return best ? [best] : [];
	});
}

async function probe(python: string): Promise<FoundBuilder[]> {
	try {
		const { stdout } = await promisify(execFile)(python, ["-m", "suture_builder", "probe"], {
			cwd: builderFolder,
			timeout: 30_000,
		});
		return probeSchema.parse(JSON.parse(stdout)).backends.map((found) => ({
			python,
			backend: found.backend,
			available: found.available,
			version: found.version ?? null,
			target: found.available && found.version ? targetOf(found.backend, found.version) : null,
			devices: found.devices ?? [],
			computeCapabilities: found.computeCapabilities ?? [],
			reason: found.reason ?? null,
			remedy: found.remedy ?? null,
		}));
	} catch (error) {
		return builderSchema.shape.backend.options.map((backend) => missing(python, backend, error));
	}
}

function missing(python: string, backend: Builder["backend"], error: unknown): FoundBuilder {
	const { code, message } = error as NodeJS.ErrnoException;
	const reason =
		code === "ENOENT" ? `There is no Python at ${python}.` : `${python} could not be asked: ${message.split("\n")[0]}`;
	const remedy =
		backend === "tensorrt-rtx"
			? "Install Python 3.9 to 3.13 with its venv module (on Debian: apt-get install python3-venv) and run `npm start` again. The wheel exists for Linux on x86-64."
			: "On a host with an NVIDIA GPU: pip install tensorrt into the Python that SUTURE_PYTHON names.";
	const nothing = { version: null, target: null, devices: [], computeCapabilities: [] };
	return { python, backend, available: false, ...nothing, reason, remedy };
}
