import { z } from "zod";

/** How grave a line of TensorRT's log is, gravest first. */
export const logSeverities = ["internal-error", "error", "warning", "info", "verbose"] as const;
export type LogSeverity = (typeof logSeverities)[number];

const tensor = z.object({ name: z.string(), dtype: z.string(), shape: z.array(z.number()).nullable() });
const sizes = z.array(z.number());
const seconds = z.number();

export const deviceSchema = z.object({ name: z.string(), computeCapability: z.string(), memoryBytes: z.number() });

/** What a builder process says, one JSON object a line. `t` is in seconds since it started. apps/builder/README.md has the
 *  same table. */
export const builderEventSchema = z.discriminatedUnion("kind", [
	z.object({
		kind: z.literal("started"),
		t: seconds,
		backend: z.string(),
		version: z.string(),
		python: z.string(),
		pid: z.number(),
		device: deviceSchema.nullable(),
	}),
	z.object({ kind: z.literal("log"), t: seconds, severity: z.enum(logSeverities), text: z.string() }),
	z.object({
		kind: z.literal("phase"),
		t: seconds,
		at: z.enum(["start", "step", "finish"]),
		name: z.string(),
		parent: z.string().nullable(),
		steps: z.number().nullable(),
		step: z.number().nullable(),
	}),
	z.object({
		kind: z.literal("memory"),
		t: seconds,
		residentBytes: z.number().nullable(),
		peakBytes: z.number().nullable(),
		gpuFreeBytes: z.number().nullable(),
	}),
	z.object({
		kind: z.literal("network"),
		t: seconds,
		inputs: z.array(tensor),
		outputs: z.array(tensor),
		layers: z.number(),
	}),
	z.object({
		kind: z.literal("profile"),
		t: seconds,
		index: z.number(),
		assumed: z.boolean(),
		inputs: z.record(
			z.string(),
			z.object({ min: sizes, opt: sizes, max: sizes, shapeTensor: z.boolean(), assumed: z.boolean() }),
		),
	}),
	z.object({
		kind: z.literal("parser-error"),
		t: seconds,
		code: z.string(),
		description: z.string(),
		file: z.string().nullable(),
		line: z.number().nullable(),
		function: z.string().nullable(),
		/** In the main graph; -1 when it is about none. */
		nodeIndex: z.number(),
		nodeName: z.string().nullable(),
		operator: z.string().nullable(),
		/** Names of the local functions around the node. */
		functionStack: z.array(z.string()).nullable(),
	}),
	z.object({
		kind: z.literal("error"),
		t: seconds,
		/** recorder: TensorRT's own; request: ours, about what was asked; api: an exception of Python. */
		source: z.enum(["recorder", "request", "api"]),
		code: z.string(),
		description: z.string(),
	}),
	z.discriminatedUnion("ok", [
		z.object({
			kind: z.literal("result"),
			t: seconds,
			ok: z.literal(true),
			peakBytes: z.number().nullable(),
			engine: z.string(),
			engineBytes: z.number(),
			parseSeconds: seconds,
			buildSeconds: seconds,
			layers: z.string().nullable(),
		}),
		z.object({
			kind: z.literal("result"),
			t: seconds,
			ok: z.literal(false),
			peakBytes: z.number().nullable(),
			stage: z.enum(["load", "parse", "profile", "build", "write"]),
			sentence: z.string(),
			cancelled: z.boolean(),
		}),
	]),
]);

export type BuilderEvent = z.infer<typeof builderEventSchema>;
export type BuilderEventOf<K extends BuilderEvent["kind"]> = Extract<BuilderEvent, { kind: K }>;
