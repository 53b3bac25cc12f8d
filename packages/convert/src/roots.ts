import type { BodyId, Graph } from "@suture/graph";

/** A body with an opset of its own: main, or a function's. */
export interface Root {
	readonly body: BodyId;
	readonly opset: number;
}

export function rootsOf(graph: Graph): Root[] {
	return [graph.main, ...graph.functions.map(({ body }) => body)].flatMap((body) => {
		const opset = opsetAt(graph, body);
		return opset === undefined ? [] : [{ body, opset }];
	});
}

/** The opset of ai.onnx that main or a function imports. */
export function opsetAt({ header, functions }: Graph, body: BodyId): number | undefined {
	const imports = functions.find((head) => head.body === body)?.opsetImport ?? header.opsetImport;
	return imports.find(({ domain = "" }) => domain === "" || domain === "ai.onnx")?.version;
}
