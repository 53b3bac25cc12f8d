import type { NodeProto, OperatorSetIdProto } from "@suture/onnx";

/** The newest opset of ai.onnx that ONNX 1.23 has. */
export const newestOpset = 28;

// Source: VERSION_TABLE in onnx/helper.py of ONNX 1.23.2; other domains than these are at version 1.
const newestVersions: ReadonlyMap<string, number> = new Map([["ai.onnx.ml", 5]]);

/** Opsets by the IR version that first had them, newest first. */
const firstOpsets = [
	{ irVersion: 14, opset: 28 },
	{ irVersion: 13, opset: 25 },
	{ irVersion: 12, opset: 24 },
	{ irVersion: 11, opset: 23 },
	{ irVersion: 10, opset: 21 },
	{ irVersion: 9, opset: 19 },
	{ irVersion: 8, opset: 15 },
	{ irVersion: 7, opset: 12 },
	{ irVersion: 6, opset: 11 },
	{ irVersion: 5, opset: 10 },
] as const;

/** The newest version of an operator set that is not ai.onnx. */
export function newestVersionOf(domain: string): number {
	return newestVersions.get(domain) ?? 1;
}

/** The oldest IR version that has an opset, so that as many readers as can be take the model; 4 at least, since before that every
 *  initializer had to be an input. */
export function oldestIrVersionFor(opset: number): number {
	return firstOpsets.find((row) => opset >= row.opset)?.irVersion ?? 4;
}

/** The same, but 8 at least, for functions. */
export function irVersionFor(opset: number): number {
	return Math.max(8, oldestIrVersionFor(opset));
}

/** Imports of ai.onnx at this opset and of every other domain that these nodes or their bodies use. */
export function importsFor(nodes: readonly NodeProto[], opset: number): OperatorSetIdProto[] {
	const domains = new Set([""]);
	const pending = [...nodes];
	for (let node = pending.pop(); node !== undefined; node = pending.pop()) {
		domains.add(node.domain ?? "");
		for (const { g, graphs } of node.attribute)
			for (const graph of g ? [g] : graphs) for (const one of graph.node) pending.push(one);
	}
	return Array.from(domains, (domain) => ({
		domain,
		version: domain === "" ? opset : newestVersionOf(domain),
	}));
}
