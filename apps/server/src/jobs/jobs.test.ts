import { execFileSync } from "node:child_process";
import { modelBytes } from "@suture/fixtures";
import {
	type BuildRequestInput,
	builderEventSchema,
	type Job,
	type JobEvent,
	type NumberedEvent,
} from "@suture/protocol";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { rtxPython, type TestHost, testHost } from "../testing/test-host.ts";

let host: TestHost;

beforeAll(async () => {
	host = await testHost();
});

afterAll(async () => {
	await host[Symbol.asyncDispose]();
});

const image = { img: { min: [1, 3, 256, 256], opt: [1, 3, 256, 256], max: [1, 3, 256, 256] } };

async function built(request: BuildRequestInput): Promise<{ job: Job; events: NumberedEvent[] }> {
	const { id } = await host.build(request);
	return await host.follow(id);
}

function only<K extends JobEvent["kind"]>(events: readonly NumberedEvent[], kind: K): Extract<JobEvent, { kind: K }>[] {
	return events
		.map(({ event }) => event)
		.filter((event): event is Extract<JobEvent, { kind: K }> => event.kind === kind);
}

async function until(holds: () => Promise<boolean> | boolean, ms = 20_000): Promise<void> {
	const end = performance.now() + ms;
	while (!(await holds())) {
		if (performance.now() > end) throw new Error("It did not come to that in time.");
		await new Promise((resolve) => setTimeout(resolve, 20));
	}
}

/** Starts a long build and waits until its builder is at work. */
async function running(): Promise<{
	id: string;
	pid: number;
	followed: Promise<{ job: Job; events: NumberedEvent[] }>;
}> {
	const { id } = await host.build({ model: "deformable_detr.ts16.onnx" });
	const followed = host.follow(id);
	let pid = 0;
	await until(async () => {
		const { json } = await host.ask("GET", `/api/jobs/${id}/events`);
		const events = json as NumberedEvent[];
		pid = only(events, "started")[0]?.pid ?? 0;
		return events.some(({ event }) => event.kind === "phase");
	});
	return { id, pid, followed };
}

describe.skipIf(rtxPython === undefined)("with a real TensorRT-RTX (skipped where setup could not install it)", () => {
	test("a network becomes an engine, and every event has its number", async () => {
		const { job, events } = await built({ model: "bert.ts17.onnx" });
		expect(job.outcome).toMatchObject({ result: "built", problem: null });
		expect(events.map(({ seq }) => seq)).toEqual(events.map((_, i) => i));
		expect(job.events).toBe(events.length);
		expect(events.at(-1)?.event.kind).toBe("ended");
		const engine = await fetch(`${host.url}/api/jobs/${job.id}/engine`);
		expect((await engine.arrayBuffer()).byteLength).toBe(job.outcome?.engineBytes);
		for (const { event } of events)
			if (event.kind !== "prepared" && event.kind !== "ended") builderEventSchema.parse(event);
	});

	test("a refusal names the node, and the job says that it was TensorRT who refused", async () => {
		const { job, events } = await built({ model: "effdet_size.ts11.onnx", shapes: image });
		expect(job.outcome?.result).toBe("refused");
		expect(only(events, "parser-error")[0]).toMatchObject({
			nodeName: "/NonZero",
			operator: "NonZero",
			nodeIndex: 343,
			code: "UNSUPPORTED_NODE",
		});
		expect((await host.ask("GET", `/api/jobs/${job.id}/engine`)).status).toBe(404);
	});

	test("a recipe is applied here: the edited network is what is built", async () => {
		const recipe: BuildRequestInput["recipe"] = [
			{ do: "add-output", value: "/Sigmoid_output_0", type: "float[1,N,8]" },
			{ do: "add-output", value: "/Concat_20_output_0", type: "float[1,N,4]" },
			...["496", "497", "498"].map((value) => ({ do: "remove-output" as const, value })),
			{ do: "remove-unreachable" },
		];
		const { job, events } = await built({ model: "effdet_size.ts11.onnx", recipe, shapes: image });
		expect(job.outcome?.result).toBe("built");
		expect(only(events, "network")[0]?.outputs.map(({ name }) => name)).toEqual([
			"/Sigmoid_output_0",
			"/Concat_20_output_0",
		]);
	});

	test("a recipe that does not fit ends the job before TensorRT is asked", async () => {
		const { job, events } = await built({
			model: "lstm.ts13.onnx",
			recipe: [{ do: "remove-output", value: "nothing" }],
		});
		expect(job.outcome).toMatchObject({ result: "failed", problem: { code: "edit/no-such-output" } });
		expect(only(events, "started")).toEqual([]);
	});

	test("sizes for an input that does not exist are refused, with the names that do", async () => {
		const { job } = await built({ model: "effdet_size.ts11.onnx", shapes: { image: image.img } });
		expect(job.outcome?.problem?.sentence).toBe(
			"Sizes are given for image, but the network has no such input: it has img.",
		);
	});

	test("a verbose log streams whole: as many lines as TensorRT wrote, in order, to two readers", async () => {
		const { id } = await host.build({ model: "shufflenet.ts11.onnx", severity: "verbose" });
		const [first, second] = await Promise.all([host.follow(id), host.follow(id)]);
		expect(first.events.length).toBeGreaterThan(7000);
		expect(first.events.map(({ seq }) => seq)).toEqual(first.events.map((_, i) => i));
		expect(second.events).toEqual(first.events);
		const log = await (await fetch(`${host.url}/api/jobs/${id}/log`)).text();
		expect(log.split("\n").filter((line) => /^\[\d+\.\d{4}\] \[[FEWIV]\]/.test(line)).length).toBe(
			only(first.events, "log").length,
		);
	});

	test("a reader that comes back gets what it lacks and nothing twice", async () => {
		const { job, events } = await built({ model: "lstm.ts13.onnx" });
		const later = await host.follow(job.id, 10);
		expect(later.events).toEqual(events.slice(10));
	});

	test("cancel ends a build within two seconds", async () => {
		const { id, pid, followed } = await running();
		const asked = performance.now();
		await host.ask("POST", `/api/jobs/${id}/cancel`);
		const { job } = await followed;
		expect(performance.now() - asked).toBeLessThan(2000);
		expect(job.outcome?.result).toBe("cancelled");
		expect(() => process.kill(pid, 0)).toThrow();
	});

	test("a job that still waits is cancelled at once", async () => {
		const { id: first, followed } = await running();
		const { id: waiting } = await host.build({ model: "bert.ts17.onnx" });
		const { json } = await host.ask("POST", `/api/jobs/${waiting}/cancel`);
		expect(json).toMatchObject({ state: "ended", outcome: { result: "cancelled" } });
		await host.ask("POST", `/api/jobs/${first}/cancel`);
		await followed;
	});

	test("a time limit ends a build and says so", async () => {
		const { job } = await built({ model: "deformable_detr.ts16.onnx", timeLimitSeconds: 1 });
		expect(job.outcome).toMatchObject({ result: "failed", problem: { code: "build/time-limit" } });
	});

	test("a memory limit ends a build and says how much it held", async () => {
		const { job } = await built({ model: "deformable_detr.ts16.onnx", memoryLimitBytes: 100_000_000 });
		expect(job.outcome).toMatchObject({ result: "failed", problem: { code: "build/memory-limit" } });
	});

	test.each([
		["SIGSEGV", "build/crashed", 139],
		["SIGKILL", "build/killed", 137],
	] as const)("a builder that ends by %s is no silence", async (signal, code, exit) => {
		const { pid, followed } = await running();
		process.kill(pid, signal);
		const { job, events } = await followed;
		expect(job.outcome).toMatchObject({ result: "failed", problem: { code, facts: { signal, code: exit } } });
		expect(events.length).toBeGreaterThan(5);
		// What it logged before is there.
		expect(only(events, "log").length).toBeGreaterThan(0);
	});

	test("a broken model is refused with its own sentence", async () => {
		const bytes = modelBytes("lstm.ts13").subarray(0, 30_000);
		const { createHash } = await import("node:crypto");
		const hash = createHash("sha256").update(bytes).digest("hex");
		await host.ask("PUT", `/api/chunks/${hash}`, bytes);
		const { json } = await host.ask("POST", "/api/models", {
			files: [{ name: "cut.onnx", byteLength: bytes.length, chunks: [hash] }],
		});
		const { job } = await built({ model: (json as { model: { id: string } }).model.id });
		expect(job.outcome).toMatchObject({ result: "failed", problem: { code: "onnx/truncated" } });
	});

	test("no builder is left behind", () => {
		const left = execFileSync("ps", ["-eo", "args"], { encoding: "utf8" })
			.split("\n")
			.filter((line) => line.includes("suture_builder build") && line.includes(host.dataFolder));
		expect(left).toEqual([]);
	});
});

test("a host without a builder says what it lacks and how to get it", async () => {
	await using bare = await testHost({ pythons: ["/nowhere/python3"] });
	await until(async () => !((await bare.ask("GET", "/api/host")).json as { probing: boolean }).probing);
	const { json } = await bare.ask("GET", "/api/host");
	expect(json).toMatchObject({
		builders: [
			{ backend: "tensorrt-rtx", available: false },
			{ backend: "tensorrt", available: false },
		],
	});
	expect(JSON.stringify(json)).toContain("There is no Python at /nowhere/python3");
	const { status, json: refused } = await bare.ask("POST", "/api/jobs", { model: "lstm.ts13.onnx" });
	expect([status, refused]).toMatchObject([400, { problem: { code: "build/no-builder" } }]);
});

test("an unknown target lists the known ones", async () => {
	const { json } = await host.ask("POST", "/api/jobs", { model: "lstm.ts13.onnx", target: "tensorrt-7.2" });
	expect(json).toMatchObject({ problem: { code: "build/no-builder", facts: { target: "tensorrt-7.2" } } });
});

test("an unknown job is unknown everywhere", async () => {
	for (const path of ["", "/events", "/log", "/engine"]) {
		for (const id of ["nonsense", "00000000-0000-4000-8000-000000000000"]) {
			expect((await host.ask("GET", `/api/jobs/${id}${path}`)).status).toBe(404);
		}
	}
	await expect(host.follow("nonsense")).rejects.toThrow("There is no job nonsense.");
});
