import { elementOfFact, isFloat } from "@suture/ops";
import { releaseNumber } from "../../target/releases.ts";
import { inputOf, isDynamic, type Operand, rankOf, type Site } from "../site.ts";
import { isOfWeights } from "./of-weights.ts";

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
	["OneHot", [1]],
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
	for (const position of hostInputs.get(site.node.opType) ?? []) {
		const operand = inputOf(site, position);
		if (!operand || operand.isWeights) continue;
		const { refusal } = verdictOn(operand, site.release);
		if (refusal) return { maker: refusal.maker ?? site, said: refusal.said, isConstant: operand.isConstant };
	}
	return undefined;
}

/** What is known of the computation of a value on the host. */
interface Verdict {
	readonly refusal?: { readonly maker: Site | undefined; readonly said: string };
}

/** Operands live as long as one walk, and each is looked at once in it. */
const verdicts = new WeakMap<Operand, Verdict>();

function verdictOn(operand: Operand, release: number): Verdict {
	const open = [operand];
	for (let next = open.at(-1); next !== undefined; next = open.at(-1)) {
		const waiting = verdicts.has(next) ? [] : computedFrom(next).filter((one) => !verdicts.has(one));
		if (waiting.length > 0) {
			open.push(...waiting);
			continue;
		}
		open.pop();
		if (!verdicts.has(next)) verdicts.set(next, ownVerdict(next, release) ?? verdictOfInputs(next));
	}
	return verdicts.get(operand) ?? {};
}

/** The values whose elements go into the elements of this one, as far as TensorRT computes them on the host. */
function computedFrom({ maker, isWeights }: Operand): readonly Operand[] {
	if (!maker || isWeights || readsNothing.has(maker.node.opType)) return [];
	if (!isOld(maker.release) && !runsOnHost.has(maker.node.opType)) return [];
	return maker.inputs.filter(({ name }) => name !== "");
}

/** What later releases compute on the host where a shape needs it; what any other operator gives they copy from the GPU. */
const runsOnHost: ReadonlySet<string> = new Set(
	`Abs Add And Cast Ceil Clip Concat ConstantOfShape Div Equal Exp Expand Flatten Floor Gather Greater GreaterOrEqual Identity
	Less LessOrEqual Log Max Min Mod Mul Neg Not Or Pow Range ReduceMax ReduceMin ReduceProd ReduceSum Reshape Round Sign Slice Sqrt
	Squeeze Sub Tile Transpose Unsqueeze Where Xor`
		.trim()
		.split(/\s+/),
);

function isOld(release: number): boolean {
	return release <= releaseNumber("8.4");
}

function verdictOfInputs(operand: Operand): Verdict {
	return (
		computedFrom(operand)
			.map((one) => verdicts.get(one))
			.find((one) => one?.refusal) ?? {}
	);
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
function ownVerdict(operand: Operand, release: number): Verdict | undefined {
	const { maker, isWeights } = operand;
	const refuse = (said: string): Verdict => ({ refusal: { maker, said } });
	const old = isOld(release);
	if (
		maker?.node.opType === "If" &&
		!isWeights &&
		(old || !maker.inputs.every((one) => isOfWeights(one, { sizes: true })))
	)
		return refuse("conditionally dependent shape tensors not supported");
	if (maker?.node.opType === "Range" && isDynamic(operand)) return refuse("std::bad_alloc");
	if (maker === undefined && !isWeights && isFloat(elementOfFact(operand.fact)))
		return refuse(`${operand.name}: network input that is shape tensor must have type Int32`);
	if (!old) return undefined;
	if ((rankOf(operand) ?? 0) > 1) return refuse(manyAxes(operand));
	const layer = isWeights ? undefined : layers.get(maker?.node.opType ?? "");
	return layer === undefined ? undefined : refuse(layer);
}

function manyAxes({ maker, fact }: Operand): string {
	const type = fact.type?.kind === "tensor" ? fact.type.shape : undefined;
	return ["Reshape", "Unsqueeze", "Squeeze", "Flatten", "Transpose"].includes(maker?.node.opType ?? "")
		? `IShuffleLayer applied to shape tensor must have 0 or 1 reshape dimensions: dimensions were [${type?.map((size) => (typeof size === "number" ? size : -1)).join(",")}]`
		: "Assertion rank == 0 || rank == 1 failed.";
}
