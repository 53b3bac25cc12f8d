import type { Node } from "@suture/graph";
import { homeOf, integerOf, integersOf, numbersAt, rankAt, type Site, shapeAt } from "@suture/rewrite";
import type { Copy } from "./detection.ts";
import { makerAround, sizeAt } from "./maker.ts";

/** What a value would be if no rows had been chosen. */
export interface Unchosen {
	readonly value: string;
	readonly copies: readonly Copy[];
}

/** The value for all rows, where it is computed row by row from rows that were chosen: the same computation on everything that they
 *  were chosen from. `chosen` gives that for a value that is the choice itself, `position` is what says which rows. Undefined where
 *  a row depends on others. */
export function withoutChoice(
	site: Site,
	value: string,
	position: string,
	chosen: (value: string) => string | undefined,
): Unchosen | undefined {
	const behind = valuesBehind(site, position);
	const known = new Map<string, string | undefined>();
	const copies: Copy[] = [];
	const all = (at: string): string | undefined => {
		if (known.has(at)) return known.get(at);
		if (!behind.has(at) || known.size > mostValues) return undefined;
		known.set(at, undefined);
		const found = chosen(at) ?? copied(at);
		known.set(at, found);
		return found;
	};
	const copied = (at: string): string | undefined => {
		const node = makerAround(site, at);
		if (!node) return undefined;
		const inputs = node.inputs.map((input) => ({ input, rows: input === "" ? undefined : all(input) }));
		const isRow = inputs.map(({ rows }) => rows !== undefined);
		if (!isRow.some(Boolean) || !isRowWise(site, node, isRow)) return undefined;
		const outputs = node.outputs.map((output) => (output === "" ? "" : `%all_${output}`));
		copies.push({ original: node, inputs: inputs.map(({ input, rows }) => rows ?? input), outputs });
		return `%all_${at}`;
	};
	const found = all(value);
	return found === undefined ? undefined : { value: found, copies };
}

/** Decoding boxes takes some fifty nodes. */
const mostValues = 1000;

function valuesBehind(site: Site, value: string): ReadonlySet<string> {
	const uses = homeOf(site, value)?.index.uses;
	const found = new Set([value]);
	for (const at of found) {
		for (const { node } of uses?.get(at) ?? []) for (const output of node.outputs) if (output !== "") found.add(output);
	}
	return found;
}

const elementwise: ReadonlySet<string> = new Set(
	"Abs Add Cast Clip Div Exp Identity Log Max Min Mul Neg Pow Relu Sigmoid Sqrt Sub Tanh Where".split(" "),
);

/** Whether each row of the outputs follows from the same row of those inputs that have rows, and from all of the others. */
function isRowWise(site: Site, node: Node, isRow: readonly boolean[]): boolean {
	if (node.domain !== "") return false;
	const [input = ""] = node.inputs;
	const [output = ""] = node.outputs;
	const rank = rankAt(site, input);
	const isData = isRow[0] === true && isRow.slice(1).every((one) => !one);
	const isInner = (axis: number | undefined) =>
		axis !== undefined && rank !== undefined && axis !== 0 && axis !== -rank;
	if (elementwise.has(node.opType))
		return node.inputs.every((one, i) => one === "" || fits(site, one, output, isRow[i] === true));
	switch (node.opType) {
		case "Gather":
		case "Split":
		case "Softmax":
			return isData && isInner(integerOf(site, node, "axis"));
		case "Concat":
			return isRow.every(Boolean) && isInner(integerOf(site, node, "axis"));
		case "Slice":
		case "Unsqueeze":
		case "Squeeze": {
			const axes = integersOf(node, "axes") ?? numbersAt(site, node.inputs[node.opType === "Slice" ? 3 : 1]);
			const counted = rankAt(site, node.opType === "Unsqueeze" ? output : input);
			return (
				isData && axes !== undefined && counted !== undefined && axes.every((axis) => axis !== 0 && axis !== -counted)
			);
		}
		case "Transpose":
			return isData && integersOf(node, "perm")?.[0] === 0;
		case "Flatten":
			return isData && integerOf(site, node, "axis") === 1;
		case "Reshape":
			return isData && keepsRows(site, input, output, numbersAt(site, node.inputs[1]));
		default:
			return false;
	}
}

/** Whether an operand of an elementwise node has its rows along the output's first axis, or has no rows and is the same for all. */
function fits(site: Site, value: string, output: string, isRow: boolean): boolean {
	const [rank, wanted] = [rankAt(site, value), rankAt(site, output)];
	if (rank === undefined || wanted === undefined) return false;
	return isRow ? rank === wanted : rank < wanted || sizeAt(site, value, 0) === 1;
}

/** Whether sizes such as [-1, 4] or [0, 4] leave the first axis as it is. */
function keepsRows(site: Site, input: string, output: string, sizes: readonly number[] | undefined): boolean {
	if (sizes?.[0] !== -1 && sizes?.[0] !== 0) return false;
	const [from, to] = [input, output].map((value) => trailingElements(site, value));
	return from !== undefined && from === to;
}

function trailingElements(site: Site, value: string): number | undefined {
	const trailing = shapeAt(site, value)?.slice(1);
	if (!trailing) return undefined;
	let product = 1;
	for (const size of trailing) {
		if (typeof size !== "number") return undefined;
		product *= size;
	}
	return product;
}
