import type { BodyId, Graph } from "@suture/graph";

/** Version of ai.onnx in main or in a function; 1 where none is imported. */
export function opsetOf({ header, functions }: Graph, body: BodyId): number {
	const imports = functions.find((head) => head.body === body)?.opsetImport ?? header.opsetImport;
	return imports.find(({ domain = "" }) => domain === "" || domain === "ai.onnx")?.version ?? 1;
}
