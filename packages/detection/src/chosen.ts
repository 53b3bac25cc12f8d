import type { Node } from "@suture/graph";
import { integerOf, rankAt, type Site } from "@suture/rewrite/matching";
import { makerAround } from "./maker.ts";
import { before, wayBack } from "./strip.ts";

/** How rows are chosen: those for which a mask is true, or those that score most. */
export type Choice = { readonly by: "mask"; readonly mask: string } | { readonly by: "top"; readonly node: Node };

/** Rows of a value, after some choices. */
export interface Chosen {
	/** What the rows are chosen from. */
	readonly from: string;
	/** The first choice first. */
	readonly choices: readonly Choice[];
}

/** Goes back over Gather, GatherND, Compress and TopK to what rows are taken from. */
export function chosenFrom(site: Site, value: string): Chosen {
	let from = value;
	let choices: readonly Choice[] = [];
	const back = (_: Site, at: string) => {
		const step = choiceAt(site, at);
		if (!step) return before(site, at);
		choices = [...step.choices, ...choices];
		from = step.from;
		return from;
	};
	Array.from(wayBack(site, value, back));
	return { from, choices };
}

/** Rows that a list of positions stands for. Undefined when it is no list of chosen positions. */
export function chosenPositions(site: Site, value: string | undefined, depth = 0): readonly Choice[] | undefined {
	if (depth > mostNested) return undefined;
	for (const at of wayBack(site, value ?? "", unshaped)) {
		const node = makerAround(site, at);
		if (node?.domain !== "") return undefined;
		const [first, second] = node.inputs;
		if (node.opType === "NonZero") return rankAt(site, first) === 1 ? [{ by: "mask", mask: first ?? "" }] : undefined;
		if (node.opType === "TopK" && node.outputs[1] === at)
			return rankAt(site, first) === 1 ? [{ by: "top", node }] : undefined;
		if (node.opType === "Gather" && rankAt(site, second) !== 0) {
			const among = chosenPositions(site, first, depth + 1);
			const then = chosenPositions(site, second, depth + 1);
			return among && then ? [...among, ...then] : undefined;
		}
	}
	return undefined;
}

/** Choices among choices. */
const mostNested = 8;

/** The same positions in another shape or type. */
function unshaped(site: Site, value: string): string | undefined {
	const node = makerAround(site, value);
	const passes = node?.opType === "Cast" || node?.opType === "Transpose" || node?.opType === "Flatten";
	if (node && passes) return node.inputs[0];
	// NonZero of one axis gives [1, n]; a Reshape to a list may not be known to keep the count.
	return node?.opType === "Reshape" && rankAt(site, value) === 1 ? node.inputs[0] : before(site, value);
}

function choiceAt(site: Site, value: string): Chosen | undefined {
	const node = makerAround(site, value);
	if (node?.domain !== "") return undefined;
	const [from = "", by] = node.inputs;
	const axis = integerOf(site, node, "axis") ?? 0;
	switch (node.opType) {
		case "Gather": {
			const choices = axis === 0 && rankAt(site, by) !== 0 ? chosenPositions(site, by) : undefined;
			return choices && { from, choices };
		}
		case "GatherND": {
			const choices = (integerOf(site, node, "batch_dims") ?? 0) === 0 ? chosenPositions(site, by) : undefined;
			return choices && { from, choices };
		}
		case "Compress":
			return axis === 0 && by ? { from, choices: [{ by: "mask", mask: by }] } : undefined;
		case "TopK":
			return node.outputs[0] === value && rankAt(site, from) === 1
				? { from, choices: [{ by: "top", node }] }
				: undefined;
		default:
			return undefined;
	}
}

/** Whether two lists of rows are chosen alike, so that their rows belong together. */
export function sameChoices(left: readonly Choice[], right: readonly Choice[]): boolean {
	return left.length === right.length && left.every((one, i) => keyOf(one) === keyOf(right[i]));
}

function keyOf(choice: Choice | undefined): string {
	if (!choice) return "";
	return choice.by === "mask" ? `mask ${choice.mask}` : `top ${choice.node.id}`;
}
