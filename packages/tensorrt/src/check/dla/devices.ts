import type { NodeId } from "@suture/graph";
import { type Problem, problem } from "@suture/problems";
import { type Target, titleOfTarget } from "../../target/target.ts";
import type { Findings } from "../found.ts";
import type { Site } from "../site.ts";
import { lastWithDla } from "./layers.ts";
import { offDla } from "./off-dla.ts";

type Device = "dla" | "gpu";

/** Parts a network into what the DLA runs and what falls back to the GPU, node by node in the parser's order. */
export class Devices {
	readonly #of = new Map<NodeId, Device>();
	readonly #crossing = new Set<string>();

	/** Says why a node runs on the GPU. Nodes that folding takes away count on no device. */
	see(site: Site, findings: Findings): void {
		if (site.outputs.every(({ isConstant }) => isConstant)) return;
		const reason = offDla(site);
		if (reason) findings.add(reason, { node: site.node.id });
		const device: Device = reason ? "gpu" : "dla";
		this.#of.set(site.node.id, device);
		for (const { name, maker } of site.inputs) {
			const from = maker && this.#of.get(maker.node.id);
			if (from !== undefined && from !== device) this.#crossing.add(name);
		}
	}

	/** What it comes to; undefined where all of it runs on the DLA. */
	summary(): Problem | undefined {
		const all = [...this.#of.values()];
		const onGpu = all.filter((device) => device === "gpu").length;
		if (onGpu === 0) return undefined;
		return problem("tensorrt/dla-fallback", { onGpu, all: all.length, crossings: this.#crossing.size });
	}
}

/** The problem of a target whose TensorRT has no DLA any more. */
export function withoutDla(target: Target, release: number): Problem | undefined {
	if (target.device !== "dla" || release <= lastWithDla) return undefined;
	return problem("tensorrt/no-dla", { target: titleOfTarget(target) });
}
