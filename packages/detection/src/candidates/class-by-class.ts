import { tensorBytesInMemory, tensorType, tensorValues } from "@suture/onnx";
import { integerOf, numbersAt, rankAt, type Site, type tensorAt, uniformAt } from "@suture/rewrite";
import type { Candidates, Stretch } from "../candidates.ts";
import { chosenFrom, sameChoices } from "../chosen.ts";
import { madeAround, makerAround, sizeAt } from "../maker.ts";
import { before, wayBack } from "../strip.ts";
import { thresholdsOf } from "../threshold.ts";
import { activationOf, denseBoxes, denseScores } from "./dense.ts";

/** One column of the scores, with the label that its candidates get. */
interface Column {
	readonly scores: string;
	readonly column: number;
	readonly label: number;
	readonly boxes: string;
	readonly scoreThreshold: number | undefined;
	readonly compared: readonly string[];
	readonly others: readonly string[];
}

/** A list of candidates for each class, one behind the other: each takes its own column of the scores. */
export function classByClass(site: Site, stretches: readonly Stretch[]): Candidates | undefined {
	const columns: Column[] = [];
	for (const stretch of stretches) {
		const column = columnOf(site, stretch);
		if (!column) return undefined;
		columns.push(column);
	}
	const [first] = columns;
	if (!first) return undefined;
	const belongs = ({ scores, boxes, scoreThreshold, label, column }: Column, i: number) =>
		scores === first.scores &&
		boxes === first.boxes &&
		scoreThreshold === first.scoreThreshold &&
		label - column === first.label - first.column &&
		column === first.column + i;
	const [boxes, scores] = [denseBoxes(site, first.boxes), denseScores(site, first.scores)];
	const count = sizeAt(site, first.scores, -1);
	if (!columns.every(belongs) || !boxes || !scores || count === undefined) return undefined;
	return {
		form: "class by class",
		entry: {
			levels: [{ boxes, scores, activation: activationOf(site, scores) }],
			coding: "corners",
			classes: { first: first.column, end: first.column + columns.length, count },
			classOffset: first.label - first.column,
			boxesByClass: false,
		},
		scoreThreshold: first.scoreThreshold,
		compared: [...new Set(columns.flatMap(({ compared }) => compared))],
		unclear: [...new Set(columns.flatMap(({ others }) => others))],
	};
}

function columnOf(site: Site, { boxes, scores, classes }: Stretch): Column | undefined {
	const score = chosenFrom(site, scores);
	const box = chosenFrom(site, boxes);
	const label = classes === undefined ? undefined : labelOf(site, chosenFrom(site, classes).from);
	const place = placeOf(site, score.from);
	if (!place || label === undefined || !sameChoices(box.choices, score.choices)) return undefined;
	const thresholds = thresholdsOf(site, score.choices, score.from);
	return { ...place, label, boxes: box.from, ...thresholds };
}

/** Which column of which scores a value is. */
function placeOf(site: Site, value: string): { scores: string; column: number } | undefined {
	for (const at of wayBack(site, value)) {
		const node = makerAround(site, at);
		if (node?.opType !== "Gather") continue;
		const [scores = ""] = node.inputs;
		const rank = rankAt(site, scores);
		const axis = integerOf(site, node, "axis") ?? 0;
		const [column, ...more] = numbersAt(site, node.inputs[1]) ?? [];
		if (column === undefined || more.length > 0 || rank === undefined || rank < 2 || (axis !== -1 && axis !== rank - 1))
			continue;
		const count = sizeAt(site, scores, -1);
		return { scores, column: column < 0 ? column + (count ?? Number.NaN) : column };
	}
	return undefined;
}

/** The number that is every element of a list, however long it is. */
function labelOf(site: Site, value: string): number | undefined {
	for (const at of wayBack(site, value, labelBefore)) {
		const number = uniformAt(site, at);
		if (number !== undefined) return number;
		const filled = madeAround(site, at, "ConstantOfShape");
		if (filled) return fillOf(filled.attributes.find(({ name }) => name === "value")?.t);
	}
	return undefined;
}

function labelBefore(site: Site, value: string): string | undefined {
	return madeAround(site, value, "Expand", "Tile", "Cast")?.inputs[0] ?? before(site, value);
}

function fillOf(tensor: ReturnType<typeof tensorAt>): number | undefined {
	const type = tensor && tensorType(tensor.dataType);
	if (!tensor || !type) return tensor ? undefined : 0;
	const bytes = tensorBytesInMemory(tensor);
	return bytes && "bytes" in bytes ? Number(tensorValues(type, bytes.bytes, 1)[0]) : undefined;
}
