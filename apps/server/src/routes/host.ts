import { arch, availableParallelism, platform, totalmem } from "node:os";
import { hostSchema } from "@suture/protocol";
import type { App } from "../app.ts";
import type { Builders } from "../builder/builders.ts";
import { version } from "../version.ts";

export function hostRoutes(app: App, tools: { builders: Builders; modelFolder: string | undefined }): void {
	app.get(
		"/api/host",
		{ schema: { summary: "What this host is and which TensorRT it has", response: { 200: hostSchema } } },
		() => ({
			suture: version,
			platform: `${platform()} ${arch()}`,
			cpus: availableParallelism(),
			memoryBytes: totalmem(),
			builders: (tools.builders.known() ?? []).map(({ python, ...builder }) => builder),
			probing: tools.builders.known() === undefined,
			modelFolder: tools.modelFolder ?? null,
		}),
	);
}
