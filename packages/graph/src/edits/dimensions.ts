import type { TensorShapeProto_Dimension } from "@suture/onnx";
import { withBody } from "../applied.ts";
import type { FixDimension, RenameDimension } from "../edit.ts";
import type { Graph } from "../graph.ts";
import { type ChangeDimension, dimensionNames, withDimensions } from "../map-dimensions.ts";
import { nearestName } from "../nearest-name.ts";
import { refuse } from "../refusal.ts";

export function renameDimension(graph: Graph, { from, to }: RenameDimension): Graph {
	if (to === "") refuse("edit/bad-name", { name: to, reason: "an empty name means an unknown size" });
	const inside = plainName.test(to) ? to : `'${to.replaceAll("'", "''")}'`;
	return withName(graph, from, (dimension, text) => ({
		...dimension,
		dimParam: text === from ? to : replaced(text, from, inside),
	}));
}

export function fixDimension(graph: Graph, { name, size }: FixDimension): Graph {
	if (!Number.isSafeInteger(size) || size < 0) refuse("edit/bad-number", { what: `The size ${name}`, number: size });
	return withName(graph, name, ({ dimParam: _, ...dimension }, text) =>
		text === name ? { ...dimension, dimValue: size } : { ...dimension, dimParam: replaced(text, name, String(size)) },
	);
}

type Change = (dimension: TensorShapeProto_Dimension, text: string) => TensorShapeProto_Dimension;

function withName(graph: Graph, name: string, change: Change): Graph {
	const names = new Set<string>();
	let edited = graph;
	const changed: ChangeDimension = (dimension) => {
		const text = dimension.dimParam;
		if (!text) return dimension;
		const isMeant = text === name || (text.length <= longestExpression && replaced(text, name, "") !== text);
		return isMeant ? change(dimension, text) : dimension;
	};
	for (const body of graph.bodies.values()) {
		for (const one of dimensionNames(body)) names.add(one);
		const after = withDimensions(body, changed);
		if (after !== body) edited = withBody(edited, after);
	}
	if (edited === graph) refuse("edit/no-such-dimension", { wanted: name, nearest: nearestName(name, names) });
	return edited;
}

const [longestExpression, longestResult] = [1000, 4096];
const plainName = /^[\p{L}_][\p{L}\p{N}_.]*$/u;

/** Names in an expression, as packages/ops reads them: in quotes, with quotes inside doubled, or plain. What stands before a
 *  bracket is a function. */
const nameInExpression = /'((?:[^']|'')+)'|([\p{L}_][\p{L}\p{N}_.]*)(\s*\()?/gu;

function replaced(expression: string, name: string, by: string): string {
	const text = expression.replace(
		nameInExpression,
		(whole: string, quoted?: string, plain?: string, bracket?: string) => {
			const found = quoted?.replaceAll("''", "'") ?? plain;
			return found === name && bracket === undefined ? by : whole;
		},
	);
	if (text.length > longestResult)
		refuse("edit/bad-name", { name: by.slice(0, 40), reason: "sizes would be too long with it" });
	return text;
}
