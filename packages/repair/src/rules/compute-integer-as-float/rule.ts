import type { Node } from "@suture/graph";
import { type ElementType, isInteger } from "@suture/ops";
import { cast, draftFor, elementAt, type Site, shapeAt, told } from "@suture/rewrite";
import { rangeOf } from "../../range/range-of.ts";
import { type Fix, type Miss, miss, type RepairRule } from "../../rule.ts";

/** What an operator does with integers. */
interface Row {
	/** Inputs that hold them. */
	readonly inputs: readonly number[];
	/** Outputs that have the type of the inputs. */
	readonly outputs: readonly number[];
	/** Whether FLOAT gives the same for every integer, because only the sign matters. */
	readonly bySign?: boolean;
	/** How many products are summed up: the sum must be exact too. */
	readonly summed?: (site: Site, node: Node) => number;
}

const unary: Row = { inputs: [0], outputs: [0] };
const choosing: Row = { inputs: [0], outputs: [] };

const rows: Readonly<Record<string, Row>> = {
	Sign: { ...unary, bySign: true },
	Relu: unary,
	Round: unary,
	Ceil: unary,
	Floor: unary,
	Clip: { inputs: [0, 1, 2], outputs: [0] },
	Resize: unary,
	ArgMax: choosing,
	ArgMin: choosing,
	TopK: unary,
	PRelu: { inputs: [0, 1], outputs: [0] },
	MatMul: { inputs: [0, 1], outputs: [0], summed: (site, { inputs }) => sizeOfLast(site, inputs[0]) },
	Gemm: { inputs: [0, 1, 2], outputs: [0], summed: (site, { inputs }) => sizeOfLast(site, inputs[0]) },
	Einsum: { inputs: [0, 1, 2, 3], outputs: [0], summed: () => Infinity },
	CumSum: {
		inputs: [0],
		outputs: [0],
		summed: (site, { inputs }) => (shapeAt(site, inputs[0]) ?? []).reduce<number>(times, 1),
	},
};

function sizeOfLast(site: Site, value: string | undefined): number {
	const size = shapeAt(site, value)?.at(-1);
	return typeof size === "number" ? size : Infinity;
}

function times(product: number, size: unknown): number {
	return typeof size === "number" ? product * size : Infinity;
}

/** FLOAT holds every integer up to here. */
const mostExact = 2 ** 24;

/** Where every integer is known to be small, FLOAT computes the same. */
export const computeIntegerAsFloat: RepairRule = {
	name: "compute-integer-as-float",
	title: "Compute small integers in FLOAT",
	kind: "exact",
	operators: Object.keys(rows),
	codes: ["tensorrt/unsupported-type", "tensorrt/unsupported-shape"],
	match: (site, node) =>
		isExact(site, node) ? inFloat(site, node) : miss("Its integers may be beyond 2^24, where FLOAT rounds them."),
};

/** Where nobody knows how large the integers are, it must be said that they are small. */
export const computeIntegerAsFloatIfSmall: RepairRule = {
	name: "compute-integer-as-float-if-small",
	title: "Compute integers in FLOAT, if they are small",
	kind: "assumes",
	operators: Object.keys(rows),
	codes: ["tensorrt/unsupported-type", "tensorrt/unsupported-shape"],
	match(site, node) {
		const found = inFloat(site, node);
		if ("miss" in found) return found;
		return { ...found, assumption: `No integer that ${told(node)} computes with is beyond 2^24.` };
	},
};

function isExact(site: Site, node: Node): boolean {
	const row = rows[node.opType];
	if (!row || row.bySign) return row !== undefined;
	const ranges = row.inputs.flatMap((i) =>
		(node.inputs[i] ?? "") === "" ? [] : [rangeOf(site, node.inputs[i] ?? "")],
	);
	const largest = ranges.map(({ low, high }) => Math.max(Math.abs(low), Math.abs(high)));
	const result = row.summed
		? largest.reduce((product, one) => product * one, row.summed(site, node))
		: Math.max(...largest);
	return result <= mostExact;
}

function inFloat(site: Site, node: Node): Fix | Miss {
	const row = rows[node.opType];
	const element = elementAt(site, node.inputs[0]);
	if (!row || !element || !isInteger(element)) return miss("It works on no integers.");
	const draft = draftFor(site, node);
	const isGiven = (i: number) => row.inputs.includes(i) && (node.inputs[i] ?? "") !== "";
	const results = draft.copyMany(
		node,
		node.inputs.map((value, i) => (isGiven(i) ? cast(draft, value, "float") : value)),
	);
	const back = (result: string, i: number, type: ElementType) =>
		row.outputs.includes(i) ? cast(draft, result, type) : result;
	const named = node.outputs.flatMap((output, i) =>
		output === "" ? [] : [[output, back(results[i] ?? "", i, element)] as const],
	);
	return {
		nodes: [node],
		sentence: `${told(node)} computes in FLOAT, which holds these integers exactly.`,
		edits: [draft.replace([node], Object.fromEntries(named))],
	};
}
