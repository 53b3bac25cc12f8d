import { type Edit, type Graph, sentenceOf } from "@suture/graph";

/** What comes with a merge and only brings the two models together. */
const beside: ReadonlySet<string> = new Set(["set-opset", "set-model", "rename-value", "remove-output"]);

/** A merge with all that comes with it as one sentence; undefined for other edits. */
export function sentenceOfMerge(edits: readonly Edit[], before: Graph): string | undefined {
	const [merge, ...others] = edits.filter(({ do: name }) => !beside.has(name));
	if (merge?.do !== "merge-model" || others.length > 0) return undefined;
	const opset = edits.find((edit) => edit.do === "set-opset");
	const sentence = sentenceOf(merge, before);
	return opset ? `${sentence}, and made this one of ${opset.domain || "ai.onnx"} ${opset.version}` : sentence;
}
