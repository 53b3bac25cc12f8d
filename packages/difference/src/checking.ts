import { type Graph, graphFromText } from "@suture/graph";
import { difference, textFromDifference } from "./index.ts";

/** What tests of differences share: text in, text out. */
export function graphOf(text: string): Graph {
	const { graph, problems } = graphFromText(text);
	if (!graph) throw new Error(problems.map(({ sentence }) => sentence).join("\n"));
	return graph;
}

/** The difference of two graphs as text, without the line of counts. */
export function linesBetween(before: string, after: string): string[] {
	const text = textFromDifference(difference(graphOf(before), graphOf(after)));
	return text.split("\n").slice(1, -1);
}
