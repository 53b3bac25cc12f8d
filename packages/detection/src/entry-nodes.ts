import type { Attribute } from "@suture/graph";
import { int, int64s, ints, type NewNode, type Site, type TensorLiterals } from "@suture/rewrite";
import type { Dense, Entry, Level } from "./detection.ts";

/** Nodes that bring boxes and scores of all levels together, with the tensors that they need. */
export interface EntryNodes {
	readonly nodes: readonly NewNode[];
	readonly tensors: TensorLiterals;
	/** [B, N, 4], or [B, N, C, 4] where boxes depend on the class. */
	readonly boxes: string;
	/** [B, N, C]. */
	readonly scores: string;
}

/** `scoresOf` says what to take for a level's scores: they, or what a Sigmoid makes them of. */
export function entryNodes(main: Site, { levels }: Entry, scoresOf: (level: Level) => string): EntryNodes {
	const nodes: NewNode[] = [];
	const tensors: Record<string, TensorLiterals[string]> = {};
	const work = { main, nodes, tensors };
	const boxes = levels.map(({ boxes }, i) => batched(work, boxes, boxes.value, `%boxes_${i}`));
	const scores = levels.map((level, i) => batched(work, level.scores, scoresOf(level), `%scores_${i}`));
	return { boxes: joined(nodes, boxes, "%boxes"), scores: joined(nodes, scores, "%scores"), nodes, tensors };
}

interface Work {
	readonly main: Site;
	readonly nodes: NewNode[];
	readonly tensors: Record<string, TensorLiterals[string]>;
}

function batched(work: Work, { layout, copies }: Dense, value: string, name: string): string {
	for (const { original, inputs, outputs } of copies) {
		const { opType, domain, attributes } = original;
		work.nodes.push({
			opType,
			domain,
			inputs,
			outputs,
			attributes,
		});
	}
	switch (layout) {
		case "BN4":
		case "BNC4":
		case "BNC":
			return value;
		case "N4":
		case "NC4":
		case "NC":
			return unsqueezed(work, value, [0], name);
		case "N":
			return unsqueezed(work, value, [0, 2], name);
		case "BCN":
			work.nodes.push({
				opType: "Transpose",
				inputs: [value],
				outputs: [name],
				attributes: [ints("perm", [0, 2, 1])],
			});
			return name;
		default:
			return layout satisfies never;
	}
}

function unsqueezed({ main, nodes, tensors }: Work, value: string, axes: readonly number[], name: string): string {
	const { inputs, attributes } = withAxes(main, tensors, axes, name);
	nodes.push({ opType: "Unsqueeze", inputs: [value, ...inputs], outputs: [name], attributes });
	return name;
}

/** Axes as this opset wants them: from 13 on an input. */
export function withAxes(
	{ opset }: Site,
	tensors: Record<string, TensorLiterals[string]>,
	axes: readonly number[],
	name: string,
): { inputs: readonly string[]; attributes: readonly Attribute[] } {
	if (opset < 13) return { inputs: [], attributes: [ints("axes", axes)] };
	tensors[`${name}_axes`] = int64s(axes);
	return { inputs: [`${name}_axes`], attributes: [] };
}

function joined(nodes: NewNode[], values: readonly string[], name: string): string {
	const [first = "", ...others] = values;
	if (others.length === 0) return first;
	nodes.push({ opType: "Concat", inputs: values, outputs: [name], attributes: [int("axis", 1)] });
	return name;
}
