import { releaseNumber } from "../target/releases.ts";
import { inputOf, isDynamic, type Operand, rankOf, type Site, typeOf } from "./site.ts";

/** Inputs that a layer needs as numbers before it runs: sizes, indices of Slice, counts. */
const hostInputs: ReadonlyMap<string, readonly number[]> = new Map([
	["Reshape", [1]],
	["Expand", [1]],
	["Tile", [1]],
	["ConstantOfShape", [0]],
	["Slice", [1, 2, 4]],
	["Pad", [1]],
	["Resize", [2, 3]],
	["Upsample", [1]],
	["Split", [1]],
	["Range", [0, 1, 2]],
]);

/** What of an operator's inputs goes into its elements; of Shape and Size nothing does. All for an operator without a row. */
const readsNothing: ReadonlySet<string> = new Set(["Shape", "Size"]);

/** Why TensorRT can't follow the computation of a shape. */
export interface Unreadable {
	readonly maker: Site;
	readonly said: string;
	/** Whether folding leaves nothing to compute. */
	readonly isConstant: boolean;
}

/** The node that keeps TensorRT from computing a shape that an import needs, if there is one. Weights need no computation. */
export function unreadableShape(site: Site): Unreadable | undefined {
	const positions = hostInputs.get(site.node.opType);
	if (positions === undefined) return undefined;
	const seen = new Set<Operand>();
	for (const position of positions) {
		const operand = inputOf(site, position);
		const found = operand && !operand.isWeights ? follow(operand, site, seen) : undefined;
		if (found) return found;
	}
	return undefined;
}

function follow(start: Operand, reader: Site, seen: Set<Operand>): Unreadable | undefined {
	const open: (readonly [Operand, Site])[] = [[start, reader]];
	for (let next = open.pop(); next !== undefined; next = open.pop()) {
		const [operand, usedBy] = next;
		if (seen.has(operand)) continue;
		seen.add(operand);
		const said = refusalOf(operand, usedBy, reader);
		if (said !== undefined) return { maker: operand.maker ?? usedBy, said, isConstant: start.isConstant };
		const { maker } = operand;
		if (!maker || operand.isWeights || readsNothing.has(maker.node.opType)) continue;
		for (const input of maker.inputs) if (input.name !== "") open.push([input, maker]);
	}
	return undefined;
}

/** Operators whose layer can't compute a shape, and the layer's words. Asked of 8.4.3 one by one; what else it was asked about
 *  (arithmetic, comparisons, Where, Concat, Gather, Slice, Cast, Reduce, MatMul of vectors, …) it can. */
const layers: ReadonlyMap<string, string> = new Map([
	["TopK", "ITopKLayer cannot be used to compute a shape tensor"],
	["ArgMax", "ITopKLayer cannot be used to compute a shape tensor"],
	["ArgMin", "ITopKLayer cannot be used to compute a shape tensor"],
	["CumSum", "IRecurrenceLayer cannot be used to compute a shape tensor"],
	["Loop", "IRecurrenceLayer cannot be used to compute a shape tensor"],
	["Scan", "IRecurrenceLayer cannot be used to compute a shape tensor"],
	["GatherElements", "GatherMode must be kDEFAULT if output must be a shape tensor."],
	["GatherND", "GatherMode must be kDEFAULT if output must be a shape tensor."],
	["Scatter", "an IScatterLayer cannot be used to compute a shape tensor"],
	["ScatterElements", "an IScatterLayer cannot be used to compute a shape tensor"],
	["ScatterND", "an IScatterLayer cannot be used to compute a shape tensor"],
	["NonMaxSuppression", "IPluginV2Layer cannot be used to compute a shape tensor"],
]);

/** What TensorRT says to a value that a shape is computed from. Up to 8.4 a shape has at most one axis on all of its way; RTX
 *  1.7.1, and so probably all since 10, follows more. */
function refusalOf(operand: Operand, usedBy: Site, reader: Site): string | undefined {
	const { maker } = operand;
	const { release } = usedBy;
	const isOld = release <= releaseNumber("8.4");
	const isFloatInput = maker === undefined && !operand.isWeights && typeOf(operand, release) === "FLOAT";
	if (isFloatInput && (isOld || reader.node.opType === "Range"))
		return `${operand.name}: network input that is shape tensor must have type Int32`;
	if (maker?.node.opType === "If" && !operand.isWeights) return "conditionally dependent shape tensors not supported";
	if (maker?.node.opType === "Range" && isDynamic(operand)) return "std::bad_alloc";
	if (!isOld) return undefined;
	const rank = rankOf(operand);
	if (rank !== undefined && rank > 1) return manyAxes(operand);
	if (maker === undefined || operand.isWeights) return undefined;
	return layers.get(maker.node.opType);
}

function manyAxes({ maker, fact }: Operand): string {
	const type = fact.type?.kind === "tensor" ? fact.type.shape : undefined;
	return ["Reshape", "Unsqueeze", "Squeeze", "Flatten", "Transpose"].includes(maker?.node.opType ?? "")
		? `IShuffleLayer applied to shape tensor must have 0 or 1 reshape dimensions: dimensions were [${type?.map((size) => (typeof size === "number" ? size : -1)).join(",")}]`
		: "Assertion rank == 0 || rank == 1 failed.";
}
