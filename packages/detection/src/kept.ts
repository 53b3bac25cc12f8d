import { holderOf, type Node } from "@suture/graph";
import { elementAt, integerOf, numbersAt, rankAt, readersOf, type Site } from "@suture/rewrite";
import type { Kept } from "./detection.ts";
import { madeAround } from "./maker.ts";
import { wayBack } from "./strip.ts";
import type { Suppression } from "./suppression.ts";

/** What a model makes of the indices that NonMaxSuppression gives. */
export interface Selected {
	readonly kept: readonly Kept[];
	/** Nodes between the indices and what is kept. */
	readonly nodes: readonly Node[];
	/** Of all that are left, so many are used. */
	readonly limit: number | undefined;
	readonly unclear: readonly string[];
}

/** Columns of the indices, and what is put together of several. */
const columns = { image: 0, class: 1, box: 2, several: 3 } as const;

/** A value on the way: all three columns of the indices, or some of them. */
interface Way {
	readonly site: Site;
	readonly value: string;
	readonly column: number | undefined;
}

/** Follows the indices of an NMS to the rows that they choose. */
export function selectedBy(site: Site, nms: Node, suppression: Suppression): Selected {
	const kept: Kept[] = [];
	const nodes = new Set<Node>([nms]);
	const limits: number[] = [];
	const unclear: string[] = [];
	const ways: Way[] = [{ site, value: nms.outputs[0] ?? "", column: undefined }];
	const seen = new Set<string>();
	const keep = ({ site, value, column }: Way) => {
		const maker = site.index.definitions.get(value);
		const meaning = column === columns.image ? "images" : column === columns.class ? "classes" : "indices";
		if (maker?.by !== "node" || kept.some((one) => one.value === value)) return;
		kept.push({ value, meaning, maker: maker.node, from: undefined });
	};
	for (let way = ways.pop(); way !== undefined; way = ways.pop()) {
		if (seen.has(way.value)) continue;
		seen.add(way.value);
		const outside = outputOutside(way);
		if (outside) {
			ways.push(outside.way);
			nodes.add(outside.holder);
		} else if (way.site.index.outputs.has(way.value)) {
			keep(way);
		}
		for (const reader of readersOf(way.site, way.value)) {
			const step = stepOf(way, reader, suppression);
			nodes.add(reader);
			if (step.to === "way") {
				ways.push(step.way);
				if (step.limit !== undefined) limits.push(step.limit);
			} else if (step.to === "rows") kept.push(step.kept);
			else if (way.column === columns.image || way.column === columns.class) keep(way);
			else unclear.push(`${reader.opType} ${reader.name} takes the indices in a way that is not known.`);
		}
	}
	for (const { maker } of kept) nodes.delete(maker);
	return { kept, nodes: [...nodes], limit: limits.length > 0 ? Math.min(...limits) : undefined, unclear };
}

/** The same value outside of the body that gives it back. */
function outputOutside({ site, value, column }: Way): { way: Way; holder: Node } | undefined {
	const position = site.index.outputs.get(value);
	const holder = holderOf(site.graph, site.body.id);
	if (position === undefined || !holder || !site.outer || holder.node.opType !== "If") return undefined;
	const output = holder.node.outputs[position];
	return output ? { way: { site: site.outer, value: output, column }, holder: holder.node } : undefined;
}

type Step =
	| { readonly to: "way"; readonly way: Way; readonly limit?: number }
	| { readonly to: "rows"; readonly kept: Kept }
	| { readonly to: "unknown" };

function stepOf({ site, value, column }: Way, reader: Node, suppression: Suppression): Step {
	const [output = ""] = reader.outputs;
	const on = (to: number | undefined, limit?: number): Step => ({
		to: "way",
		way: { site, value: output, column: to },
		...(limit === undefined ? {} : { limit }),
	});
	if (reader.domain !== "") return { to: "unknown" };
	switch (reader.opType) {
		case "Identity":
		case "Cast":
			return on(column);
		case "Squeeze":
		case "Unsqueeze":
		case "Reshape":
		case "Flatten":
			return column === undefined ? { to: "unknown" } : on(column);
		case "Concat":
			return isAllColumns(site, reader) ? on(columns.several) : { to: "unknown" };
		case "Gather":
			if (reader.inputs[1] === value) return rowsOf(site, reader, suppression);
			return columnOf(site, reader, column, on);
		case "GatherND":
			return reader.inputs[1] === value ? rowsOf(site, reader, suppression) : { to: "unknown" };
		case "Slice":
			return sliceOf(site, reader, column, on);
		default:
			return { to: "unknown" };
	}
}

/** Whether a Concat takes nothing but indices, as positions of rows in each image. */
function isAllColumns(site: Site, { inputs }: Node): boolean {
	const isIndex = (value: string) =>
		[...wayBack(site, value, (_, at) => indexBefore(site, at))].some(
			(at) => madeAround(site, at, "NonMaxSuppression") !== undefined,
		);
	return inputs.every(isIndex);
}

function indexBefore(site: Site, value: string): string | undefined {
	const node = madeAround(site, value, "Unsqueeze", "Squeeze", "Reshape", "Cast", "Identity", "Gather", "Slice");
	return elementAt(site, value) === "int64" || elementAt(site, value) === "int32" ? node?.inputs[0] : undefined;
}

function columnOf(site: Site, reader: Node, column: number | undefined, on: (to: number) => Step): Step {
	const [wanted, ...more] = numbersAt(site, reader.inputs[1]) ?? [];
	const axis = integerOf(site, reader, "axis") ?? 0;
	if (column !== undefined || wanted === undefined || more.length > 0 || (axis !== 1 && axis !== -1))
		return { to: "unknown" };
	return on(wanted < 0 ? wanted + 3 : wanted);
}

/** Of a Slice that takes one column, or the first rows. */
function sliceOf(
	site: Site,
	reader: Node,
	column: number | undefined,
	on: (to: number | undefined, limit?: number) => Step,
): Step {
	const lists = site.opset < 10 ? undefined : [1, 2].map((input) => numbersAt(site, reader.inputs[input]));
	const [[start = 0, ...others] = [], [end = 0] = []] = lists ?? [];
	const axes = reader.inputs[3] ? numbersAt(site, reader.inputs[3]) : [0];
	const steps = reader.inputs[4] ? numbersAt(site, reader.inputs[4]) : [1];
	if (!lists || others.length > 0 || !axes || steps?.[0] !== 1) return { to: "unknown" };
	const axis = axes[0] ?? 0;
	if (axis === 0 && start === 0 && end > 0) return end < 2 ** 31 ? on(column, end) : on(column);
	const isOne = column === undefined && (end === start + 1 || (start === 2 && end > 2) || start === -1);
	return axis === 1 && isOne ? on(start < 0 ? start + 3 : start) : { to: "unknown" };
}

function rowsOf(site: Site, maker: Node, { boxes, scores, classes }: Suppression): Step {
	const [data = ""] = maker.inputs;
	const [value = ""] = maker.outputs;
	const isMeant = (wanted: string | undefined) => wanted !== undefined && sameElements(site, data, wanted);
	const meaning = isMeant(boxes) ? "boxes" : isMeant(scores) ? "scores" : isMeant(classes) ? "classes" : "unknown";
	return { to: "rows", kept: { value, meaning, maker, from: data } };
}

/** Whether one of two values is the other with axes of one element more or less. */
function sameElements(site: Site, left: string, right: string): boolean {
	const seen = new Set<string>();
	for (const at of wayBack(site, left)) seen.add(at);
	for (const at of wayBack(site, right)) if (seen.has(at)) return rankAt(site, at) !== undefined;
	return false;
}
