import { readFileSync } from "node:fs";
import { type Graph, graphFromText } from "@suture/graph";

/** Lines that a rule must match, and compute the same after it. */
export interface Example {
	readonly rule: string;
	readonly opset: number;
	readonly text: string;
}

/** The examples of data/examples.txt: `## rule opset 13`, then lines in ONNX's textual syntax. */
export function examples(): readonly Example[] {
	const text = readFileSync(new URL("../data/examples.txt", import.meta.url), "utf8");
	return [...text.matchAll(/^## (\S+) opset (\d+)\n([^#]*)/gm)].map(([, rule = "", opset = "", lines = ""]) => ({
		rule,
		opset: Number(opset),
		text: lines.trim(),
	}));
}

/** The graph of a text that is known to be right. */
export function graphOf(text: string, opset: number): Graph {
	const { graph, problems } = graphFromText(text, { opset });
	if (!graph) throw new Error(problems.map(({ sentence }) => sentence).join("\n"));
	return graph;
}
